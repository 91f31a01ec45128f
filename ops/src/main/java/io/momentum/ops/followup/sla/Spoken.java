package io.momentum.ops.followup.sla;

import java.time.Duration;

/** Durations for people. */
final class Spoken {

    private Spoken() {}

    /** {@code 1h30m}; seconds only under an hour. */
    static String of(Duration duration) {
        if (duration.isNegative()) return "-" + of(duration.negated());
        String hours = duration.toHours() == 0 ? "" : duration.toHours() + "h";
        String minutes = duration.toMinutesPart() == 0 ? "" : duration.toMinutesPart() + "m";
        boolean exact = duration.toHours() == 0 && duration.toSecondsPart() != 0;
        String all = hours + minutes + (exact ? duration.toSecondsPart() + "s" : "");
        return all.isEmpty() ? "0m" : all;
    }
}
