package io.momentum.gateway.suppress;

import io.momentum.gateway.net.Loop;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Waits until what entered the suppression list is in force everywhere: every loop has ended the turn in which it may have read
 * the list before, and what such turns sent to the number is answered, timed out, or lost with its link.
 *
 * <p>Bytes that the kernel has taken are not enough: an SMSC may read the bind on which they lie later than the bind on which
 * it reads our answer, and would see a submit_sm for somebody whose opt-out we have acknowledged.
 */
public final class Barrier {

    /** The submits of a loop's carrier binds that wait for their answer. */
    @FunctionalInterface
    public interface InFlight {
        /** Calls back on the loop, once none to this number waits that was sent before; at once where none does. */
        void whenSettled(Loop loop, long digits, Runnable then);
    }

    private final List<Loop> loops;
    private final InFlight inFlight;

    public Barrier(List<Loop> loops, InFlight inFlight) {
        this.loops = List.copyOf(loops);
        this.inFlight = inFlight;
    }

    /** For one number, passes all loops and its submits, then runs {@code then} on {@code home}. Any thread. */
    public void pass(Loop home, long digits, Runnable then) {
        Runnable passed = afterAll(home, then);
        for (Loop loop : loops) loop.later(() -> inFlight.whenSettled(loop, digits, passed));
    }

    /** Passes all loops, whatever is in flight: for many numbers at a time. Any thread. */
    public void pass(Loop home, Runnable then) {
        Runnable passed = afterAll(home, then);
        for (Loop loop : loops) loop.later(passed);
    }

    private Runnable afterAll(Loop home, Runnable then) {
        AtomicInteger open = new AtomicInteger(loops.size());
        return () -> {
            if (open.decrementAndGet() == 0) home.run(then);
        };
    }
}
