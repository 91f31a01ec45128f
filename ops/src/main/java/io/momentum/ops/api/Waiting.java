package io.momentum.ops.api;

import io.momentum.store.index.Index;
import io.momentum.store.journal.Journal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits, on a thread that may, for what other threads do. */
final class Waiting {

    static final Duration AT_MOST = Duration.ofSeconds(10);

    private Waiting() {}

    /** The result; a refusal or fault comes out as it went in. */
    static <T> T forResult(CompletableFuture<T> future) {
        return forResult(future, AT_MOST);
    }

    static <T> T forResult(CompletableFuture<T> future, Duration atMost) {
        try {
            return future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException fault) throw fault;
            throw new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            throw Problem.of(504, "NO_ANSWER", "The gateway did not answer in time", "It may still be done.")
                    .refusal();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.busy("Momentum stops.").refusal();
        }
    }

    /** Waits until the index has folded all that is durable now. @return false when it took too long */
    static boolean forIndex(Index index, Journal journal, Duration atMost) {
        try {
            return index.awaitSequence(journal.durableSequence(), atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.busy("Momentum stops.").refusal();
        }
    }
}
