package io.momentum.store.journal;

import io.momentum.store.fact.Fact;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/**
 * Appends facts to the epoch and brings them to the disk. Owned by the journal's thread; any exception out of here leaves the
 * file in a state that only the next start's scan can judge, so nothing may be written after one.
 */
final class EpochWriter implements AutoCloseable {

    /** A new file begins with its header and its tables of contents. */
    private static final long FIRST_BYTES = 4 << 20;
    /** Besides a document itself, the queue may write tables of contents before it. */
    private static final int AROUND_BYTES = 256 << 10;

    private static final long FULL_NANOS = 50_000_000;

    private final Path directory;
    private final EpochQueue epoch;
    private final DiskReserve reserve;
    private final WaitingBatches waiting;
    private final int preallocateBytes;
    private final boolean syncs;
    private final LongSupplier clockMillis;
    private final JournalCounters counters;
    private final DocumentWriter document = new DocumentWriter();
    private final MappedBlocks blocks = new MappedBlocks();
    private @Nullable ExcerptAppender appender;
    private @Nullable CycleFile file;
    private volatile long nowMillis;
    private long appended;
    /** Where the file's last document ends. */
    private long end;

    EpochWriter(
            Path dir,
            Epoch epoch,
            Durability durability,
            JournalOptions options,
            LongSupplier clockMillis,
            DiskReserve reserve,
            WaitingBatches waiting,
            JournalCounters counters) {
        this.reserve = reserve;
        this.waiting = waiting;
        this.clockMillis = clockMillis;
        this.counters = counters;
        nowMillis = clockMillis.getAsLong();
        this.epoch = EpochQueue.writable(dir, epoch.number(), options.blockBytes(), () -> nowMillis);
        directory = Manifest.epochDirectory(dir, epoch.number());
        preallocateBytes = options.preallocateBytes();
        syncs = durability == Durability.SYNC;
        appended = epoch.firstSequence() - 1;
    }

    EpochQueue queue() {
        return epoch;
    }

    /** The sequence of the last fact that stands in the file. */
    long appended() {
        return appended;
    }

    /** Begins a group. Only here may the clock, and with it the file, move on; a full disk has no room for a new file. */
    void begin() {
        if (!reserve.isLow()) nowMillis = Math.max(nowMillis, clockMillis.getAsLong());
    }

    void add(Fact fact) throws IOException {
        if (document.isFullFor(fact)) flush();
        document.add(fact);
    }

    /** Writes the open document, if it holds anything. */
    void flush() throws IOException {
        if (document.count() == 0) return;
        document.finish(epoch.epoch(), appended + 1);
        append();
        appended += document.count();
        document.reset();
    }

    /** Brings all that was written to the disk. */
    void sync() throws IOException {
        if (file == null) return;
        blocks.letGo();
        file.force();
    }

    private void append() throws IOException {
        awaitRoom();
        ExcerptAppender to = appender();
        MappedBytes mapped;
        DocumentContext context = to.writingDocument();
        try (context) {
            try {
                mapped = (MappedBytes) Objects.requireNonNull(context.wire()).bytes();
                mapped.write(document.array(), 0, document.length());
                end = mapped.writePosition();
            } catch (Throwable e) {
                // Closing the context would otherwise commit the half that is there.
                context.rollbackOnClose();
                throw e;
            }
        }
        if (file == null || file.cycle() != to.cycle()) roll(to);
        blocks.written(mapped, end);
    }

    /**
     * Waits while the disk is full: a page that has no block is a fault in mapped memory, which nobody can answer. What was
     * taken is neither acknowledged nor lost meanwhile, and nothing new is. A thread that waits for room goes round: a new
     * start would find no more of it.
     *
     * @throws IOException if there is still no room when the journal is closed
     */
    private void awaitRoom() throws IOException {
        while (!hasRoom()) {
            if (waiting.isClosed()) throw new IOException("no room for the journal in " + directory);
            reserve.isFull();
            counters.rounds.increment();
            LockSupport.parkNanos(FULL_NANOS);
        }
    }

    private boolean hasRoom() throws IOException {
        if (file == null) return reserve.freeBytes() >= FIRST_BYTES;
        return file.take(end, end + document.length() + AROUND_BYTES);
    }

    /** The queue has begun a new file: both must reach the disk, and so must the new one's name. */
    private void roll(ExcerptAppender to) throws IOException {
        blocks.close();
        if (file != null) {
            if (syncs) file.force();
            file.close();
        }
        File current = Objects.requireNonNull(to.currentFile());
        file = new CycleFile(to.cycle(), current.toPath(), preallocateBytes);
        if (syncs) syncDirectory(directory);
    }

    /** Every file of an epoch with its length, and their names. */
    static void syncDirectory(Path directory) throws IOException {
        try (var files = Files.newDirectoryStream(directory)) {
            for (Path each : files) CheckedText.sync(each);
        }
        CheckedText.sync(directory);
    }

    private ExcerptAppender appender() {
        if (appender == null) appender = epoch.queue().createAppender();
        return appender;
    }

    @Override
    public void close() throws IOException {
        try {
            blocks.close();
            if (appender != null) appender.close();
            if (file != null) file.close();
        } finally {
            epoch.close();
        }
    }
}
