package io.momentum.store.journal;

import java.util.function.Consumer;

/**
 * Limits of a journal, and who is told what.
 *
 * @param waitingBatches how many offered batches may wait for the journal thread; rounded up to a power of two
 * @param waitingBytes about how many bytes of facts may wait
 * @param disk how much of the disk has to be free
 * @param blockBytes the piece of a file that is mapped at a time, at least {@value #BLOCK_MIN_BYTES}
 * @param preallocateBytes how far ahead of the writer disk blocks are taken, so that a full disk shows as an error and not as
 *     a fault in mapped memory; 0 for not at all
 * @param observer sees every durable fact
 * @param scanning told again and again, by its opener's thread, while a start looks for the end of an epoch that was not closed
 * @param onFailure called once, on the journal's thread, when it has stopped on a fault
 */
public record JournalOptions(
        int waitingBatches,
        long waitingBytes,
        DiskMarks disk,
        int blockBytes,
        int preallocateBytes,
        FactObserver observer,
        Runnable scanning,
        Consumer<Throwable> onFailure) {

    /** A document and the room behind it have to fit into a quarter of a block. */
    public static final int BLOCK_MIN_BYTES = 8 << 20;

    public JournalOptions {
        if (waitingBatches < 2) throw new IllegalArgumentException("waitingBatches: at least 2");
        if (waitingBytes < 1 || waitingBytes > 1L << 40) throw new IllegalArgumentException("waitingBytes: 1 to 2^40");
        if (blockBytes < BLOCK_MIN_BYTES) throw new IllegalArgumentException("blockBytes: at least " + BLOCK_MIN_BYTES);
        if (preallocateBytes < 0) throw new IllegalArgumentException("preallocateBytes: not negative");
    }

    public static JournalOptions defaults() {
        return new JournalOptions(
                1 << 16, 64L << 20, DiskMarks.DEFAULT, 64 << 20, 16 << 20, FactObserver.NONE, () -> {}, failure -> {});
    }

    public JournalOptions withWaiting(int batches, long bytes) {
        return new JournalOptions(batches, bytes, disk, blockBytes, preallocateBytes, observer, scanning, onFailure);
    }

    public JournalOptions withDisk(DiskMarks marks) {
        return new JournalOptions(
                waitingBatches, waitingBytes, marks, blockBytes, preallocateBytes, observer, scanning, onFailure);
    }

    public JournalOptions withBlocks(int bytes, int ahead) {
        return new JournalOptions(waitingBatches, waitingBytes, disk, bytes, ahead, observer, scanning, onFailure);
    }

    public JournalOptions withObserver(FactObserver who) {
        return new JournalOptions(
                waitingBatches, waitingBytes, disk, blockBytes, preallocateBytes, who, scanning, onFailure);
    }

    public JournalOptions withOnFailure(Consumer<Throwable> who) {
        return new JournalOptions(
                waitingBatches, waitingBytes, disk, blockBytes, preallocateBytes, observer, scanning, who);
    }

    public JournalOptions withScanning(Runnable who) {
        return new JournalOptions(
                waitingBatches, waitingBytes, disk, blockBytes, preallocateBytes, observer, who, onFailure);
    }
}
