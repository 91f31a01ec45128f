package io.momentum.ops.backup;

import io.momentum.ops.backup.Backup.Full;
import io.momentum.ops.backup.Backup.Source;
import io.momentum.ops.backup.Backup.Stopped;
import io.momentum.store.index.Index;
import io.momentum.store.index.IndexException;
import io.momentum.store.journal.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Backups of the process that runs, one at a time, on a thread of their own. Any thread asks. */
public final class Backups implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

    private final Source source;
    private final Lock files;
    private final AtomicReference<Run> last = new AtomicReference<>(Run.NONE);
    private volatile boolean stopping;

    /** Where a backup stands. */
    public enum Stage {
        NONE,
        RUNNING,
        DONE,
        FAILED
    }

    /** What somebody asked for, and what became of it. */
    private record Run(
            Stage stage,
            Path to,
            Progress progress,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Path backup,
            @Nullable String error,
            @Nullable Thread thread) {
        static final Run NONE = new Run(Stage.NONE, Path.of(""), new Progress(), Instant.EPOCH, null, null, null, null);
    }

    /**
     * The last backup of this process.
     *
     * @param backup where it is, null until it is done
     * @param error why there is none, null if that did not happen
     */
    public record State(
            Stage stage,
            Path to,
            int files,
            int filesDone,
            long copiedBytes,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Path backup,
            @Nullable String error) {}

    /**
     * @param keepFreeBytes what the disk of the data directory must keep free
     * @param program this program's version
     * @param files held while the journal's files are copied: nobody may replace them then
     */
    public Backups(Path dataDir, Journal journal, Index index, long keepFreeBytes, String program, Lock files) {
        this.files = files;
        source = new Source(dataDir, journal, index, keepFreeBytes, program);
    }

    /**
     * Begins a backup.
     *
     * @param keep how many remain, this one included; 0 for all
     * @return false if one is being made
     */
    public boolean begin(Path to, boolean withKeys, int keep) {
        var progress = new Progress();
        Run before = current();
        if (stopping || before.stage() == Stage.RUNNING) return false;
        Thread thread = new Thread(() -> run(to, withKeys, keep), "momentum-backup");
        var run = new Run(Stage.RUNNING, to, progress, Instant.now(), null, null, null, thread);
        if (!last.compareAndSet(before, run)) return false;
        thread.start();
        return true;
    }

    private void run(Path to, boolean withKeys, int keep) {
        files.lock();
        try {
            Progress progress = current().progress();
            Path backup = new Backup(source, new BackupDirectory(to), progress, () -> stopping).run(withKeys, keep);
            Duration took = Duration.between(current().startedAt(), Instant.now());
            LOG.info(
                    "Backup {}: {} files, {} bytes copied in {} ms",
                    backup,
                    progress.filesDone(),
                    progress.bytes(),
                    took.toMillis());
            end(Stage.DONE, backup, null);
        } catch (BackupException | Full e) {
            failed(to, String.valueOf(e.getMessage()));
        } catch (Stopped e) {
            failed(to, "the process ends");
        } catch (IOException | IndexException e) {
            failed(
                    to,
                    String.valueOf(e.getMessage() == null ? e : e.getClass().getSimpleName() + ": " + e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("Backup to {}", to, e);
            failed(to, "a fault; the log says more");
        } finally {
            files.unlock();
        }
    }

    private Run current() {
        return Objects.requireNonNull(last.get());
    }

    private void failed(Path to, String why) {
        LOG.error("No backup to {}: {}", to, why);
        end(Stage.FAILED, null, why);
    }

    private void end(Stage stage, @Nullable Path backup, @Nullable String error) {
        Run run = current();
        last.set(new Run(stage, run.to(), run.progress(), run.startedAt(), Instant.now(), backup, error, run.thread()));
    }

    /** The one that is being made, or was last; empty where there was none since the start. */
    public Optional<State> state() {
        Run run = current();
        if (run.stage() == Stage.NONE) return Optional.empty();
        Progress progress = run.progress();
        return Optional.of(new State(
                run.stage(),
                run.to(),
                progress.files(),
                progress.filesDone(),
                progress.bytes(),
                run.startedAt(),
                run.endedAt(),
                run.backup(),
                run.error()));
    }

    /** Gives up what is being made: what there is of it goes. */
    @Override
    public void close() {
        stopping = true;
        Thread thread = current().thread();
        if (thread == null) return;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
