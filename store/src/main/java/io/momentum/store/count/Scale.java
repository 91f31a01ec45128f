package io.momentum.store.count;

import java.util.Arrays;

/**
 * Where durations are counted: slots so narrow that each lies within one fixed bucket and within one exponential bucket. An
 * exponential bucket is one slot, or more where fixed bounds lie in it. Immutable.
 */
final class Scale {

    /** The first slot: what is too short to be told apart. */
    static final int ZERO_SLOT = 0;

    static final double ZERO_SECONDS = 0x1p-17;

    private static final long ZERO_NANOS = (long) (ZERO_SECONDS * 1e9);
    private static final int STEPS = 1 << Histogram.SCHEMA;
    private static final int LOWEST = -17 * STEPS + 1;
    /** Durations are looked up by their highest bit and so many behind it. */
    private static final int LOOKED_AT_BITS = 3;

    private static final int LOOKED_AT = (1 << LOOKED_AT_BITS) - 1;

    private final long[] upperNanos;
    /** By slot: its last nanosecond, and the buckets of both kinds that it lies in. */
    private final long[] ends;

    private final int[] fixed;
    private final int[] exponential;
    /** By the highest bits of a duration: the first slot that can be its own. */
    private final int[] firsts = new int[Long.SIZE << LOOKED_AT_BITS];

    /**
     * A scale.
     *
     * @param highest 2 to the power of this many seconds is the end of the last exponential bucket, which takes all beyond too
     * @param upperNanos the fixed bounds in nanoseconds, ascending, above 8 µs
     */
    Scale(int highest, long[] upperNanos) {
        this.upperNanos = upperNanos;
        int last = highest * STEPS;
        int most = 2 + last - LOWEST + upperNanos.length;
        long[] ends = new long[most];
        fixed = new int[most];
        exponential = new int[most];
        ends[ZERO_SLOT] = ZERO_NANOS;
        int slot = ZERO_SLOT + 1;
        int bound = 0;
        for (int index = LOWEST; index <= last; index++) {
            long end = index == last ? Long.MAX_VALUE : (long) (Math.pow(2, (double) index / STEPS) * 1e9);
            while (bound < upperNanos.length && upperNanos[bound] < end) {
                ends[slot] = upperNanos[bound];
                fixed[slot] = bound++;
                exponential[slot++] = index;
            }
            ends[slot] = end;
            fixed[slot] = bound;
            exponential[slot++] = index;
            if (bound < upperNanos.length && upperNanos[bound] == end) bound++;
        }
        this.ends = Arrays.copyOf(ends, slot);
        for (int bits = 0; bits < firsts.length; bits++) firsts[bits] = firstFrom(leastOf(bits));
    }

    private int firstFrom(long nanos) {
        int slot = ZERO_SLOT;
        while (nanos > ends[slot]) slot++;
        return slot;
    }

    private static int bitsOf(long nanos) {
        int high = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
        return (high << LOOKED_AT_BITS) | ((int) (nanos >>> (high - LOOKED_AT_BITS)) & LOOKED_AT);
    }

    /** The shortest duration with these highest bits; 0 for what is too short anyway. */
    private static long leastOf(int bits) {
        int high = bits >> LOOKED_AT_BITS;
        if (high < LOOKED_AT_BITS || high == Long.SIZE - 1) return 0;
        long leading = (1L << LOOKED_AT_BITS) | (bits & LOOKED_AT);
        return leading << (high - LOOKED_AT_BITS);
    }

    int slots() {
        return ends.length;
    }

    long[] upperNanos() {
        return upperNanos.clone();
    }

    int fixedOf(int slot) {
        return fixed[slot];
    }

    int exponentialOf(int slot) {
        return exponential[slot];
    }

    int slotOf(long nanos) {
        if (nanos <= ZERO_NANOS) return ZERO_SLOT;
        int slot = firsts[bitsOf(nanos)];
        while (nanos > ends[slot]) slot++;
        return slot;
    }
}
