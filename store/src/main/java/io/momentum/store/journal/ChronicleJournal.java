package io.momentum.store.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in a directory: a manifest, a lock, and a directory of Chronicle Queue files for every start of the process.
 *
 * <p>One thread, {@code momentum-journal}, writes; see {@link CommitLoop}. It stops for good at the first exception, since
 * after a failed sync nobody knows what the disk holds: nothing is acknowledged any more, {@code onFailure} is told, and the
 * process is expected to end and find out by the scan of its next start. A full disk is no fault: nothing is taken while it
 * lasts, what was taken waits, and all goes on by itself.
 *
 * <p>Readers stay usable after {@link #close}; the files are let go with the last of them.
 */
public final class ChronicleJournal implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger(ChronicleJournal.class);

    private static final long START_BYTES = 8 << 20;

    private final Path dir;
    private final JournalOptions options;
    private final DirectoryLock lock;
    private final List<Epoch> epochs;
    private final WaitingBatches waiting;
    private final DiskReserve reserve;
    private final EpochWriter writer;
    private final CommitLoop loop;
    private final Thread thread;
    private volatile KeptFiles kept;
    private volatile boolean failed;
    private volatile boolean closed;

    private ChronicleJournal(
            Path dir,
            Durability durability,
            JournalOptions options,
            LongSupplier clockMillis,
            DirectoryLock lock,
            List<Epoch> epochs)
            throws IOException {
        kept = KeptFiles.read(dir);
        this.dir = dir;
        this.options = options;
        this.lock = lock;
        this.epochs = List.copyOf(epochs);
        waiting = new WaitingBatches(options.waitingBatches(), options.waitingBytes());
        reserve = DiskReserve.of(dir, options.disk(), System.nanoTime());
        var counters = new JournalCounters();
        writer = new EpochWriter(dir, epochs.getLast(), durability, options, clockMillis, reserve, waiting, counters);
        loop = new CommitLoop(waiting, writer, reserve, durability, options.observer(), counters);
        thread = new Thread(this::run, "momentum-journal");
    }

    /**
     * Opens the journal in a directory, which is made if need be, and enters a new epoch. An epoch that was not closed is
     * scanned first and ends at its last sound fact.
     *
     * @throws JournalException if another process has the directory, or its manifest is damaged
     */
    public static ChronicleJournal open(Path dir, Durability durability, JournalOptions options) throws IOException {
        return open(dir, durability, options, System::currentTimeMillis);
    }

    /** As above; the clock says when a file ends and the next one begins. */
    static ChronicleJournal open(Path dir, Durability durability, JournalOptions options, LongSupplier clockMillis)
            throws IOException {
        Files.createDirectories(dir);
        DirectoryLock lock = DirectoryLock.take(dir);
        try {
            mustHaveRoom(dir);
            ChronicleJournal journal = new ChronicleJournal(
                    dir, durability, options, clockMillis, lock, Recovery.begin(dir, options.scanning()));
            journal.thread.start();
            return journal;
        } catch (IOException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /** A start writes a little in any case: the manifest, and mapped files whose pages must find blocks. */
    private static void mustHaveRoom(Path dir) throws IOException {
        long free = Files.getFileStore(dir).getUsableSpace();
        if (free >= START_BYTES) return;
        throw new JournalException("%s has %d bytes free, and a start needs %d: make room and start again"
                .formatted(dir, free, START_BYTES));
    }

    @Override
    public boolean offer(FactBatch batch) {
        return !failed && !reserve.isLow() && waiting.offer(batch);
    }

    @Override
    public long durableSequence() {
        return loop.durable();
    }

    @Override
    public JournalReader read(long fromSequence) {
        if (fromSequence < 1) throw new IllegalArgumentException("sequences begin with 1");
        return new ChronicleReader(dir, epochs, writer.queue(), () -> kept, loop::durable, fromSequence);
    }

    @Override
    public PassedIds passedIds(long afterSequence) {
        KeptFiles files = kept;
        if (afterSequence >= files.lastSequence()) return PassedIds.NONE;
        List<PassedIds.Range> all = new ArrayList<>();
        for (KeptFile each : files.files()) {
            try (var reader = new KeptReader(dir, each)) {
                all.addAll(reader.passed());
            }
        }
        return PassedIds.of(all);
    }

    /** What is left of the files that old facts have gone from, in the journal's order. Any thread. */
    public List<KeptFile> keptFiles() {
        return kept.files();
    }

    /** The files that are still whole and that nothing is written to any more, in the journal's order. Any thread. */
    public List<SealedFile> sealedFiles() throws IOException {
        List<SealedFile> files = new ArrayList<>();
        for (Epoch each : epochs) {
            List<Integer> cycles = CycleNames.of(dir, each.number());
            int settled = each.isOpen() ? cycles.size() - JournalFiles.UNSETTLED : cycles.size();
            for (int cycle : cycles.subList(0, Math.max(0, settled)))
                if (!kept.hold(each.number(), cycle)) files.add(new SealedFile(each.number(), cycle));
        }
        return files;
    }

    /**
     * Takes facts out of the journal's files up to one of {@link #sealedFiles}, and out of those that were thinned before. Files
     * are replaced all at once or not at all; what is left of each can be read as before. One thread at a time, and not while
     * somebody copies the files.
     *
     * @param last the last file that is touched
     * @param gone which facts go
     * @param stopped whether to give up; nothing is changed then
     * @return what was replaced; nothing where it was given up
     * @throws JournalException if a file is damaged: then nothing is changed
     */
    public List<Thinned> thin(SealedFile last, GoneFacts gone, BooleanSupplier stopped) throws IOException {
        return thin(last, gone, stopped, () -> {});
    }

    /** As above; a test ends the process in one of the steps. */
    List<Thinned> thin(SealedFile last, GoneFacts gone, BooleanSupplier stopped, Runnable step) throws IOException {
        return new Thinning(dir, writer.queue(), epochs, kept, gone, files -> kept = files, stopped, step).upTo(last);
    }

    /** The last sequence of one of {@link #sealedFiles}. */
    public long lastSequenceOf(SealedFile file) throws IOException {
        for (Epoch each : epochs) {
            if (each.number() != file.epoch()) continue;
            for (int cycle : CycleNames.of(dir, each.number())) {
                if (cycle > file.cycle()) return firstSequenceOf(each, cycle) - 1;
            }
            return each.lastSequence();
        }
        throw new IllegalArgumentException("no file of this journal: " + file);
    }

    private long firstSequenceOf(Epoch of, int cycle) {
        boolean isLive = of.number() == writer.queue().epoch();
        try (EpochQueue queue = isLive ? writer.queue().retain() : EpochQueue.readOnly(dir, of.number())) {
            return queue.firstSequenceOf(cycle);
        }
    }

    @Override
    public boolean isOpen() {
        return !failed && !closed && !reserve.isLow();
    }

    @Override
    public boolean isDiskLow() {
        return reserve.isLow();
    }

    /** Whether it has stopped on a fault, for good. */
    public boolean hasFailed() {
        return failed;
    }

    public JournalCounters counters() {
        return loop.counters();
    }

    /** The number of this start, from 1. */
    public int epoch() {
        return epochs.getLast().number();
    }

    /** How many batches wait to be written. */
    public int waitingBatches() {
        return waiting.size();
    }

    /** About how much memory is held by facts that are not durable yet. */
    public long waitingBytes() {
        return waiting.reservedBytes();
    }

    /** Lets its thread go round once, though there may be nothing to write. Any thread. */
    public void wake() {
        waiting.wake();
    }

    private void run() {
        try {
            loop.run();
        } catch (Throwable e) {
            failed = true;
            LOG.error("the journal has stopped", e);
            options.onFailure().accept(e);
        }
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        waiting.close();
        boolean interrupted = awaitThread();
        try (lock) {
            writer.close();
            if (!failed) seal();
        } catch (IOException e) {
            throw new JournalException("cannot seal epoch " + epoch() + " of " + dir, e);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private void seal() throws IOException {
        EpochWriter.syncDirectory(Manifest.epochDirectory(dir, epoch()));
        List<Epoch> sealed = new ArrayList<>(epochs);
        sealed.set(sealed.size() - 1, epochs.getLast().sealed(loop.durable()));
        Manifest.write(dir, sealed);
    }

    /** Waits for the journal thread whatever happens, unless it is the one that closes: its work must not be cut off. */
    private boolean awaitThread() {
        boolean interrupted = false;
        while (thread.isAlive() && !Thread.currentThread().equals(thread)) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }
}
