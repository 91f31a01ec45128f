package io.momentum.ops.event;

import java.util.OptionalLong;

/**
 * An event's id: which fact of the journal tells it, and which of that fact's events it is. As a number it sorts as the journal
 * does; as text it is {@code ev_184467}, or {@code ev_184467_1} for a fact's second one.
 */
public final class EventId {

    /** A fact has no more events than this. */
    static final int PARTS_MAX = 4;

    private static final String PREFIX = "ev_";

    private EventId() {}

    /** @param part 0 for the first */
    static long of(long sequence, int part) {
        if (part < 0 || part >= PARTS_MAX) throw new IllegalArgumentException("a fact with too many events");
        return sequence * PARTS_MAX + part;
    }

    /** The number of a fact's first event. */
    public static long first(long sequence) {
        return of(sequence, 0);
    }

    /** The fact that tells it. */
    public static long sequence(long id) {
        return id / PARTS_MAX;
    }

    static int part(long id) {
        return (int) (id % PARTS_MAX);
    }

    public static String format(long id) {
        String text = PREFIX + sequence(id);
        return part(id) == 0 ? text : text + "_" + part(id);
    }

    /** The id behind its text; empty where the text is none. */
    public static OptionalLong parse(String text) {
        if (!text.matches("ev_[1-9][0-9]{0,15}(_[1-3])?")) return OptionalLong.empty();
        String[] parts = text.substring(PREFIX.length()).split("_", -1);
        return OptionalLong.of(of(Long.parseLong(parts[0]), parts.length == 1 ? 0 : Integer.parseInt(parts[1])));
    }
}
