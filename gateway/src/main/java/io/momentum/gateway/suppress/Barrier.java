package io.momentum.gateway.suppress;

import io.momentum.gateway.net.Loop;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Waits until every carrier loop has ended the turn that it was in, and what that turn wrote has left for the kernel. What
 * entered the suppression list before is then in force everywhere.
 */
public final class Barrier {

    private final List<Loop> loops;
    private final BiConsumer<Loop, Runnable> flushCarriers;

    /**
     * A barrier over all loops.
     *
     * @param flushCarriers run on each loop: calls back once the kernel has taken all that the loop's carrier binds wrote
     */
    public Barrier(List<Loop> loops, BiConsumer<Loop, Runnable> flushCarriers) {
        this.loops = List.copyOf(loops);
        this.flushCarriers = flushCarriers;
    }

    /** Passes all loops, then runs {@code then} on {@code home}. Any thread. */
    public void pass(Loop home, Runnable then) {
        AtomicInteger open = new AtomicInteger(loops.size());
        Runnable passed = () -> {
            if (open.decrementAndGet() == 0) home.run(then);
        };
        for (Loop loop : loops) loop.later(() -> flushCarriers.accept(loop, passed));
    }
}
