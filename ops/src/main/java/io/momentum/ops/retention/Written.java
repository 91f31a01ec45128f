package io.momentum.ops.retention;

import io.momentum.store.fact.Fact;
import io.momentum.store.index.Index;
import io.momentum.store.journal.FactBatch;
import io.momentum.store.journal.Journal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Has facts made durable, and waits until the index has them; no longer than the process goes on. Owned by one thread. */
final class Written {

    private static final int LOOK_MILLIS = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Journal journal;
    private final Index index;
    private final BooleanSupplier stopped;

    Written(Journal journal, Index index, BooleanSupplier stopped) {
        this.journal = journal;
        this.index = index;
        this.stopped = stopped;
    }

    void journal(List<Fact> what) throws InterruptedException, TimeoutException {
        var done = new CompletableFuture<Void>();
        var batch = FactBatch.awaited(what, Runnable::run, () -> done.complete(null));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!journal.offer(batch)) {
            mustGoOn(deadline, "the journal takes nothing");
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        while (!done.isDone()) {
            mustGoOn(deadline, "the journal makes nothing durable");
            TimeUnit.MILLISECONDS.sleep(1);
        }
        long durable = journal.durableSequence();
        while (!index.awaitSequence(durable, Duration.ofMillis(LOOK_MILLIS)))
            mustGoOn(deadline, "the index lags behind");
    }

    private void mustGoOn(long deadline, String why) throws TimeoutException {
        if (stopped.getAsBoolean()) throw new TimeoutException("the process ends");
        if (System.nanoTime() > deadline) throw new TimeoutException(why);
    }
}
