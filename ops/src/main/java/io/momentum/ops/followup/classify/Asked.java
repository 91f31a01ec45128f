package io.momentum.ops.followup.classify;

import java.util.List;
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

    private static final List<Asked> BY_NUMBER = List.of(values());
    static final int COUNT = BY_NUMBER.size();

    private final int number;

    /** @param number that a model's features know it by; in the order of the constants */
    Asked(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Asked at(int number) {
        return BY_NUMBER.get(number);
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
