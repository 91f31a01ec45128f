package io.momentum.ops.followup.classify;

import java.util.Locale;
import java.util.Optional;

/** What the message before the reply asked. */
public enum Asked {
    APPOINTMENT(0),
    PAYMENT(1),
    OFFER(2),
    SURVEY(3),
    /** It told something: a delivery, an outage, a closed school. */
    INFO(4),
    /** There was no message, or nobody knows what it asked. */
    NONE(5);

    static final int COUNT = values().length;

    private final int place;

    Asked(int place) {
        this.place = place;
    }

    /** Its column in the model, from 0. */
    int place() {
        return place;
    }

    /** The one of a column. */
    static Asked at(int place) {
        for (Asked asked : values()) {
            if (asked.place == place) return asked;
        }
        throw new IllegalArgumentException("no kind of message has the place " + place);
    }

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
