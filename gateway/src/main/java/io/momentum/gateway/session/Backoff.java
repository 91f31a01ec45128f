package io.momentum.gateway.session;

/**
 * How long to wait before the next try to connect: doubled at each failure up to a bound, and spread, so that a thousand
 * binds do not come back in the same moment.
 *
 * @param minMillis the first wait
 * @param maxMillis the longest
 * @param failures in a row so far
 */
public record Backoff(long minMillis, long maxMillis, int failures) {

    private static final int DOUBLINGS_MAX = 20;

    /** The state after one more failure. */
    public Backoff failed() {
        return new Backoff(minMillis, maxMillis, Math.min(failures + 1, DOUBLINGS_MAX));
    }

    /** The state after a success. */
    public Backoff reset() {
        return new Backoff(minMillis, maxMillis, 0);
    }

    /**
     * The wait before the next try: between half of the step and the whole.
     *
     * @param chance from 0 (inclusive) to 1 (exclusive)
     */
    public long delayMillis(double chance) {
        return (long) (stepMillis() * (1 + chance) / 2);
    }

    /**
     * The wait where the step is the least that will do: the whole of it, and up to a quarter more.
     *
     * @param chance from 0 (inclusive) to 1 (exclusive)
     */
    public long delayAtLeastMillis(double chance) {
        return (long) (stepMillis() * (1 + chance / 4));
    }

    private long stepMillis() {
        return Math.min(maxMillis, minMillis << Math.max(0, failures - 1));
    }
}
