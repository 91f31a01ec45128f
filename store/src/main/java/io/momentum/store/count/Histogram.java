package io.momentum.store.count;

import java.util.concurrent.atomic.LongAdder;

/** Counts durations in fixed buckets. Any thread adds; a reader sees a moment that is nearly one. */
public final class Histogram {

    /** Upper bounds for answers within a process and a network, in nanoseconds: 0.1 ms to 10 s. */
    private static final long[] LATENCY = {
        100_000L,
        250_000L,
        500_000L,
        1_000_000L,
        2_500_000L,
        5_000_000L,
        10_000_000L,
        25_000_000L,
        50_000_000L,
        100_000_000L,
        250_000_000L,
        500_000_000L,
        1_000_000_000L,
        2_500_000_000L,
        10_000_000_000L
    };

    private static final long SECOND = 1_000_000_000L;

    /** Upper bounds for what phones take, in nanoseconds: 1 s to 72 h. */
    private static final long[] DELIVERY = {
        SECOND,
        5 * SECOND,
        15 * SECOND,
        60 * SECOND,
        300 * SECOND,
        1800 * SECOND,
        3600 * SECOND,
        4 * 3600 * SECOND,
        12 * 3600 * SECOND,
        24 * 3600 * SECOND,
        72 * 3600 * SECOND
    };

    /** Upper bounds for receipts, in nanoseconds: what no phone can do, 10 ms, to what a queue may, 72 h. */
    private static final long[] RECEIPT = {
        10_000_000L,
        50_000_000L,
        100_000_000L,
        500_000_000L,
        SECOND,
        5 * SECOND,
        15 * SECOND,
        60 * SECOND,
        300 * SECOND,
        1800 * SECOND,
        3600 * SECOND,
        4 * 3600 * SECOND,
        12 * 3600 * SECOND,
        24 * 3600 * SECOND,
        72 * 3600 * SECOND
    };

    private final long[] upperNanos;
    private final LongAdder[] buckets;
    private final LongAdder sumNanos = new LongAdder();

    private Histogram(long[] upperNanos) {
        this.upperNanos = upperNanos;
        buckets = new LongAdder[upperNanos.length + 1];
        for (int i = 0; i < buckets.length; i++) buckets[i] = new LongAdder();
    }

    public static Histogram ofLatency() {
        return new Histogram(LATENCY);
    }

    public static Histogram ofDelivery() {
        return new Histogram(DELIVERY);
    }

    public static Histogram ofReceipts() {
        return new Histogram(RECEIPT);
    }

    public void add(long nanos) {
        int i = 0;
        while (i < upperNanos.length && nanos > upperNanos[i]) i++;
        buckets[i].increment();
        sumNanos.add(nanos);
    }

    /** The upper bounds in nanoseconds; one bucket more has none. */
    public long[] upperNanos() {
        return upperNanos.clone();
    }

    /** How many fell into each bucket, the last without an upper bound. */
    public long[] counts() {
        long[] counts = new long[buckets.length];
        for (int i = 0; i < counts.length; i++) counts[i] = buckets[i].sum();
        return counts;
    }

    /** How many were added. */
    public long count() {
        long count = 0;
        for (LongAdder bucket : buckets) count += bucket.sum();
        return count;
    }

    public long sumNanos() {
        return sumNanos.sum();
    }
}
