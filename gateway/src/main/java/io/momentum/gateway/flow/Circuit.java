package io.momentum.gateway.flow;

import io.momentum.gateway.session.Swapped;
import java.util.ArrayDeque;

/**
 * Whether a carrier is well: closed while it is; open while too many submits fail for its fault or take too long, and nothing is
 * sent; half open after a while, when a few messages try whether it is well again. Fed by one thread from counters, so that no
 * answer pays for it; its state may be read by any.
 */
public final class Circuit {

    /** The words of the field, as for a fuse: closed lets messages pass. */
    public enum State {
        CLOSED,
        HALF_OPEN,
        OPEN
    }

    /**
     * When to open.
     *
     * @param errorPercent share of submits in the window that failed for the carrier's fault: 1 to 100, 0 for never
     * @param outcomesMin fewer outcomes in the window tell nothing
     * @param windowMillis what is looked back on
     * @param latencyMillis mean time to an answer over which it opens, 0 for never
     * @param openMillis how long nothing is sent; doubled each time in a row, up to eight times of it
     */
    public record Rules(int errorPercent, int outcomesMin, long windowMillis, long latencyMillis, long openMillis) {
        public static final Rules DEFAULT = new Rules(50, 20, 10_000, 0, 15_000);
        public static final Rules NEVER = new Rules(0, 1, 10_000, 0, 15_000);
    }

    /** Counters of a carrier as they stand, each only ever growing. */
    public record Totals(long good, long bad, long answered, long answerNanos) {
        public static final Totals ZERO = new Totals(0, 0, 0, 0);
    }

    private record Sample(long atNanos, Totals totals) {}

    private static final long SAMPLE_NANOS = 100_000_000L;
    private static final int SAMPLES_MAX = 10_000;
    private static final long MILLION = 1_000_000L;

    /** So many outcomes in the half-open state decide. */
    private static final int PROBES = 3;

    private static final int LONGER_MAX = 8;

    private final Rules rules;
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private final Swapped<State> state = new Swapped<>(State.CLOSED);
    private long sinceNanos;
    private int longer = 1;

    public Circuit(Rules rules) {
        this.rules = rules;
    }

    /** Any thread. */
    public State state() {
        return state.get();
    }

    /** Whether it ever opens. */
    public boolean isUsed() {
        return rules.errorPercent() > 0 || rules.latencyMillis() > 0;
    }

    /**
     * Looks at the counters again.
     *
     * @return whether the state has changed
     */
    public boolean sample(long nowNanos, Totals totals) {
        State before = state.get();
        if (!isUsed()) return false;
        keep(nowNanos, totals);
        if (before == State.OPEN) {
            if (nowNanos - sinceNanos >= rules.openMillis() * longer * MILLION)
                become(State.HALF_OPEN, nowNanos, totals);
        } else {
            judge(before, nowNanos, totals, samples.getFirst().totals());
        }
        return state.get() != before;
    }

    private void keep(long nowNanos, Totals totals) {
        Sample last = samples.peekLast();
        boolean due = last == null || nowNanos - last.atNanos() >= SAMPLE_NANOS;
        if (due && samples.size() < SAMPLES_MAX) samples.addLast(new Sample(nowNanos, totals));
        // The few that try it may be further apart than the window is long: they add up since the trial began.
        if (state.get() == State.HALF_OPEN) return;
        while (samples.size() > 1 && nowNanos - samples.getFirst().atNanos() > rules.windowMillis() * MILLION)
            samples.removeFirst();
    }

    private void judge(State now, long nowNanos, Totals totals, Totals from) {
        long good = totals.good() - from.good();
        long bad = totals.bad() - from.bad();
        long answered = totals.answered() - from.answered();
        long least = now == State.HALF_OPEN ? PROBES : rules.outcomesMin();
        if (good + bad < least) return;
        boolean failing = rules.errorPercent() > 0 && bad * 100 >= (good + bad) * rules.errorPercent();
        boolean slow = rules.latencyMillis() > 0
                && answered > 0
                && (totals.answerNanos() - from.answerNanos()) / answered > rules.latencyMillis() * MILLION;
        if (failing || slow) {
            if (now == State.HALF_OPEN) longer = Math.min(LONGER_MAX, 2 * longer);
            become(State.OPEN, nowNanos, totals);
        } else if (now == State.HALF_OPEN) {
            longer = 1;
            become(State.CLOSED, nowNanos, totals);
        }
    }

    /** What was before says nothing about the new state. */
    private void become(State next, long nowNanos, Totals totals) {
        state.set(next);
        sinceNanos = nowNanos;
        samples.clear();
        samples.addLast(new Sample(nowNanos, totals));
    }
}
