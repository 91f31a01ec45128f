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

    /**
     * The ids that a process may give. None is given twice, though the clock was set back while no process ran.
     *
     * @param host 0 to {@link #HOST_MAX}, another one for each host
     * @param afterMicros all are later than this: when the newest that is known was made, microseconds since 1970
     */
    public record Space(int host, long afterMicros) {

        private static final long FOLLOWED_MICROS = 86_400_000_000L;

        /**
         * What a process may give that starts now. Where the clock is behind what the last one has left, by a day at most, ids go
         * on from there: an id is also taken for the time of its message, which is then too late by as much, and none is lost for
         * another with the same id. A clock that stood years ahead once is not followed; one that says that it is before 2020
         * knows nothing.
         *
         * @param newestMicros when the newest id that is known was made, 0 for none
         */
        public static Space since(int host, long newestMicros, long nowMicros) {
            boolean knowsNothing = nowMicros < EPOCH_MILLIS * 1_000;
            boolean follows = newestMicros > nowMicros && newestMicros - nowMicros <= FOLLOWED_MICROS;
            return new Space(host, knowsNothing || follows ? newestMicros : 0);
        }

        /** Of one source, 0 to {@link #SOURCE_MAX}, another one for each thread that makes ids. */
        public Generator generator(int source) {
            return new Generator(this, source);
        }
    }

    /** Makes the ids of one source (an event loop, the API). Owned by that source's thread. */
    public static final class Generator {
        private final long low;
        private long last;

        public Generator(int host, int source) {
            this(new Space(host, 0), source);
        }

        private Generator(Space space, int source) {
            int host = space.host();
            if (host < 0 || host > HOST_MAX) throw new IllegalArgumentException("host: 0.." + HOST_MAX);
            if (source < 0 || source > SOURCE_MAX) throw new IllegalArgumentException("source: 0.." + SOURCE_MAX);
            low = (long) source << 8 | host;
            last = Math.max(0, instant(space.afterMicros()));
        }

        private static long instant(long micros) {
            return ((micros - EPOCH_MILLIS * 1000) << 10) / 1000;
        }

        /**
         * The next id: later than the one before, whatever the clock does. A burst of over 1,024 in a millisecond runs ahead.
         * Ids of different sources grow with the clock too: what was acknowledged before has the smaller one.
         */
        public long next(long nowMicros) {
            last = Math.max(last + 1, instant(nowMicros));
            return last << 12 | low;
        }
    }
}
