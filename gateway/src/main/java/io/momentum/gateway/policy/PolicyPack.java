package io.momentum.gateway.policy;

import io.momentum.store.calendar.WorkCalendar;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One place's rules for one kind of message.
 *
 * @param id its name
 * @param version raised with every change
 * @param country ISO 3166 code of the country whose numbers it is for
 * @param regions parts of the country; empty for all of it
 * @param categories what it restricts
 * @param hours when messages may leave, by the recipient's clock; its zone is of no account
 * @param caps how many may leave
 * @param minGap time between two messages to one recipient; zero for none
 * @param answersExempt whether a message to somebody who has just written may leave all the same
 * @param source where the rule can be read
 * @param reviewedOn when somebody last compared it with the source
 * @param validFrom the first day on which it holds, by the recipient's clock
 * @param validUntil the last day
 */
public record PolicyPack(
        String id,
        int version,
        String country,
        Set<String> regions,
        Set<Category> categories,
        WorkCalendar hours,
        List<Cap> caps,
        Duration minGap,
        boolean answersExempt,
        String source,
        LocalDate reviewedOn,
        LocalDate validFrom,
        LocalDate validUntil) {

    public PolicyPack {
        regions = Set.copyOf(regions);
        categories = Set.copyOf(categories);
        caps = List.copyOf(caps);
    }

    /** How many days ahead an end is told: dates of the next year are known by then, or can be worked out. */
    static final int TOLD_DAYS = 180;

    /** {@code us-florida@1}. */
    public String named() {
        return id + "@" + version;
    }

    /**
     * The last day of which it is known whether it is a holiday: the end of the year of the last one; empty where it has none. The
     * rest of the pack holds on.
     */
    public Optional<LocalDate> holidaysUntil() {
        return hours.exceptions().entrySet().stream()
                .filter(day -> day.getValue().open().isEmpty())
                .map(Map.Entry::getKey)
                .max(LocalDate::compareTo)
                .map(last -> LocalDate.of(last.getYear(), 12, 31))
                .filter(end -> end.isBefore(validUntil));
    }

    /** What ends soon or has ended, for people; a line each. */
    List<String> warnings(LocalDate today) {
        List<String> lines = new ArrayList<>();
        holidaysUntil()
                .filter(end -> isTold(end, today))
                .ifPresent(end ->
                        lines.add("policy pack %s: its holidays %s holidays are days like others: add the next ones"
                                .formatted(named(), ends("end", end, today))));
        if (isTold(validUntil, today))
            lines.add("policy pack %s: it %s nothing of it holds".formatted(named(), ends("ends", validUntil, today)));
        return lines;
    }

    private static boolean isTold(LocalDate end, LocalDate today) {
        return today.plusDays(TOLD_DAYS).isAfter(end);
    }

    /** @param verb what it does before it is over */
    private static String ends(String verb, LocalDate end, LocalDate today) {
        return today.isAfter(end)
                ? "ended with %s; since then".formatted(end)
                : "%s with %s; from then on".formatted(verb, end);
    }

    boolean isFor(Place place, Category category) {
        if (!categories.contains(category) || !country.equals(place.country())) return false;
        return regions.isEmpty() || regions.contains(place.region());
    }

    boolean holdsOn(LocalDate date) {
        return !date.isBefore(validFrom) && !date.isAfter(validUntil);
    }
}
