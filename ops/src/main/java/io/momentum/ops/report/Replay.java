package io.momentum.ops.report;

import io.momentum.ops.care.CareFold;
import io.momentum.ops.kpi.KpiFold;
import io.momentum.store.index.Index;
import io.momentum.store.index.IndexException;
import io.momentum.store.index.IndexOptions;
import io.momentum.store.index.Projector;
import io.momentum.store.index.ProjectorCounters;
import io.momentum.store.index.ProjectorOptions;
import io.momentum.store.index.Shelf;
import io.momentum.store.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The rows as they were at an instant, in a directory that goes when they are closed. Owned by whoever made it. */
final class Replay implements AutoCloseable {

    private static final IndexOptions MODEST = new IndexOptions(64L << 20, 32L << 20);

    private final Path dir;
    private final Index index;
    private final long atMicros;

    private Replay(Path dir, Index index, long atMicros) {
        this.dir = dir;
        this.index = index;
        this.atMicros = atMicros;
    }

    /**
     * Reads the journal up to an instant; it takes as long as a start without an index.
     *
     * @param dir is emptied first
     */
    static Replay upTo(Journal journal, long atMicros, Path dir) throws IOException {
        delete(dir);
        Index index = Index.open(dir, MODEST);
        var replay = new Replay(dir, index, atMicros);
        try {
            var upTo = new JournalUpTo(journal, atMicros);
            var fold = new CareFold(new KpiFold());
            new Projector(upTo, index, ProjectorOptions.DEFAULT, new ProjectorCounters(), List.of(fold), failure -> {})
                    .catchUp(sequence -> {});
            return replay;
        } catch (RuntimeException e) {
            replay.close();
            throw e;
        }
    }

    long atMicros() {
        return atMicros;
    }

    Shelf rows() {
        return index.shelf();
    }

    @Override
    public void close() {
        index.close();
        try {
            delete(dir);
        } catch (IOException e) {
            throw new IndexException("a replay cannot be cleared away", e);
        }
    }

    static void delete(Path dir) throws IOException {
        if (!Files.exists(dir)) return;
        List<Path> files;
        try (Stream<Path> found = Files.walk(dir)) {
            files = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) Files.delete(file);
    }
}
