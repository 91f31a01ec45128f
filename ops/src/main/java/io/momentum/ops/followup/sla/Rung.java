package io.momentum.ops.followup.sla;

import java.time.Duration;
import java.util.Locale;

/**
 * One step of an escalation.
 *
 * @param after how much time of work after the due time, not negative
 */
public record Rung(Whom whom, Duration after) {

    /** Who is told. */
    public enum Whom {
        OWNER,
        LEAD,
        DUTY_MANAGER;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    public Rung {
        if (after.isNegative()) throw new IllegalArgumentException("an escalation cannot be before the due time");
    }
}
