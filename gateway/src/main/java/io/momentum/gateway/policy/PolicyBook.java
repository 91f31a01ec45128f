package io.momentum.gateway.policy;

import static java.time.temporal.ChronoUnit.SECONDS;

import io.momentum.gateway.policy.Decision.Defer;
import io.momentum.gateway.policy.Decision.Reject;
import io.momentum.gateway.policy.Decision.Send;
import io.momentum.store.calendar.WorkCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All packs. A message may leave when every pack that is for it lets it, in every zone that its recipient may be in: so a later
 * rule can only narrow an earlier one. Any thread.
 */
public final class PolicyBook {

    public static final PolicyBook NONE = new PolicyBook(List.of(), Places.NONE);

    /** What could not leave within this time is not kept waiting for it. */
    public static final Duration HORIZON = Duration.ofDays(60);

    private final Map<String, PolicyPack> packs = new TreeMap<>();
    private final Places places;
    private final Map<Hours, WorkCalendar> hours = new ConcurrentHashMap<>();

    private record Hours(String pack, ZoneId zone) {}

    public PolicyBook(List<PolicyPack> packs, Places places) {
        for (PolicyPack pack : packs) this.packs.put(pack.id(), pack);
        this.places = places;
    }

    /** All packs that some account names, by their names. */
    public Collection<PolicyPack> packs() {
        return Collections.unmodifiableCollection(packs.values());
    }

    /** What of them ends soon or has ended, for people; a line each. */
    public List<String> warnings(LocalDate today) {
        return packs.values().stream()
                .flatMap(pack -> pack.warnings(today).stream())
                .toList();
    }

    /** Whether it decides the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PolicyBook book && packs.equals(book.packs) && places.equals(book.places);
    }

    @Override
    public int hashCode() {
        return packs.hashCode();
    }

    public @Nullable PolicyPack get(String id) {
        return packs.get(id);
    }

    /** For how long what a recipient has had may count; zero where no pack counts. */
    public Duration lookBack() {
        Duration longest = Duration.ZERO;
        for (PolicyPack pack : packs.values()) {
            if (pack.minGap().compareTo(longest) > 0) longest = pack.minGap();
            for (Cap cap : pack.caps()) if (cap.lookBack().compareTo(longest) > 0) longest = cap.lookBack();
        }
        return longest;
    }

    public Optional<Place> placeOf(long digits) {
        return places.of(digits);
    }

    /**
     * Decides about one message. Same values, same decision.
     *
     * @param sentMicros when the recipient's last messages of this category left, in order, microseconds since 1970; at most
     *     {@link Cap#MESSAGES_MAX} are looked at
     */
    public Decision evaluate(Ask ask, Instant now, long[] sentMicros) {
        if (ask.override().isPresent()) {
            return new Send(List.of("override by %s: %s"
                    .formatted(ask.override().get().by(), ask.override().get().reason())));
        }
        Optional<Place> place = places.of(ask.digits());
        if (place.isEmpty()) return new Send(List.of("nothing is known of where the number is from"));
        List<PolicyPack> mine = packsFor(ask, place.get());
        return new Search(mine, zones(ask, place.get()), sentMicros).from(now);
    }

    /**
     * Where the recipient may be. What is known of a person is better than what the number tells; but whoever collects debts and
     * knows two places that contradict each other must keep to the hours of both (12 CFR 1006.6(b), comment 6(b)(1)-2).
     */
    private static List<ZoneId> zones(Ask ask, Place place) {
        if (ask.zone().isEmpty()) return place.zones();
        ZoneId known = ask.zone().get();
        if (ask.category() != Category.COLLECTIONS || place.zones().contains(known)) return List.of(known);
        List<ZoneId> both = new ArrayList<>(place.zones());
        both.add(known);
        return both;
    }

    private List<PolicyPack> packsFor(Ask ask, Place place) {
        List<PolicyPack> mine = new ArrayList<>();
        for (String id : ask.packs()) {
            PolicyPack pack = packs.get(id);
            if (pack == null || !pack.isFor(place, ask.category())) continue;
            if (ask.answers() && pack.answersExempt()) continue;
            mine.add(pack);
        }
        return mine;
    }

    /** Goes from one moment to the next that some pack allows, until all allow it. */
    private final class Search {
        private final List<PolicyPack> mine;
        private final List<ZoneId> zones;
        private final long[] sentMicros;
        private @Nullable PolicyPack decisive;
        private String why = "";

        Search(List<PolicyPack> mine, List<ZoneId> zones, long[] sentMicros) {
            this.mine = mine;
            this.zones = zones;
            this.sentMicros = sentMicros;
        }

        Decision from(Instant now) {
            Instant at = now;
            for (Instant next = later(at); next.isAfter(at); next = later(at)) {
                at = next;
                if (at.isAfter(now.plus(HORIZON))) break;
            }
            PolicyPack pack = decisive;
            if (pack == null) return new Send(why(now));
            if (at.isAfter(now.plus(HORIZON))) {
                return new Reject(
                        pack.id(), pack.version(), "no time within %d days: %s".formatted(HORIZON.toDays(), why));
            }
            return new Defer(at, pack.id(), pack.version(), why);
        }

        private List<String> why(Instant now) {
            if (mine.isEmpty()) return List.of("no pack is for the number and category");
            List<String> looked =
                    new ArrayList<>(mine.stream().map(PolicyPack::named).toList());
            for (ZoneId zone : zones)
                looked.add("%s there in %s"
                        .formatted(now.atZone(zone).toLocalTime().truncatedTo(SECONDS), zone));
            return looked;
        }

        private Instant later(Instant at) {
            Instant latest = at;
            for (PolicyPack pack : mine) {
                for (ZoneId zone : zones) {
                    if (pack.holdsOn(at.atZone(zone).toLocalDate())) latest = later(pack, zone, at, latest);
                }
            }
            return latest;
        }

        private Instant later(PolicyPack pack, ZoneId zone, Instant at, Instant latest) {
            Instant opens = hoursOf(pack, zone).nextOpen(at);
            Instant best = latest;
            if (opens.isAfter(best)) best = takes(pack, zone, opens, "closed in " + zone);
            for (Cap cap : pack.caps()) {
                Instant free = cap.nextAllowed(at, zone, sentMicros);
                if (free.isAfter(best)) best = takes(pack, zone, free, "had " + cap);
            }
            if (sentMicros.length > 0 && !pack.minGap().isZero()) {
                Instant free = Cap.instant(sentMicros[sentMicros.length - 1]).plus(pack.minGap());
                if (free.isAfter(best))
                    best = takes(pack, zone, free, "had one less than %s before".formatted(pack.minGap()));
            }
            return best;
        }

        /** A pack that ends before its own next time lets go at its end. */
        private Instant takes(PolicyPack pack, ZoneId zone, Instant next, String reason) {
            decisive = pack;
            why = reason;
            if (pack.validUntil().equals(LocalDate.MAX)) return next;
            Instant end = pack.validUntil().plusDays(1).atStartOfDay(zone).toInstant();
            return next.isAfter(end) ? end : next;
        }
    }

    private WorkCalendar hoursOf(PolicyPack pack, ZoneId zone) {
        return hours.computeIfAbsent(
                new Hours(pack.id(), zone), key -> pack.hours().in(zone));
    }

    // ---- looking ahead

    /** A message of the past. */
    public record Sample(Ask ask, Instant sentAt) {}

    /** A message, and what would become of it then and now. */
    public record Change(Sample sample, Decision then, Decision later) {}

    /**
     * What changes: for messages as they were sent, whether they would be treated otherwise by the rules of a later time, at the
     * same hour of the day.
     *
     * @param days how many days later, in weeks so that days of the week stay what they are
     */
    public List<Change> preview(List<Sample> samples, int days) {
        if (days % 7 != 0) throw new IllegalArgumentException("a preview goes by whole weeks");
        List<Change> changes = new ArrayList<>();
        for (Sample sample : samples) {
            ZoneId zone = zoneOf(sample.ask());
            Instant later = sample.sentAt().atZone(zone).plusDays(days).toInstant();
            Decision before = evaluate(sample.ask(), sample.sentAt(), new long[0]);
            Decision after = evaluate(sample.ask(), later, new long[0]);
            if (!kind(before).equals(kind(after))) changes.add(new Change(sample, before, after));
        }
        return changes;
    }

    private ZoneId zoneOf(Ask ask) {
        return ask.zone()
                .or(() -> places.of(ask.digits()).map(place -> place.zones().getFirst()))
                .orElse(ZoneOffset.UTC);
    }

    private static String kind(Decision decision) {
        return switch (decision) {
            case Send _ -> "send";
            case Defer _ -> "defer";
            case Reject _ -> "reject";
        };
    }

    // ---- for people

    /** Each pack that was asked for, and what it has to do with the message. */
    public List<String> explain(Ask ask, Instant at) {
        List<String> lines = new ArrayList<>();
        Optional<Place> place = places.of(ask.digits());
        lines.add(place.map(found -> "number of %s%s, zones %s"
                        .formatted(
                                found.country(), found.region().isEmpty() ? "" : "-" + found.region(), found.zones()))
                .orElse("nothing is known of where the number is from: no pack is for it"));
        List<ZoneId> zones = place.map(found -> zones(ask, found))
                .orElse(ask.zone().map(List::of).orElse(List.of()));
        for (ZoneId zone : zones)
            lines.add("  %s there: %s".formatted(zone, at.atZone(zone).toLocalDateTime()));
        for (String id : ask.packs()) {
            PolicyPack pack = packs.get(id);
            if (pack == null || place.isEmpty()) continue;
            lines.add("  %s: %s".formatted(pack.named(), about(pack, place.get(), ask, at, zones)));
        }
        return lines;
    }

    private String about(PolicyPack pack, Place place, Ask ask, Instant at, List<ZoneId> zones) {
        if (!pack.isFor(place, ask.category())) return "is not for this number and category";
        if (ask.answers() && pack.answersExempt()) return "does not hold for answers";
        ZoneId zone = zones.getFirst();
        LocalDate date = at.atZone(zone).toLocalDate();
        if (!pack.holdsOn(date))
            return "does not hold on %s, only %s to %s".formatted(date, pack.validFrom(), pack.validUntil());
        String holidays =
                pack.holidaysUntil().map(end -> ", holidays until " + end).orElse("");
        return "open %s%s%s; source %s, reviewed %s"
                .formatted(
                        hoursOf(pack, zone).hoursOf(date),
                        holidays,
                        pack.caps().isEmpty() ? "" : ", caps " + pack.caps(),
                        pack.source(),
                        pack.reviewedOn());
    }
}
