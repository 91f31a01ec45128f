package io.momentum.ops.cli;

import io.momentum.ops.boot.Signals;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** When a command that goes on by itself ends: after a time, on Ctrl-C or SIGTERM, or when its thread is interrupted. */
final class Ending {

    private final CountDownLatch asked = new CountDownLatch(1);
    private final long startNanos = System.nanoTime();
    private final long afterNanos;

    private Ending(long afterNanos) {
        this.afterNanos = afterNanos;
    }

    /** @param duration null for no end of its own */
    static Ending after(@Nullable Duration duration) {
        var ending = new Ending(duration == null ? Long.MAX_VALUE : duration.toNanos());
        Signals.onStop(ending.asked::countDown);
        return ending;
    }

    boolean isOver() {
        return leftNanos() <= 0
                || asked.getCount() == 0
                || Thread.currentThread().isInterrupted();
    }

    /** Waits so long, or until it is over. */
    void await(long millis) {
        try {
            var _ = asked.await(Math.min(leftNanos(), TimeUnit.MILLISECONDS.toNanos(millis)), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // isOver sees it
        }
    }

    private long leftNanos() {
        return afterNanos - (System.nanoTime() - startNanos);
    }
}
