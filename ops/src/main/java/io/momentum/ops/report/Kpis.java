package io.momentum.ops.report;

import io.momentum.store.index.Shelf;
import io.momentum.store.journal.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of key figures, as they are now or as they were at an instant. Of the past one replay is kept, so that pages of the
 * same instant cost no other; one question about the past is answered at a time. Any thread that may wait.
 */
public final class Kpis implements AutoCloseable {

    private final Supplier<Shelf> now;
    private final Journal journal;
    private final Path dir;
    private final ReentrantLock replaying = new ReentrantLock();
    private @Nullable Replay last;

    /** @param dir where a replay may be kept; what is left there by an earlier run is deleted */
    public Kpis(Supplier<Shelf> now, Journal journal, Path dir) throws IOException {
        this.now = now;
        this.journal = journal;
        this.dir = dir;
        Replay.delete(dir);
    }

    /** The rows as of the last commit. */
    public Shelf now() {
        return now.get();
    }

    /**
     * Asks the rows as they were once all facts up to an instant had happened.
     *
     * @param atMicros microseconds since 1970
     * @return empty where another question about the past is being answered
     */
    public <T> Optional<T> asOf(long atMicros, Function<Shelf, T> question) {
        if (!replaying.tryLock()) return Optional.empty();
        try {
            return Optional.of(question.apply(replay(atMicros).rows()));
        } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be replayed", e);
        } finally {
            replaying.unlock();
        }
    }

    private Replay replay(long atMicros) throws IOException {
        Replay known = last;
        if (known != null && known.atMicros() == atMicros) return known;
        closeLast();
        Replay made = Replay.upTo(journal, atMicros, dir);
        last = made;
        return made;
    }

    private void closeLast() {
        if (last != null) last.close();
        last = null;
    }

    /** Waits for the question that is being answered. */
    @Override
    public void close() {
        replaying.lock();
        try {
            closeLast();
        } finally {
            replaying.unlock();
        }
    }
}
