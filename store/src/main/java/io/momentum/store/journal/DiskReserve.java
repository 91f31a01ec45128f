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
 * Watches the free space of the disk, about once a second. Below the reserve nothing new is taken, and what was taken before
 * still finds room in it. Checked by the journal's thread, asked by any.
 */
final class DiskReserve {

    static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(DiskReserve.class);

    private final LongSupplier freeBytes;
    private final long reserveBytes;
    private long checkedNanos;
    private volatile boolean low;

    DiskReserve(LongSupplier freeBytes, long reserveBytes, long nowNanos) {
        this.freeBytes = freeBytes;
        this.reserveBytes = reserveBytes;
        measure(nowNanos);
    }

    static DiskReserve of(Path dir, long reserveBytes, long nowNanos) throws IOException {
        FileStore disk = Files.getFileStore(dir);
        return new DiskReserve(() -> usableSpace(disk), reserveBytes, nowNanos);
    }

    boolean isLow() {
        return low;
    }

    void check(long nowNanos) {
        if (nowNanos - checkedNanos >= CHECK_NANOS) measure(nowNanos);
    }

    private void measure(long nowNanos) {
        checkedNanos = nowNanos;
        long free = freeBytes.getAsLong();
        boolean nowLow = free < reserveBytes;
        if (nowLow == low) return;
        low = nowLow;
        if (nowLow)
            LOG.error("the disk is below its reserve, {} of {} bytes free: nothing is taken", free, reserveBytes);
        else LOG.info("the disk is above its reserve again, {} bytes free", free);
    }

    private static long usableSpace(FileStore disk) {
        try {
            return disk.getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
