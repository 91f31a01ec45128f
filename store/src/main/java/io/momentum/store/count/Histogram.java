package io.momentum.store.count;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts durations, for two readers at once: in few fixed buckets, and in exponential ones of which eight double the duration
 * (schema {@value #SCHEMA} of Prometheus' native histograms: at most 9% off). A duration is counted once, in a slot that lies
 * within one bucket of either kind, so that both tell the same number. Any thread adds, without a lock; a slot takes memory
 * from its first duration on. A reader sees a moment that is nearly one.
 */
public final class Histogram {

    /** Doublings of the exponential buckets: 2 to the power of this for each factor of two. */
    public static final int SCHEMA = 3;

    private static final Scale LATENCY = new Scale(
            10,
            nanos(0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10));
    private static final Scale REQUEST = new Scale(10, nanos(0.005, 0.025, 0.1, 0.5, 2.5, 10));
    private static final Scale DELIVERY =
            new Scale(20, nanos(1, 5, 15, 60, 300, 1800, 3600, 4 * 3600, 12 * 3600, 24 * 3600, 72 * 3600));
    private static final Scale RECEIPT = new Scale(
            20, nanos(0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 1800, 3600, 4 * 3600, 12 * 3600, 24 * 3600, 72 * 3600));

    private final Scale scale;
    private final AtomicReferenceArray<LongAdder> slots;
    private final LongAdder sumNanos = new LongAdder();

    private Histogram(Scale scale) {
        this.scale = scale;
        slots = new AtomicReferenceArray<>(scale.slots());
    }

    private static long[] nanos(double... seconds) {
        long[] nanos = new long[seconds.length];
        for (int i = 0; i < nanos.length; i++) nanos[i] = Math.round(seconds[i] * 1e9);
        return nanos;
    }

    /** For answers within a process and a network: 0.1 ms to 10 s. */
    public static Histogram ofLatency() {
        return new Histogram(LATENCY);
    }

    /** For answers to people and programs of which there are many kinds: a few buckets, 5 ms to 10 s. */
    public static Histogram ofRequests() {
        return new Histogram(REQUEST);
    }

    /** For what people take: 1 s to 72 h. */
    public static Histogram ofDelivery() {
        return new Histogram(DELIVERY);
    }

    /** For receipts and queues: what no phone can do, 10 ms, to what a queue may, 72 h. */
    public static Histogram ofReceipts() {
        return new Histogram(RECEIPT);
    }

    public void add(long nanos) {
        int slot = scale.slotOf(nanos);
        LongAdder counter = slots.get(slot);
        (counter == null ? made(slot) : counter).increment();
        sumNanos.add(nanos);
    }

    private LongAdder made(int slot) {
        var counter = new LongAdder();
        LongAdder other = slots.compareAndExchange(slot, null, counter);
        return other == null ? counter : other;
    }

    /** What was counted, at one moment or nearly. */
    public Reading read() {
        long[] counts = new long[slots.length()];
        for (int i = 0; i < counts.length; i++) {
            LongAdder counter = slots.get(i);
            if (counter != null) counts[i] = counter.sum();
        }
        return new Reading(scale, counts, sumNanos.sum());
    }

    /** The upper bounds of the fixed buckets in nanoseconds; one bucket more has none. */
    public long[] upperNanos() {
        return scale.upperNanos();
    }

    /** How many fell into each fixed bucket, the last without an upper bound. */
    public long[] counts() {
        return read().counts();
    }

    /** How many were added. */
    public long count() {
        long count = 0;
        for (int i = 0; i < slots.length(); i++) {
            LongAdder counter = slots.get(i);
            if (counter != null) count += counter.sum();
        }
        return count;
    }

    public long sumNanos() {
        return sumNanos.sum();
    }

    /** A histogram at one moment. */
    public static final class Reading {
        private final Scale scale;
        private final long[] slots;
        private final long sumNanos;

        private Reading(Scale scale, long[] slots, long sumNanos) {
            this.scale = scale;
            this.slots = slots;
            this.sumNanos = sumNanos;
        }

        /** Both together; throws IllegalArgumentException where the buckets are not the same. */
        public Reading plus(Reading other) {
            if (scale != other.scale) throw new IllegalArgumentException("histograms with different buckets");
            long[] both = slots.clone();
            for (int i = 0; i < both.length; i++) both[i] += other.slots[i];
            return new Reading(scale, both, sumNanos + other.sumNanos);
        }

        public long[] upperNanos() {
            return scale.upperNanos();
        }

        /** How many fell into each fixed bucket, the last without an upper bound. */
        public long[] counts() {
            long[] counts = new long[scale.upperNanos().length + 1];
            for (int i = 0; i < slots.length; i++) counts[scale.fixedOf(i)] += slots[i];
            return counts;
        }

        public long sumNanos() {
            return sumNanos;
        }

        /** How many are too short to be told apart: up to {@link #zeroSeconds}. */
        public long zeros() {
            return slots[Scale.ZERO_SLOT];
        }

        public static double zeroSeconds() {
            return Scale.ZERO_SECONDS;
        }

        /** Takes an exponential bucket. */
        @FunctionalInterface
        public interface Exponential {
            /**
             * A bucket that has any.
             *
             * @param index it ends with 2 to the power of index / 8 seconds
             */
            void bucket(int index, long count);
        }

        /** Shows the exponential buckets that have any, the lowest first. */
        public void exponential(Exponential sink) {
            for (int i = Scale.ZERO_SLOT + 1; i < slots.length; i++) {
                int index = scale.exponentialOf(i);
                long count = slots[i];
                while (i + 1 < slots.length && scale.exponentialOf(i + 1) == index) count += slots[++i];
                if (count > 0) sink.bucket(index, count);
            }
        }
    }
}
