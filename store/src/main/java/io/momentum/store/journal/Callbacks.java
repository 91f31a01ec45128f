package io.momentum.store.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The callbacks of one group, sorted by where they run: each executor gets one task. Owned by the journal's thread. */
final class Callbacks {

    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);
    private static final int EXECUTORS_KEPT = 64;

    private record Group(Executor executor, List<Runnable> runnables) {}

    /** Executors are few, the event loops of the process; a list is searched faster than a map. */
    private final List<Group> groups = new ArrayList<>();

    void add(FactBatch batch) {
        Executor executor = batch.executor();
        Runnable onDurable = batch.onDurable();
        if (onDurable == null) return;
        groupOf(executor == null ? Runnable::run : executor).runnables.add(onDurable);
    }

    void post() {
        for (Group group : groups) {
            if (group.runnables.isEmpty()) continue;
            Runnable[] runnables = group.runnables.toArray(Runnable[]::new);
            group.runnables.clear();
            try {
                group.executor.execute(() -> runAll(runnables));
            } catch (RejectedExecutionException e) {
                // Its loop has stopped and its sessions are gone: the facts are kept, there is nobody left to tell.
                LOG.warn("{} callbacks of durable facts have no executor any more", runnables.length);
            }
        }
        if (groups.size() > EXECUTORS_KEPT) groups.clear();
    }

    private Group groupOf(Executor executor) {
        for (Group group : groups) {
            if (sameExecutor(group.executor, executor)) return group;
        }
        Group group = new Group(executor, new ArrayList<>());
        groups.add(group);
        return group;
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean sameExecutor(@Nullable Executor one, Executor other) {
        return one == other;
    }

    private static void runAll(Runnable[] runnables) {
        for (Runnable each : runnables) {
            try {
                each.run();
            } catch (RuntimeException e) {
                LOG.error("a callback of durable facts failed", e);
            }
        }
    }
}
