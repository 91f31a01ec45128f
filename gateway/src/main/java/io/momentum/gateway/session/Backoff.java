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
        long step = Math.min(maxMillis, minMillis << Math.max(0, failures - 1));
        return (long) (step * (1 + chance) / 2);
    }
}
