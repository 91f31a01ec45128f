package io.momentum.gateway.sim;

/**
 * Times counted in buckets that are at most 1.6% wide: 64 to each power of two of nanoseconds, up to an hour. Of fixed
 * size; owned by one thread.
 */
final class LatencyHistogram {

    private static final int SUB_BITS = 6;
    private static final long NANOS_MAX = 3_600_000_000_000L;

    private final long[] counts = new long[bucketOf(NANOS_MAX) + 1];
    private long count;
    private long max;

    void record(long nanos) {
        long bounded = Math.clamp(nanos, 0, NANOS_MAX);
        counts[bucketOf(bounded)]++;
        count++;
        max = Math.max(max, bounded);
    }

    long count() {
        return count;
    }

    long maxNanos() {
        return max;
    }

    /** The time that this percentage of all did not exceed, rounded up to its bucket; 0 without any. */
    long percentileNanos(double percentile) {
        long rank = Math.max(1, (long) Math.ceil(count * percentile / 100));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) return Math.min(max, topOf(i));
        }
        return max;
    }

    private static int bucketOf(long nanos) {
        int shift = Math.max(0, 63 - Long.numberOfLeadingZeros(nanos | 1) - SUB_BITS);
        return (shift << SUB_BITS) + (int) (nanos >>> shift);
    }

    private static long topOf(int bucket) {
        if (bucket < 2 << SUB_BITS) return bucket;
        int shift = (bucket >>> SUB_BITS) - 1;
        long start = bucket - ((long) shift << SUB_BITS);
        return ((start + 1) << shift) - 1;
    }
}
