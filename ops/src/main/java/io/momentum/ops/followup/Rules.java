package io.momentum.ops.followup;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * By what conversations are decided; a value, which the configuration makes.
 *
 * @param zone in which dates without a zone are meant
 * @param joinWindow how old a message may be that a reply answers
 * @param reopenWithin a reply so soon after a close goes on with the same conversation
 * @param duplicateWithin the same text so soon again is a repetition
 * @param promiseGrace working days after a promise's date before it counts as broken
 */
public record Rules(
        ZoneId zone,
        Duration joinWindow,
        Duration reopenWithin,
        Duration duplicateWithin,
        int promiseGrace,
        List<Outcome> outcomes) {

    public static final Rules DEFAULT = new Rules(
            ZoneOffset.UTC, Duration.ofDays(7), Duration.ofDays(7), Duration.ofMinutes(10), 2, Outcome.STANDARD);

    public Rules {
        outcomes = List.copyOf(outcomes);
    }

    public Optional<Outcome> outcome(String code) {
        return outcomes.stream().filter(outcome -> outcome.code().equals(code)).findFirst();
    }
}
