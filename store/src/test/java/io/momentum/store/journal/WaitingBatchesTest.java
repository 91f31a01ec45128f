package io.momentum.store.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class WaitingBatchesTest {

    @Test
    void nothingThatWasTakenIsLostByClosing() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            WaitingBatches waiting = new WaitingBatches(64, 1 << 16);
            AtomicInteger taken = new AtomicInteger();
            List<Thread> offering = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                Thread thread = new Thread(() -> {
                    while (!waiting.isClosed()) {
                        if (waiting.offer(FactBatch.riding(JournalFixture.facts(1, 2)))) taken.incrementAndGet();
                        else LockSupport.parkNanos(1000);
                    }
                });
                offering.add(thread);
                thread.start();
            }
            int polled = 0;
            while (!waiting.isFinished()) {
                WaitingBatches.Waiting next = waiting.poll();
                if (next == null) {
                    waiting.await(1_000_000);
                    continue;
                }
                waiting.release(next.bytes());
                if (++polled == 500) waiting.close();
            }
            for (Thread thread : offering) thread.join();
            assertEquals(taken.get(), polled);
        }
    }

    @Test
    void memoryIsGivenBackWhenAnOfferIsRefused() {
        WaitingBatches waiting = new WaitingBatches(2, 1 << 16);
        FactBatch batch = FactBatch.riding(JournalFixture.facts(1, 1));
        assertTrue(waiting.offer(batch));
        assertTrue(waiting.offer(batch));
        long reserved = waiting.reservedBytes();
        assertFalse(waiting.offer(batch));
        assertEquals(reserved, waiting.reservedBytes());
    }
}
