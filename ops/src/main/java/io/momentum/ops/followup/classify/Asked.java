package io.momentum.ops.followup.classify;

import java.util.Locale;
import java.util.Optional;

/** What the message before the reply asked. */
public enum Asked {
    APPOINTMENT,
    PAYMENT,
    OFFER,
    SURVEY,
    /** It told something: a delivery, an outage, a closed school. */
    INFO,
    /** There was no message, or nobody knows what it asked. */
    NONE;

    static final int COUNT = values().length;

    /** By its name as written outside; empty for no such kind. */
    public static Optional<Asked> named(String name) {
        for (Asked asked : values()) {
            if (asked.toString().equals(name)) return Optional.of(asked);
        }
        return Optional.empty();
    }

    /** As it is written everywhere outside: "appointment". */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
