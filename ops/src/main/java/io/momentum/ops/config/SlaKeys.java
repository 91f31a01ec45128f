package io.momentum.ops.config;

import io.momentum.ops.followup.match.Match;
import io.momentum.ops.followup.sla.ClockKind;
import io.momentum.ops.followup.sla.Rung;
import io.momentum.ops.followup.sla.Rung.Whom;
import io.momentum.ops.followup.sla.SlaPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one entry of {@code followup.sla}: what is promised to whom. */
final class SlaKeys {

    private static final Map<String, ClockKind> CLOCKS = Map.of(
            "firstAction", ClockKind.FIRST_ACTION,
            "firstResponse", ClockKind.FIRST_RESPONSE,
            "nextResponse", ClockKind.NEXT_RESPONSE,
            "resolution", ClockKind.RESOLUTION);

    private final FollowupKeys all;

    SlaKeys(FollowupKeys all) {
        this.all = all;
    }

    Optional<SlaPolicy> read(Section section) {
        Optional<Placed<String>> id = section.required("id", Values.visible(1, 63));
        int version = section.value("version", Values.integer(1, 1_000_000), 1);
        Optional<Placed<Integer>> priority = section.required("priority", Values.integer(0, 1_000_000));
        Match match = FollowupKeys.match(section.section("match"));
        Map<ClockKind, Duration> within = within(section);
        Optional<Placed<String>> calendar = section.optional("calendar", Values.visible(1, 63));
        calendar.ifPresent(all::calendarIsKnown);
        List<Integer> warn = SlaPolicy.WARN_PERCENT;
        if (section.has("warnPercent")) {
            warn = section.list("warnPercent", Values.integer(1, 99)).stream()
                    .map(Placed::value)
                    .toList();
        }
        List<Rung> ladder = ladder(section);
        section.end();
        if (id.isEmpty() || priority.isEmpty() || within.isEmpty()) return Optional.empty();
        boolean first = all.isFirst("sla policy", id.get().value(), id.get());
        boolean alone =
                all.isFirst("sla policy with priority", priority.get().value().toString(), priority.get());
        if (!first || !alone) return Optional.empty();
        return Optional.of(new SlaPolicy(
                id.get().value(),
                version,
                priority.get().value(),
                match,
                within,
                calendar.map(Placed::value),
                warn,
                ladder));
    }

    private static Map<ClockKind, Duration> within(Section section) {
        Map<ClockKind, Duration> within = new EnumMap<>(ClockKind.class);
        within.putAll(section.map(
                "within", Values.choice(CLOCKS), Values.duration(Duration.ofSeconds(1), FollowupKeys.DAYS_MAX)));
        if (within.isEmpty()) section.problem("within", "must have at least one clock");
        return within;
    }

    private static List<Rung> ladder(Section section) {
        if (!section.has("escalate")) return SlaPolicy.LADDER;
        List<Rung> ladder = new ArrayList<>();
        Set<Whom> told = EnumSet.noneOf(Whom.class);
        for (Section each : section.sections("escalate")) {
            Optional<Placed<Whom>> whom = each.required("to", Values.constant(Whom.class));
            Duration after = each.value("after", Values.duration(Duration.ZERO, FollowupKeys.DAYS_MAX), Duration.ZERO);
            each.end();
            if (whom.isEmpty()) continue;
            if (told.add(whom.get().value())) ladder.add(new Rung(whom.get().value(), after));
            else whom.get().problem("to: is told once");
        }
        return ladder;
    }
}
