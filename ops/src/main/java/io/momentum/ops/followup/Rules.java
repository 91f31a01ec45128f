package io.momentum.ops.followup;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * By what conversations are decided; a value, which the configuration makes.
 *
 * @param version names them in facts
 * @param joinWindow how old a message may be that a reply answers
 * @param reopenWithin a reply so soon after a close goes on with the same conversation
 * @param duplicateWithin the same text so soon again is a repetition
 * @param acceptWithin an owner who has not acted by then loses it, in working time; zero for never
 * @param promiseGrace working days after a promise's date before it counts as broken
 * @param zone in which dates without a zone are meant
 */
public record Rules(
        String version,
        Duration joinWindow,
        Duration reopenWithin,
        Duration duplicateWithin,
        Duration acceptWithin,
        int promiseGrace,
        ZoneId zone,
        List<Outcome> outcomes) {

    public static final Rules DEFAULT = new Rules(
            "1",
            Duration.ofDays(7),
            Duration.ofDays(7),
            Duration.ofMinutes(10),
            Duration.ZERO,
            2,
            ZoneId.of("UTC"),
            Outcome.STANDARD);

    public Optional<Outcome> outcome(String code) {
        return outcomes.stream().filter(outcome -> outcome.code().equals(code)).findFirst();
    }
}
