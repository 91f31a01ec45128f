package io.momentum.store.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the free space of the disk, about once a second. Below the low mark nothing new is taken, and what was taken before
 * still finds room; from the upper mark on all goes on. Checked by the journal's thread, asked by any.
 */
final class DiskReserve {

    static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(DiskReserve.class);

    private final LongSupplier freeBytes;
    private final DiskMarks marks;
    private long checkedNanos;
    private volatile boolean low;

    DiskReserve(LongSupplier freeBytes, DiskMarks marks, long nowNanos) {
        this.freeBytes = freeBytes;
        this.marks = marks;
        measure(nowNanos);
    }

    static DiskReserve of(Path dir, DiskMarks marks, long nowNanos) throws IOException {
        FileStore disk = Files.getFileStore(dir);
        return new DiskReserve(() -> usableSpace(disk), marks, nowNanos);
    }

    boolean isLow() {
        return low;
    }

    void check(long nowNanos) {
        if (nowNanos - checkedNanos >= CHECK_NANOS) measure(nowNanos);
    }

    /** The journal's thread has found no room at all. */
    void isFull() {
        if (!low) LOG.error("the disk is full: nothing is taken, and the journal waits for room");
        low = true;
    }

    long freeBytes() {
        return freeBytes.getAsLong();
    }

    private void measure(long nowNanos) {
        checkedNanos = nowNanos;
        long free = freeBytes();
        boolean nowLow = free < (low ? marks.resumeBytes() : marks.lowBytes());
        if (nowLow == low) return;
        low = nowLow;
        if (nowLow) LOG.error("the disk is low, {} of {} bytes free: nothing is taken", free, marks.lowBytes());
        else LOG.info("the disk has room again, {} bytes free", free);
    }

    private static long usableSpace(FileStore disk) {
        try {
            return disk.getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
