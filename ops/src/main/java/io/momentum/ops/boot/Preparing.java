package io.momentum.ops.boot;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Says how far a start is before the index: that of a large journal takes longer than systemd waits in silence. At most once a
 * second, and nothing in the first. Owned by the thread that starts.
 */
final class Preparing implements LongConsumer, Runnable {

    static final long LINE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final Consumer<String> lines;
    private long toldNanos;
    private long bytes;
    private long documents;

    Preparing(LongSupplier nanoTime, Consumer<String> lines) {
        this.nanoTime = nanoTime;
        this.lines = lines;
        toldNanos = nanoTime.getAsLong();
    }

    /** Bytes of an older program's data have been kept. */
    @Override
    public void accept(long read) {
        bytes += read;
        if (isDue()) lines.accept("Upgrade: %d MiB of the data before it are kept".formatted(bytes >> 20));
    }

    /** One more document was looked at for the end of a journal that was not closed. */
    @Override
    public void run() {
        documents++;
        if (isDue()) lines.accept("Journal: it was not closed, %d documents looked through".formatted(documents));
    }

    private boolean isDue() {
        long now = nanoTime.getAsLong();
        if (now - toldNanos < LINE_NANOS) return false;
        toldNanos = now;
        return true;
    }
}
