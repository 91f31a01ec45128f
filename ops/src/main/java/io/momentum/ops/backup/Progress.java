package io.momentum.ops.backup;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How far a backup is. Any thread. */
final class Progress {

    private final AtomicInteger files = new AtomicInteger();
    private final AtomicInteger filesDone = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    void files(int count) {
        files.set(count);
    }

    void file() {
        filesDone.incrementAndGet();
    }

    void bytes(long more) {
        bytes.addAndGet(more);
    }

    int files() {
        return files.get();
    }

    int filesDone() {
        return filesDone.get();
    }

    /** That were copied; what is shared with the backup before does not count. */
    long bytes() {
        return bytes.get();
    }
}
