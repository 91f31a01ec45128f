package io.momentum.store.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * The Chronicle queue of one epoch, shared by its writer and its readers and closed by whoever leaves last: a mapped file must
 * not go away under a reader.
 */
final class EpochQueue implements AutoCloseable {

    /** How long a file that another process is just making may take to get its header. */
    private static final int READ_MILLIS = 500;

    /** As above where nobody is left who could write it. */
    private static final int LEFT_BEHIND_MILLIS = 50;

    private final Path dir;
    private final int epoch;
    private final SingleChronicleQueue queue;
    private final AtomicInteger users = new AtomicInteger(1);

    private EpochQueue(Path dir, int epoch, SingleChronicleQueue queue) {
        this.dir = dir;
        this.epoch = epoch;
        this.queue = queue;
    }

    /** Opens for writing. The cycle is what {@code clock} says, so that the writer decides when a file ends. */
    static EpochQueue writable(Path dir, int epoch, int blockBytes, TimeProvider clock) {
        return new EpochQueue(
                dir,
                epoch,
                builder(dir, epoch).blockSize(blockBytes).timeProvider(clock).build());
    }

    /** Opens what nobody writes to any more, or what another process writes to. */
    static EpochQueue readOnly(Path dir, int epoch) {
        return new EpochQueue(
                dir,
                epoch,
                builder(dir, epoch).readOnly(true).timeoutMS(READ_MILLIS).build());
    }

    /** Opens what a stopped process left behind; writable, because only so is metadata repaired that it left locked. */
    static EpochQueue leftBehind(Path dir, int epoch) {
        return new EpochQueue(
                dir, epoch, builder(dir, epoch).timeoutMS(LEFT_BEHIND_MILLIS).build());
    }

    /** Whether the epoch has any file of facts. */
    static boolean exists(Path dir, int epoch) throws IOException {
        Path directory = Manifest.epochDirectory(dir, epoch);
        if (!Files.isDirectory(directory)) return false;
        try (var files = Files.newDirectoryStream(directory, "*.cq4")) {
            return files.iterator().hasNext();
        }
    }

    private static SingleChronicleQueueBuilder builder(Path dir, int epoch) {
        return SingleChronicleQueueBuilder.binary(Manifest.epochDirectory(dir, epoch))
                .rollCycle(CycleNames.CYCLES);
    }

    int epoch() {
        return epoch;
    }

    SingleChronicleQueue queue() {
        return queue;
    }

    EpochQueue retain() {
        users.incrementAndGet();
        return this;
    }

    @Override
    public void close() {
        if (users.decrementAndGet() == 0) queue.close();
    }

    /** A tailer for one thread, whichever it is. */
    ExcerptTailer tailer() {
        ExcerptTailer tailer = queue.createTailer();
        tailer.singleThreadedCheckDisabled(true);
        return tailer;
    }

    /**
     * Sets the tailer to the document that holds {@code sequence}, or to the last one before it.
     *
     * @return false if there is no document that begins at or before it
     */
    boolean seek(ExcerptTailer tailer, Document scratch, long sequence) {
        List<Integer> cycles = cycles();
        int last = lastAtOrBefore(cycles.size(), i -> first(tailer, scratch, indexOf(cycles.get(i), 0)), sequence);
        if (last < 0) return false;
        int cycle = cycles.get(last);
        int documents = (int) tailer.excerptsInCycle(cycle);
        int document = lastAtOrBefore(documents, i -> first(tailer, scratch, indexOf(cycle, i)), sequence);
        return document >= 0 && tailer.moveToIndex(indexOf(cycle, document));
    }

    /** Sets the tailer before the first document that is there; files before it may have been taken away. */
    void toStart(ExcerptTailer tailer) {
        List<Integer> cycles = cycles();
        boolean found = !cycles.isEmpty() && tailer.moveToIndex(indexOf(cycles.getFirst(), 0));
        if (!found) tailer.toStart();
    }

    /** The first sequence of an hour's file, which must be there. */
    long firstSequenceOf(int cycle) {
        try (ExcerptTailer tailer = tailer()) {
            long first = first(tailer, new Document(), indexOf(cycle, 0));
            if (first == Long.MAX_VALUE)
                throw new JournalException(CycleNames.nameOf(cycle) + " of epoch " + epoch + " has no first document");
            return first;
        }
    }

    private List<Integer> cycles() {
        try {
            return CycleNames.of(dir, epoch);
        } catch (IOException e) {
            throw new JournalException("epoch " + epoch + " cannot be listed", e);
        }
    }

    private static long indexOf(int cycle, long document) {
        return CycleNames.CYCLES.toIndex(cycle, document);
    }

    /** The first sequence of a document, or nothing a search could go behind if there is none. */
    private long first(ExcerptTailer tailer, Document scratch, long index) {
        if (!tailer.moveToIndex(index)) return Long.MAX_VALUE;
        try (DocumentContext context = tailer.readingDocument()) {
            if (!context.isPresent() || context.index() != index) return Long.MAX_VALUE;
            scratch.load(context, epoch);
            return scratch.firstSequence();
        }
    }

    private interface FirstOf {
        long sequence(int i);
    }

    private static int lastAtOrBefore(int size, FirstOf first, long sequence) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (first.sequence(middle) <= sequence) low = middle + 1;
            else high = middle - 1;
        }
        return high;
    }
}
