package io.momentum.store.value;

import java.util.HexFormat;

/**
 * Our message id: 64 bits that are unique across hosts and grow with time, so that index keys are written in order.
 *
 * <pre>{@code
 * 63      22 21       12 11     8 7      0
 * +---------+-----------+--------+--------+
 * | ms since| 1024ths   | source | host   |
 * | 2020    | of the ms | (loop) |        |
 * +---------+-----------+--------+--------+
 * }</pre>
 *
 * On the wire it is 16 lower-case hexadecimal digits, which every ESME of SMPP 3.4 can keep as the string that it is; for those of
 * 3.3 there is {@link ShortId}.
 */
public final class MessageId {

    /** 2020-01-01T00:00:00Z in milliseconds since 1970. */
    public static final long EPOCH_MILLIS = 1_577_836_800_000L;

    /** The one behind it is that of {@link ShortId}. */
    public static final int SOURCE_MAX = 14;

    public static final int HOST_MAX = 255;

    private static final int TIME_SHIFT = 22;
    private static final int LENGTH = 16;

    private MessageId() {}

    /** When the id was made, in milliseconds since 1970 (late by less than the burst that ran ahead of the clock). */
    public static long millis(long id) {
        return (id >>> TIME_SHIFT) + EPOCH_MILLIS;
    }

    /** The smallest id of a millisecond: where a scan by time begins. */
    public static long firstOf(long millis) {
        return (millis - EPOCH_MILLIS) << TIME_SHIFT;
    }

    public static String format(long id) {
        return HexFormat.of().toHexDigits(id);
    }

    /** The id behind its text, or -1 where the text is no id of ours. */
    public static long parse(String text) {
        if (text.length() != LENGTH) return -1;
        long id = 0;
        for (int i = 0; i < LENGTH; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) return -1;
            id = id << 4 | digit;
        }
        return id;
    }

    /** Makes the ids of one source (an event loop, the API). Owned by that source's thread. */
    public static final class Generator {
        private final long low;
        private long last;

        public Generator(int host, int source) {
            if (host < 0 || host > HOST_MAX) throw new IllegalArgumentException("host: 0.." + HOST_MAX);
            if (source < 0 || source > SOURCE_MAX) throw new IllegalArgumentException("source: 0.." + SOURCE_MAX);
            low = (long) source << 8 | host;
        }

        /**
         * The next id: later than the one before, whatever the clock does. A burst of over 1,024 in a millisecond runs ahead.
         * Ids of different sources grow with the clock too: what was acknowledged before has the smaller one.
         */
        public long next(long nowMicros) {
            last = Math.max(last + 1, ((nowMicros - EPOCH_MILLIS * 1000) << 10) / 1000);
            return last << 12 | low;
        }
    }
}
