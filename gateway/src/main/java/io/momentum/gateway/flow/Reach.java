package io.momentum.gateway.flow;

import io.momentum.gateway.session.Swapped;

/**
 * Whether a carrier's windows allow its rate: so many submits may be unanswered at a time, and each is for as long as its answer
 * takes (Little's law). Fed by one thread from counters; what it tells may be read by any.
 */
public final class Reach {

    private static final long LOOK_NANOS = 10_000_000_000L;

    /** Fewer answers tell nothing. */
    private static final long ANSWERS_MIN = 20;

    private static final double SECOND_NANOS = 1e9;

    /** It is short no more once there is so much more than is wanted. */
    private static final double ENOUGH = 1.1;

    private final int wantedPerSecond;
    private final int unansweredMax;
    private final Swapped<Measured> measured = new Swapped<>(new Measured(0, false));
    private long lookedNanos;
    private long answersBefore;
    private long nanosBefore;
    private boolean begun;

    private record Measured(double meanNanos, boolean isShort) {}

    /**
     * Nothing measured yet.
     *
     * @param wantedPerSecond the configured rate, 0 for none
     * @param unansweredMax submits that may be unanswered at a time, over all binds
     */
    public Reach(int wantedPerSecond, int unansweredMax) {
        this.wantedPerSecond = wantedPerSecond;
        this.unansweredMax = unansweredMax;
    }

    /**
     * Looks at the counters, each only ever growing: every ten seconds.
     *
     * @return whether it is short now and was not, or the reverse
     */
    public boolean sample(long nowNanos, long answers, long answerNanos) {
        if (begun && nowNanos - lookedNanos < LOOK_NANOS) return false;
        long newAnswers = answers - answersBefore;
        boolean tells = begun && newAnswers >= ANSWERS_MIN;
        if (begun && !tells) {
            // The few that came count with those to come.
            lookedNanos = nowNanos;
            return false;
        }
        double mean = tells ? (double) (answerNanos - nanosBefore) / newAnswers : 0;
        begun = true;
        lookedNanos = nowNanos;
        answersBefore = answers;
        nanosBefore = answerNanos;
        Measured before = measured.get();
        boolean isShort =
                tells && wantedPerSecond > 0 && reached(mean) < wantedPerSecond * (before.isShort ? ENOUGH : 1);
        measured.set(new Measured(mean, isShort));
        return isShort != before.isShort;
    }

    private double reached(double meanNanos) {
        return unansweredMax * SECOND_NANOS / Math.max(1, meanNanos);
    }

    /** Submits a second that its windows allow; 0 where nothing was measured. */
    public long perSecond() {
        double mean = measured.get().meanNanos;
        return mean == 0 ? 0 : (long) reached(mean);
    }

    /** The mean time to an answer; 0 where nothing was measured. */
    public long meanMillis() {
        return Math.round(measured.get().meanNanos / 1e6);
    }

    /** Whether the configured rate cannot be reached. */
    public boolean isShort() {
        return measured.get().isShort;
    }
}
