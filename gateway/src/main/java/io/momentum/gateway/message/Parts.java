package io.momentum.gateway.message;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the parts of one message share: the verdict. The first part that is refused, suppressed or expired stops those that have
 * not begun. Any thread: a carrier's lanes may each have some of them.
 */
public final class Parts {

    /** No message goes in more. */
    public static final int COUNT_MAX = 255;

    private final Mt whole;
    private final int count;
    private final AtomicBoolean stopped = new AtomicBoolean();

    Parts(Mt whole, int count) {
        this.whole = whole;
        this.count = count;
    }

    /** What was cut: kept as long as a part waits, for its ESME may replace it. */
    Mt whole() {
        return whole;
    }

    public int count() {
        return count;
    }

    boolean isStopped() {
        return stopped.get();
    }

    /** Stops the rest. @return whether nobody has done so before */
    boolean stop() {
        return stopped.compareAndSet(false, true);
    }

    /**
     * One of them.
     *
     * @param number from 1
     */
    public record Part(int number, Parts of) {}
}
