package io.momentum.gateway.session;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket of a tenth of a second (at least one message), kept as one number: when the next message is due (the
 * generic cell rate algorithm). Any thread; time comes in as a parameter.
 */
public final class RateLimit {

    private final long intervalNanos;
    private final long burstNanos;
    private final AtomicLong dueNanos = new AtomicLong(Long.MIN_VALUE);

    /**
     * A limit.
     *
     * @param perSecond messages a second, 0 for unlimited
     */
    public RateLimit(int perSecond) {
        intervalNanos = perSecond == 0 ? 0 : 1_000_000_000L / perSecond;
        burstNanos = Math.max(100_000_000L, intervalNanos);
    }

    /** Takes one token if there is one. */
    public boolean tryTake(long nowNanos) {
        if (intervalNanos == 0) return true;
        while (true) {
            long due = dueNanos.get();
            long from = due == Long.MIN_VALUE ? nowNanos : Math.max(due, nowNanos - burstNanos + intervalNanos);
            if (from > nowNanos) return false;
            if (dueNanos.compareAndSet(due, from + intervalNanos)) return true;
        }
    }

    /** Gives back a token that was taken and not used. */
    public void giveBack() {
        if (intervalNanos != 0) dueNanos.addAndGet(-intervalNanos);
    }

    /** How long until there is a token, 0 where there is one. */
    public long waitNanos(long nowNanos) {
        long due = dueNanos.get();
        return intervalNanos == 0 || due == Long.MIN_VALUE ? 0 : Math.max(0, due - nowNanos);
    }

    /** Whether it is as if nothing had ever been taken. */
    public boolean isFull(long nowNanos) {
        long due = dueNanos.get();
        return due == Long.MIN_VALUE || due <= nowNanos - burstNanos;
    }

    /** How many tokens could be taken now; not for an unlimited one. */
    public int tokens(long nowNanos) {
        long due = dueNanos.get();
        long from = due == Long.MIN_VALUE ? nowNanos : Math.max(due, nowNanos - burstNanos + intervalNanos);
        return from > nowNanos || intervalNanos == 0 ? 0 : (int) ((nowNanos - from) / intervalNanos) + 1;
    }

    /** Between two tokens, 0 for unlimited. */
    public long intervalNanos() {
        return intervalNanos;
    }
}
