package io.momentum.ops.followup.assign;

import io.momentum.ops.followup.match.Match;
import java.time.Duration;

/**
 * Who takes what.
 *
 * @param acceptWithin time of work after which one who has not taken it up loses it to the next; zero for never
 */
public record Rule(String id, Match match, String team, Strategy strategy, Duration acceptWithin) {

    public Rule {
        if (acceptWithin.isNegative()) throw new IllegalArgumentException("acceptWithin cannot be negative");
    }
}
