package io.momentum.store.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.fact.Fact.MtRepeated;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that has taken facts and finds no room for them. */
class FullDiskTest {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    @TempDir
    Path dir;

    @Test
    void aThreadThatWaitsForRoomGoesRoundAndWritesOnceThereIsSome() throws Exception {
        var free = new AtomicLong();
        var counters = new JournalCounters();
        var waiting = new WaitingBatches(16, 1 << 20);
        var epoch = new Epoch(1, 1, Epoch.OPEN);
        var options = JournalOptions.defaults();
        var reserve = new DiskReserve(free::get, new DiskMarks(0, 0), System.nanoTime());
        Files.createDirectories(Manifest.epochDirectory(dir, epoch.number()));
        try (var writer = new EpochWriter(
                dir, epoch, Durability.PAGE_CACHE, options, System::currentTimeMillis, reserve, waiting, counters)) {
            var loop = new CommitLoop(waiting, writer, reserve, Durability.PAGE_CACHE, FactObserver.NONE, counters);
            var failure = new AtomicReference<Throwable>();
            Thread thread = Thread.ofPlatform().start(() -> run(loop, failure));
            assertTrue(waiting.offer(FactBatch.riding(List.of(new MtRepeated(1, 1)))));
            until(reserve::isLow);
            long before = counters.rounds.sum();
            until(() -> counters.rounds.sum() >= before + 3);
            assertEquals(0, loop.durable());
            free.set(1L << 30);
            until(() -> loop.durable() == 1);
            waiting.close();
            thread.join();
            assertNull(failure.get());
        }
    }

    private static void run(CommitLoop loop, AtomicReference<Throwable> failure) {
        try {
            loop.run();
        } catch (Throwable e) {
            failure.set(e);
        }
    }

    private static void until(BooleanSupplier isSo) {
        for (long since = System.nanoTime(); !isSo.getAsBoolean(); LockSupport.parkNanos(1_000_000))
            assertTrue(System.nanoTime() - since < PATIENCE_NANOS);
    }
}
