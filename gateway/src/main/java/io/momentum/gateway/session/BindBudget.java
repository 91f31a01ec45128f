package io.momentum.gateway.session;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many binds may be tried: a bucket that a minute fills, and how many there were within the last hour. A gateway that comes
 * back with all its binds at once, or again and again, is banned by many carriers. Any thread; time comes in as a parameter.
 */
public final class BindBudget {

    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long MINUTE_MILLIS = 60_000L;
    private static final int MINUTES = 60;
    private static final int COUNT_BITS = 24;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

    private final Swapped<Pace> pace;
    private final AtomicLong dueNanos = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLongArray minutes = new AtomicLongArray(MINUTES);

    private record Pace(long intervalNanos, long burstNanos) {
        static Pace of(Rules rules) {
            long intervalNanos = MINUTE_NANOS / rules.perMinute();
            return new Pace(intervalNanos, (rules.atOnce() - 1) * intervalNanos);
        }
    }

    /**
     * How many binds.
     *
     * @param perMinute binds a minute in the long run, 1 to 100000
     * @param atOnce binds that may be tried at once after a quiet while, 1 to 100000: what a start needs
     */
    public record Rules(int perMinute, int atOnce) {
        /** For a whole process. */
        public static final Rules DEFAULT = new Rules(120, 600);

        public Rules {
            if (perMinute < 1 || atOnce < 1) throw new IllegalArgumentException("a bind at least");
        }
    }

    /** A full bucket. */
    public BindBudget(Rules rules) {
        pace = new Swapped<>(Pace.of(rules));
    }

    /** Takes other rules; what was taken already counts. */
    public void change(Rules rules) {
        pace.set(Pace.of(rules));
    }

    /** Takes one try. @return 0, or the nanoseconds until there is one: then none was taken */
    public long takeOrWaitNanos(long nowNanos) {
        Pace now = pace.get();
        while (true) {
            long due = dueNanos.get();
            long earliest = nowNanos - now.burstNanos();
            long from = due == Long.MIN_VALUE || due - earliest < 0 ? earliest : due;
            if (from - nowNanos > 0) return from - nowNanos;
            if (dueNanos.compareAndSet(due, from + now.intervalNanos())) return 0;
        }
    }

    /** Counts a bind that was sent. */
    public void count(long nowMillis) {
        long minute = nowMillis / MINUTE_MILLIS;
        int slot = (int) (minute % MINUTES);
        minutes.updateAndGet(slot, old -> old >>> COUNT_BITS == minute ? old + 1 : (minute << COUNT_BITS) + 1);
    }

    /** Binds within the hour that ends now. */
    public int lastHour(long nowMillis) {
        long oldest = nowMillis / MINUTE_MILLIS - MINUTES;
        long sum = 0;
        for (int i = 0; i < MINUTES; i++) {
            long slot = minutes.get(i);
            if (slot >>> COUNT_BITS > oldest) sum += slot & COUNT_MASK;
        }
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }
}
