package io.momentum.gateway.portability;

import io.momentum.gateway.route.Network;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks somebody else for the network of a number, without waiting. Any thread. */
interface LookUp extends AutoCloseable {

    /**
     * What was answered.
     *
     * @param network null where whoever was asked does not know the number, which is: it was not ported
     * @param keepSeconds how long the answer may be kept by whoever gave it
     */
    record Answer(@Nullable Network network, long keepSeconds) {}

    /** An answer in which no network can be found: the pattern, or who was asked, is wrong. */
    final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }

    /** Asks. The future fails where nobody answers, or with {@link Unreadable}. */
    CompletableFuture<Answer> ask(long digits);

    @Override
    void close();
}
