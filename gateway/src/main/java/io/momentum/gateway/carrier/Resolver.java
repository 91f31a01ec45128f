package io.momentum.gateway.carrier;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks up where carriers are, and how to reach them safely, on a few threads of its own: a name server that does not answer holds these, and neither an
 * event loop nor anything else. Any thread.
 */
final class Resolver {

    private static final int THREADS = 4;
    private static final int WAITING_MAX = 1_000;
    private static final long WITHIN_SECONDS = 10;

    private final ThreadPoolExecutor lookups = new ThreadPoolExecutor(
            THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_MAX), Resolver::thread);

    Resolver() {
        lookups.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "momentum-resolver");
        thread.setDaemon(true);
        return thread;
    }

    /** Runs what may block; fails after a while at most. */
    <T> CompletableFuture<T> run(Callable<T> lookup) {
        try {
            return CompletableFuture.supplyAsync(() -> called(lookup), lookups)
                    .orTimeout(WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static <T> T called(Callable<T> lookup) {
        try {
            return lookup.call();
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
