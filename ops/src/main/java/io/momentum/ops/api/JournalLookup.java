package io.momentum.ops.api;

import io.momentum.store.fact.Fact;
import io.momentum.store.journal.Journal;
import io.momentum.store.journal.JournalReader;
import io.momentum.store.journal.Position;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads single facts out of the journal. A reader belongs to one thread, so this has one: {@code momentum-lookup}. */
final class JournalLookup implements AutoCloseable {

    private final Journal journal;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1024), task -> new Thread(task, "momentum-lookup"));
    private @Nullable JournalReader reader;

    JournalLookup(Journal journal) {
        this.journal = journal;
    }

    Fact at(Position position) {
        var found = new CompletableFuture<Fact>();
        try {
            thread.execute(() -> found.completeAsync(() -> reader().at(position), Runnable::run));
        } catch (RejectedExecutionException e) {
            throw Problem.busy("Too many look-ups wait.").refusal();
        }
        return Waiting.forResult(found);
    }

    private JournalReader reader() {
        if (reader == null) reader = journal.read(Math.max(1, journal.durableSequence()));
        return reader;
    }

    @Override
    public void close() {
        thread.execute(() -> {
            if (reader != null) reader.close();
        });
        thread.shutdown();
    }
}
