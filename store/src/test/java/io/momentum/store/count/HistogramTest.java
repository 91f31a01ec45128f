package io.momentum.store.count;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HistogramTest {

    @Test
    void aBoundBelongsToTheBucketThatItEnds() {
        var histogram = Histogram.ofLatency();
        for (long upper : histogram.upperNanos()) {
            histogram.add(upper);
            histogram.add(upper + 1);
        }
        long[] counts = histogram.counts();
        assertEquals(1, counts[0]);
        for (int i = 1; i < counts.length - 1; i++) assertEquals(2, counts[i], "bucket " + i);
        assertEquals(1, counts[counts.length - 1]);
    }

    @Test
    void anExponentialBucketHoldsWhatPrometheusSaysOfIt() {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 50_000; i++) {
            long nanos = 7_630 + (long) Math.pow(2, random.nextDouble() * 39);
            var histogram = Histogram.ofLatency();
            histogram.add(nanos);
            var buckets = exponential(histogram.read());
            assertEquals(1, buckets.size());
            int index = buckets.keySet().iterator().next();
            double seconds = nanos / 1e9;
            assertTrue(seconds <= Math.pow(2, index / 8.0) * (1 + 1e-12), nanos + " is in " + index);
            assertTrue(seconds > Math.pow(2, (index - 1) / 8.0) * (1 - 1e-12), nanos + " is in " + index);
        }
    }

    @Test
    void aPowerOfTwoEndsItsBucket() {
        var histogram = Histogram.ofDelivery();
        for (long seconds = 1; seconds <= 1 << 18; seconds *= 2) histogram.add(seconds * 1_000_000_000L);
        int expected = 0;
        for (int index : exponential(histogram.read()).keySet()) {
            assertEquals(expected, index);
            expected += 8;
        }
        assertEquals(19 * 8, expected);
    }

    @Test
    void bothKindsOfBucketsCountTheSame() {
        var random = new SplittableRandom(1);
        var histogram = Histogram.ofReceipts();
        for (int i = 0; i < 20_000; i++) histogram.add((long) Math.pow(10, random.nextDouble() * 17) - 100);
        var reading = histogram.read();
        long fixed = 0;
        for (long count : reading.counts()) fixed += count;
        long exponential = reading.zeros();
        for (long count : exponential(reading).values()) exponential += count;
        assertEquals(20_000, fixed);
        assertEquals(20_000, exponential);
        assertEquals(20_000, histogram.count());
    }

    @Test
    void whatIsTooShortOrTooLongIsCountedAtTheEnds() {
        var histogram = Histogram.ofRequests();
        histogram.add(-5);
        histogram.add(0);
        histogram.add(7_000);
        histogram.add(Long.MAX_VALUE / 2);
        var reading = histogram.read();
        assertEquals(3, reading.zeros());
        assertArrayEquals(new long[] {3, 0, 0, 0, 0, 0, 1}, reading.counts());
        assertEquals(Map.of(80, 1L), exponential(reading));
    }

    @Test
    void readingsOfOneKindAddUp() {
        var one = Histogram.ofLatency();
        var other = Histogram.ofLatency();
        one.add(1_000_000);
        other.add(1_000_000);
        other.add(3_000_000_000L);
        var both = one.read().plus(other.read());
        assertEquals(3_002_000_000L, both.sumNanos());
        assertEquals(2, both.counts()[3]);
        var delivery = Histogram.ofDelivery().read();
        assertThrows(IllegalArgumentException.class, () -> both.plus(delivery));
    }

    @Test
    void threadsThatMeetInANewSlotLoseNothing() throws InterruptedException {
        var histogram = Histogram.ofLatency();
        var start = new CountDownLatch(1);
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = Thread.ofPlatform().start(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                for (int i = 0; i < 5_000; i++) histogram.add(i * 100_000L);
            });
        }
        start.countDown();
        for (Thread thread : threads) thread.join();
        assertEquals(20_000, histogram.count());
    }

    private static Map<Integer, Long> exponential(Histogram.Reading reading) {
        Map<Integer, Long> buckets = new TreeMap<>();
        reading.exponential(buckets::put);
        return buckets;
    }
}
