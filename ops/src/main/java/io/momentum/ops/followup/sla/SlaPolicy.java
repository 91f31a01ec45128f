package io.momentum.ops.followup.sla;

import io.momentum.ops.followup.match.Match;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is promised to which conversations.
 *
 * @param version raised with every change: it goes into each clock that the policy starts
 * @param priority of two that fit, the one with the higher number decides; no two have the same
 * @param within for each clock, the time of work until it is due
 * @param calendar whose hours count; empty for those of the conversation's team
 * @param warnPercent shares of the time after which is warned, 1 to 99
 * @param ladder who is told once it is due, each once
 */
public record SlaPolicy(
        String id,
        int version,
        int priority,
        Match match,
        Map<ClockKind, Duration> within,
        Optional<String> calendar,
        List<Integer> warnPercent,
        List<Rung> ladder) {

    public static final List<Integer> WARN_PERCENT = List.of(50, 80);

    /** The owner at once, the lead after an hour of work, the duty manager after two. */
    public static final List<Rung> LADDER = List.of(
            new Rung(Rung.Whom.OWNER, Duration.ZERO),
            new Rung(Rung.Whom.LEAD, Duration.ofHours(1)),
            new Rung(Rung.Whom.DUTY_MANAGER, Duration.ofHours(2)));

    public SlaPolicy {
        if (version < 1) throw new IllegalArgumentException("a version is 1 or more");
        if (within.isEmpty()) throw new IllegalArgumentException("a policy needs at least one clock");
        if (within.values().stream().anyMatch(time -> time.isNegative() || time.isZero()))
            throw new IllegalArgumentException("a clock needs some time");
        if (warnPercent.stream().anyMatch(percent -> percent < 1 || percent > 99))
            throw new IllegalArgumentException("a warning is at 1 to 99 percent");
        Set<Rung.Whom> told = new HashSet<>();
        if (!ladder.stream().allMatch(rung -> told.add(rung.whom())))
            throw new IllegalArgumentException("each is told once");
        within = Collections.unmodifiableMap(new EnumMap<>(within));
        warnPercent = warnPercent.stream().distinct().sorted().toList();
        ladder = List.copyOf(ladder);
    }

    /** {@code gold@4}. */
    public String named() {
        return id + "@" + version;
    }
}
