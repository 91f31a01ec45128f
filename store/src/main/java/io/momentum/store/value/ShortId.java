package io.momentum.store.value;

import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A {@link MessageId} of which eight hexadecimal digits tell all: SMPP 3.3 has no room for more in message_id. It is the low
 * half of the id's millisecond, and the rest is known, for such an id is the only one of its millisecond, of a source that no
 * other id has, and younger than the 49 days after which the digits begin anew. So no table is needed, a restart changes nothing,
 * and an id shows by itself whether its ESME knows it by its short form.
 */
public final class ShortId {

    /** No event loop has it. */
    private static final int SOURCE = MessageId.SOURCE_MAX + 1;

    private static final int TIME_SHIFT = 22;
    private static final int SOURCE_SHIFT = 8;
    private static final int LENGTH = 8;
    private static final long PERIOD_MILLIS = 1L << 32;

    /** How far a burst may run ahead of the clock, milliseconds. */
    private static final long AHEAD_MILLIS = 1_000;

    private ShortId() {}

    /** Whether the message's ESME knows it by eight digits. */
    public static boolean isShort(long id) {
        return (id >>> SOURCE_SHIFT & 0xF) == SOURCE;
    }

    /** The eight digits of an id that {@link #isShort}. */
    public static int digits(long id) {
        return (int) (id >>> TIME_SHIFT);
    }

    /** The same as text, in lower case. */
    public static String format(long id) {
        return HexFormat.of().toHexDigits(digits(id));
    }

    /** Whether a text can only be a short id: all others have more characters. */
    public static boolean isFormOf(String text) {
        return text.length() <= LENGTH;
    }

    /** Makes the short ids of one host, up to a thousand a second, and knows them again. Any thread. */
    public static final class Source {
        private final int host;
        private final long firstMillis;
        private final AtomicLong last = new AtomicLong();

        /**
         * A source of ids.
         *
         * @param processStartMillis when this process started, milliseconds since 1970: an earlier one may have been ahead by then
         */
        public Source(int host, long processStartMillis) {
            if (host < 0 || host > MessageId.HOST_MAX)
                throw new IllegalArgumentException("host: 0.." + MessageId.HOST_MAX);
            this.host = host;
            firstMillis = processStartMillis + AHEAD_MILLIS;
        }

        /** The next id; 0 where there is none for now: too many in the last second, or the process is younger than one. */
        public long next(long nowMillis) {
            if (nowMillis < firstMillis) return 0;
            long now = nowMillis - MessageId.EPOCH_MILLIS;
            while (true) {
                long was = last.get();
                long millis = Math.max(was + 1, now);
                if (millis > now + AHEAD_MILLIS) return 0;
                if (last.compareAndSet(was, millis)) return id(millis);
            }
        }

        /** The id behind one to eight digits, given at most 49 days ago; -1 where the text is none. */
        public long parse(String text, long nowMillis) {
            if (text.isEmpty() || text.length() > LENGTH) return -1;
            for (int i = 0; i < text.length(); i++) {
                if (!HexFormat.isHexDigit(text.charAt(i))) return -1;
            }
            long latest = nowMillis - MessageId.EPOCH_MILLIS + AHEAD_MILLIS;
            long millis = latest - (latest - HexFormat.fromHexDigitsToLong(text) & PERIOD_MILLIS - 1);
            return millis < 0 ? -1 : id(millis);
        }

        private long id(long millis) {
            return millis << TIME_SHIFT | (long) SOURCE << SOURCE_SHIFT | host;
        }
    }
}
