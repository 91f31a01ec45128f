package io.momentum.store.journal;

import io.momentum.store.fact.Fact;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Facts that become durable together, and what happens then.
 *
 * @param facts in their order; not changed after the offer
 * @param executor where {@code onDurable} runs: an event loop
 * @param onDurable run once all facts are durable; null for facts that no acknowledgement waits for, which do not force a
 *     sync of their own. Never run if the journal stops first.
 */
public record FactBatch(
        List<Fact> facts,
        @Nullable Executor executor,
        @Nullable Runnable onDurable) {

    /** Facts that somebody waits for. */
    public static FactBatch awaited(List<Fact> facts, Executor executor, Runnable onDurable) {
        return new FactBatch(facts, executor, onDurable);
    }

    /** Facts that ride along with the next sync. */
    public static FactBatch riding(List<Fact> facts) {
        return new FactBatch(facts, null, null);
    }

    public boolean isAwaited() {
        return onDurable != null;
    }
}
