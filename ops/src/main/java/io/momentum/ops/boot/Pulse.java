package io.momentum.ops.boot;

import io.momentum.gateway.net.Loop;
import io.momentum.store.index.Projector;
import io.momentum.store.journal.ChronicleJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Whether the threads that every message passes through still go round: the event loops, the journal's, the projector's. A
 * timer of its own would go on for ever beside a gateway that stands still.
 *
 * <p>An idle thread sleeps, so each is asked to go round once, and counted. Owned by the thread that feels it.
 */
final class Pulse {

    /**
     * A thread that must go round.
     *
     * @param thread its name, as far as it is known
     * @param ask makes it go round once though it has nothing to do
     * @param rounds how often it has gone round
     */
    record Part(AtomicReference<String> thread, Runnable ask, LongSupplier rounds) {}

    private final List<Part> parts;
    private final long[] felt;

    Pulse(List<Part> parts) {
        this.parts = List.copyOf(parts);
        felt = new long[parts.size()];
        takeNote();
    }

    static Pulse of(List<Loop> loops, ChronicleJournal journal, Projector projector) {
        List<Part> parts = new ArrayList<>();
        for (Loop loop : loops) parts.add(of(loop));
        parts.add(new Part(new AtomicReference<>("momentum-journal"), journal::wake, journal.counters().rounds::sum));
        parts.add(new Part(
                new AtomicReference<>("momentum-projector"),
                projector::wake,
                () -> projector.counters().rounds()));
        return new Pulse(parts);
    }

    /** A loop that stands still is asked once, not again and again. */
    private static Part of(Loop loop) {
        var thread = new AtomicReference<>("momentum-loop " + loop.index());
        var asked = new AtomicBoolean();
        var rounds = new LongAdder();
        Runnable round = () -> {
            thread.set(Thread.currentThread().getName());
            asked.set(false);
            rounds.increment();
        };
        return new Part(
                thread,
                () -> {
                    if (asked.compareAndSet(false, true)) loop.later(round);
                },
                rounds::sum);
    }

    /**
     * Looks who has gone round since this last found everybody alive, and asks everybody again.
     *
     * @return the threads that have not; empty is a beat
     */
    List<String> feel() {
        List<String> still = new ArrayList<>();
        for (int i = 0; i < felt.length; i++) {
            Part part = parts.get(i);
            if (part.rounds().getAsLong() == felt[i]) still.add(part.thread().get());
        }
        if (still.isEmpty()) takeNote();
        for (Part part : parts) part.ask().run();
        return still;
    }

    private void takeNote() {
        for (int i = 0; i < felt.length; i++) felt[i] = parts.get(i).rounds().getAsLong();
    }
}
