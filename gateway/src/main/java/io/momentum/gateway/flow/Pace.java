package io.momentum.gateway.flow;

import io.momentum.gateway.session.Swapped;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast a carrier is written to: its configured rate, and less where it says that we are too fast. A throttle halves the
 * rate, once for all answers of a moment; once it takes messages again, a part of what the rate was comes back every second, so
 * that it is back within {@code recoverMillis}. That is AIMD, as TCP does it: several who share a
 * carrier come to equal shares.
 *
 * <p>Where no rate is configured, what was sent during the last second counts as the rate, and there is none again once twice
 * of it has been reached. Tokens are counted as in {@link io.momentum.gateway.session.RateLimit}. Any thread; time comes in as
 * a parameter.
 */
public final class Pace {

    /** Answers that slow us down are about one and the same moment where they are at most so far apart. */
    private static final long MOMENT_MIN_NANOS = 20_000_000L;

    private static final long MOMENT_MAX_NANOS = 500_000_000L;

    /** Part of the recovery that is one moment. */
    private static final long MOMENTS = 40;

    /** Without a throttle for so long, and for so many messages, the rate grows again though none was taken. */
    private static final long QUIET_NANOS = 1_000_000_000L;

    private static final long QUIET_MESSAGES = 4;

    private static final long BURST_NANOS = 100_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final double UNLIMITED = 0;

    private final double configured;
    private final double floor;
    private final long recoverNanos;
    private final long momentNanos;
    private final Swapped<State> state;
    private final AtomicLong intervalNanos;
    private final AtomicLong dueNanos = new AtomicLong(Long.MIN_VALUE);

    /**
     * What the rate is, and why.
     *
     * @param rate messages a second now, 0 for unlimited
     * @param usual messages a second before the throttling, 0 where there is none
     * @param measured messages a second that were sent lately
     * @param taken whether the carrier has taken a message since the rate was last cut
     */
    private record State(
            double rate,
            double usual,
            double measured,
            boolean taken,
            long cutNanos,
            long tickNanos,
            long sentBefore) {}

    /**
     * A pace.
     *
     * @param perSecond messages a second, 0 for unlimited
     * @param floorPerSecond what throttling leaves, at least
     * @param recoverMillis from there back to the rate before
     */
    public Pace(int perSecond, double floorPerSecond, long recoverMillis, long nowNanos) {
        configured = perSecond;
        floor = perSecond == 0 ? floorPerSecond : Math.min(floorPerSecond, perSecond);
        recoverNanos = Math.max(1, recoverMillis) * 1_000_000L;
        momentNanos = Math.clamp(recoverNanos / MOMENTS, MOMENT_MIN_NANOS, MOMENT_MAX_NANOS);
        long never = nowNanos - SECOND_NANOS;
        state = new Swapped<>(new State(perSecond, UNLIMITED, 0, true, never, nowNanos, 0));
        intervalNanos = new AtomicLong(interval(perSecond));
    }

    /** Takes one token if there is one. */
    public boolean tryTake(long nowNanos) {
        long interval = intervalNanos.get();
        if (interval == 0) return true;
        long burst = Math.max(BURST_NANOS, interval);
        while (true) {
            long due = dueNanos.get();
            long from = due == Long.MIN_VALUE ? nowNanos : Math.max(due, nowNanos - burst + interval);
            if (from > nowNanos) return false;
            if (dueNanos.compareAndSet(due, from + interval)) return true;
        }
    }

    /** Whether {@link #tryTake} would take one. */
    public boolean hasToken(long nowNanos) {
        return intervalNanos.get() == 0 || dueNanos.get() <= nowNanos;
    }

    /**
     * The carrier says that we are too fast.
     *
     * @param sent all messages that were written so far
     */
    public void throttled(long nowNanos, long sent) {
        State before = state.get();
        if (nowNanos - before.cutNanos < momentNanos) return;
        State after = cut(before, nowNanos, sent);
        if (!state.replace(before, after)) return;
        long interval = interval(after.rate);
        intervalNanos.set(interval);
        dueNanos.accumulateAndGet(nowNanos + interval, Math::max);
    }

    /**
     * A throttle after messages were taken tells where the carrier's bound is: half of the way there. One after nothing but
     * throttles tells nothing about it.
     */
    private State cut(State s, long nowNanos, long sent) {
        double now = s.rate == UNLIMITED ? Math.max(s.measured, measured(s, nowNanos, sent)) : s.rate;
        double usual = s.usual;
        if (usual == UNLIMITED) usual = Math.max(now, 2 * floor);
        else if (s.taken) usual = Math.max((usual + now) / 2, 2 * floor);
        return new State(Math.max(floor, now / 2), usual, s.measured, false, nowNanos, s.tickNanos, s.sentBefore);
    }

    /** The carrier took a message. */
    public void taken() {
        State s = state.get();
        if (s.taken) return;
        state.replace(s, new State(s.rate, s.usual, s.measured, true, s.cutNanos, s.tickNanos, s.sentBefore));
    }

    /**
     * Every now and then, by one thread.
     *
     * @param sent all messages that were written so far
     */
    public void tick(long nowNanos, long sent) {
        State before = state.get();
        if (nowNanos - before.tickNanos < BURST_NANOS) return;
        State after = grown(before, nowNanos, sent);
        if (!state.replace(before, after)) return;
        if (after.rate != before.rate) intervalNanos.set(interval(after.rate));
    }

    private State grown(State s, long nowNanos, long sent) {
        long nanos = nowNanos - s.tickNanos;
        double weight = Math.min(1, (double) nanos / SECOND_NANOS);
        double measured = s.measured * (1 - weight) + weight * measured(s, nowNanos, sent);
        if (s.usual == UNLIMITED) {
            return new State(s.rate, UNLIMITED, measured, s.taken, s.cutNanos, nowNanos, sent);
        }
        long quietNanos = Math.max(QUIET_NANOS, QUIET_MESSAGES * interval(s.rate));
        boolean grows = s.taken || nowNanos - s.cutNanos > quietNanos;
        double rate = grows ? s.rate + s.usual * nanos / recoverNanos : s.rate;
        boolean free = rate >= (configured == UNLIMITED ? 2 * s.usual : configured);
        return new State(
                free ? configured : rate, free ? UNLIMITED : s.usual, measured, s.taken, s.cutNanos, nowNanos, sent);
    }

    private static double measured(State s, long nowNanos, long sent) {
        long nanos = Math.max(BURST_NANOS, nowNanos - s.tickNanos);
        return (sent - s.sentBefore) * (double) SECOND_NANOS / nanos;
    }

    private static long interval(double perSecond) {
        return perSecond == UNLIMITED ? 0 : Math.max(1, (long) (SECOND_NANOS / perSecond));
    }

    /** Messages a second that may leave now, 0 for unlimited. */
    public double perSecond() {
        return state.get().rate;
    }

    /** Whether the carrier has slowed us down and the rate before is not back yet. */
    public boolean isThrottled() {
        return state.get().usual != UNLIMITED;
    }
}
