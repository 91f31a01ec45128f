package io.momentum.ops.optout;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.net.Durable;
import io.momentum.gateway.net.Loop;
import io.momentum.store.fact.Fact;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes the suppression list for people and programs: the facts become durable, which puts them into the list, and the
 * barrier passes all loops. Any thread.
 */
public final class SuppressionChanges {

    private final Gateway gateway;
    private final Supplier<RuntimeException> whenFull;

    /** @param whenFull what a change ends with that a full journal does not take */
    public SuppressionChanges(Gateway gateway, Supplier<RuntimeException> whenFull) {
        this.gateway = gateway;
        this.whenFull = whenFull;
    }

    /**
     * Changes one number, by facts that go to the disk together. Completes once they are in force and no submit to the number
     * waits for its answer, or with what {@code whenFull} makes.
     */
    public CompletableFuture<Void> enforce(long digits, List<? extends Fact> facts) {
        return enforce(facts, (loop, then) -> gateway.barrier().pass(loop, digits, then));
    }

    /** Changes many. Completes once all facts are in force on every loop, or with what {@code whenFull} makes. */
    public CompletableFuture<Void> enforce(List<? extends Fact> facts) {
        return enforce(facts, (loop, then) -> gateway.barrier().pass(loop, then));
    }

    private CompletableFuture<Void> enforce(List<? extends Fact> facts, BiConsumer<Loop, Runnable> barrier) {
        var inForce = new CompletableFuture<Void>();
        Loop loop = gateway.loops().any();
        loop.run(() -> {
            if (!loop.stage().hasRoom()) {
                inForce.completeExceptionally(whenFull.get());
                return;
            }
            int last = facts.size() - 1;
            for (int i = 0; i <= last; i++)
                loop.stage().await(facts.get(i), new Step(loop, i == last ? barrier : null, inForce));
        });
        return inForce;
    }

    /** Lets a barrier pass: what the list says of the number by now is in force afterwards. */
    public CompletableFuture<Void> settle(long digits) {
        var settled = new CompletableFuture<Void>();
        gateway.barrier().pass(gateway.loops().any(), digits, () -> settled.complete(null));
        return settled;
    }

    /** One fact of several; the last lets the barrier pass. */
    private final class Step implements Durable {
        private final Loop loop;
        private final @Nullable BiConsumer<Loop, Runnable> barrier;
        private final CompletableFuture<Void> inForce;

        Step(Loop loop, @Nullable BiConsumer<Loop, Runnable> barrier, CompletableFuture<Void> inForce) {
            this.loop = loop;
            this.barrier = barrier;
            this.inForce = inForce;
        }

        @Override
        public void durable() {
            if (barrier != null) barrier.accept(loop, () -> inForce.complete(null));
        }

        @Override
        public void refused() {
            inForce.completeExceptionally(whenFull.get());
        }
    }
}
