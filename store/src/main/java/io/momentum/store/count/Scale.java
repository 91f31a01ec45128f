package io.momentum.store.count;

/**
 * Where durations are counted: slots so narrow that each lies within one fixed bucket and within one exponential bucket. An
 * exponential bucket is one slot, or two where a fixed bound lies in it; fixed bounds are farther apart than that. Immutable.
 */
final class Scale {

    /** The first slot: what is too short to be told apart. */
    static final int ZERO_SLOT = 0;

    static final double ZERO_SECONDS = 0x1p-17;

    private static final long ZERO_NANOS = (long) (ZERO_SECONDS * 1e9);
    private static final int STEPS = 1 << Histogram.SCHEMA;
    private static final int LOWEST = -17 * STEPS + 1;
    private static final int MANTISSA_BITS = 52;
    private static final long MANTISSA = (1L << MANTISSA_BITS) - 1;
    private static final int EXPONENT_BIAS = 1023;

    /** The mantissas of 2 to the power of 0/8, 1/8 … 7/8. */
    private static final long[] STEP_ENDS = new long[STEPS];

    static {
        for (int i = 0; i < STEPS; i++)
            STEP_ENDS[i] = Double.doubleToRawLongBits(Math.pow(2, (double) i / STEPS)) & MANTISSA;
    }

    private final long[] upperNanos;
    /** By exponential bucket from the lowest: its first slot, and the fixed bound behind which its second one begins. */
    private final int[] firstSlots;

    private final long[] splits;
    /** By slot: the buckets of both kinds. */
    private final int[] fixed;

    private final int[] exponential;

    /**
     * A scale.
     *
     * @param highest 2 to the power of this many seconds is the end of the last exponential bucket, which takes all beyond too
     * @param upperNanos the fixed bounds, ascending, each at least 1.25 times the one before and above 8 µs
     */
    Scale(int highest, long[] upperNanos) {
        this.upperNanos = upperNanos;
        int buckets = highest * STEPS - LOWEST + 1;
        firstSlots = new int[buckets];
        splits = new long[buckets];
        fixed = new int[1 + buckets + upperNanos.length];
        exponential = new int[fixed.length];
        int slot = ZERO_SLOT + 1;
        int bound = 0;
        for (int i = 0; i < buckets; i++) {
            firstSlots[i] = slot;
            splits[i] = Long.MAX_VALUE;
            fixed[slot] = bound;
            exponential[slot++] = i + LOWEST;
            if (bound < upperNanos.length && Math.min(indexOf(upperNanos[bound]) - LOWEST, buckets - 1) == i) {
                splits[i] = upperNanos[bound++];
                fixed[slot] = bound;
                exponential[slot++] = i + LOWEST;
            }
        }
        if (bound != upperNanos.length) throw new IllegalArgumentException("bounds that are too close or too low");
    }

    int slots() {
        return fixed.length;
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
        int bucket = Math.min(indexOf(nanos) - LOWEST, firstSlots.length - 1);
        return nanos > splits[bucket] ? firstSlots[bucket] + 1 : firstSlots[bucket];
    }

    /** The exponential bucket: the least index for which 2 to the power of index / 8 seconds is not less. */
    private static int indexOf(long nanos) {
        long bits = Double.doubleToRawLongBits(nanos / 1e9);
        long mantissa = bits & MANTISSA;
        int step = 0;
        while (step < STEPS && mantissa > STEP_ENDS[step]) step++;
        return ((int) (bits >>> MANTISSA_BITS) - EXPONENT_BIAS) * STEPS + step;
    }
}
