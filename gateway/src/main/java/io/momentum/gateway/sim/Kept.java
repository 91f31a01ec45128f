package io.momentum.gateway.sim;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** The last so many things received, and how many there were in all. One thread adds, any may read. */
final class Kept<T> {

    private final ConcurrentLinkedQueue<T> things = new ConcurrentLinkedQueue<>();
    private final AtomicLong count = new AtomicLong();
    private final int max;

    Kept(int max) {
        this.max = max;
    }

    void add(T thing) {
        things.add(thing);
        if (count.incrementAndGet() > max) things.poll();
    }

    long count() {
        return count.get();
    }

    List<T> list() {
        return List.copyOf(things);
    }
}
