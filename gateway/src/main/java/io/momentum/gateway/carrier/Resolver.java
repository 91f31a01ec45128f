package io.momentum.gateway.carrier;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks up the addresses of carriers on a few threads of its own: a name server that does not answer holds these, and neither an
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

    /** All addresses of a host, at least one; fails after a while at most. */
    CompletableFuture<InetAddress[]> lookUp(String host) {
        try {
            return CompletableFuture.supplyAsync(() -> addresses(host), lookups)
                    .orTimeout(WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static InetAddress[] addresses(String host) {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }
}
