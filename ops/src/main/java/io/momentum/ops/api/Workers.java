package io.momentum.ops.api;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Runs operations on virtual threads, which may block; never more than {@value #MOST} at a time. */
final class Workers implements AutoCloseable {

    static final int MOST = 256;

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("momentum-api-", 0).factory());
    private final Semaphore free = new Semaphore(MOST);

    /** Starts a task. @return false when too many run already */
    boolean run(Runnable task) {
        if (!free.tryAcquire()) return false;
        threads.execute(() -> {
            try {
                task.run();
            } finally {
                free.release();
            }
        });
        return true;
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(2, TimeUnit.SECONDS)) threads.shutdownNow();
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
