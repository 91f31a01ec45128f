package io.momentum.gateway.carrier;

import io.momentum.gateway.flow.LaneQueue;
import io.momentum.gateway.flow.LeavingLimits.Kind;
import io.momentum.gateway.message.Priority;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/** What a lane lets others know of its queue, a moment old. Written by the lane's loop, read by any thread. */
final class LaneState {

    private static final Priority[] PRIORITIES = Priority.values();
    private static final Kind[] KINDS = Kind.values();

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicIntegerArray byPriority = new AtomicIntegerArray(Priority.values().length);
    private final AtomicIntegerArray slowed = new AtomicIntegerArray(Kind.values().length);
    private final AtomicLong oldestMillis = new AtomicLong();

    void publish(LaneQueue queue) {
        int now = queue.waiting();
        if (now == 0 && waiting.getPlain() == 0) return;
        waiting.lazySet(now);
        for (Priority priority : PRIORITIES) byPriority.lazySet(priority.rank(), queue.waiting(priority));
        for (Kind kind : KINDS) slowed.lazySet(kind.place(), queue.slowed(kind));
        oldestMillis.lazySet(queue.oldestMillis());
    }

    /** Messages that wait because their sender, network or campaign is over its rate. */
    int slowed(Kind kind) {
        return slowed.get(kind.place());
    }

    /** Messages waiting. */
    int waiting() {
        return waiting.get();
    }

    int waiting(Priority priority) {
        return byPriority.get(priority.rank());
    }

    /** When the oldest came that may leave, milliseconds since 1970; 0 where none waits. */
    long oldestMillis() {
        return oldestMillis.get();
    }
}
