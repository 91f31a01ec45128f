package io.momentum.ops.api;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.net.Durable;
import io.momentum.gateway.net.Loop;
import io.momentum.store.fact.Fact;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes the suppression list for people and programs: the facts become durable, which puts them into the list, and the
 * barrier passes all loops. Any thread.
 */
final class SuppressionChanges {

    private final Gateway gateway;

    SuppressionChanges(Gateway gateway) {
        this.gateway = gateway;
    }

    /**
     * Changes one number. Completes once the change is in force and no submit to the number waits for its answer, or with a
     * {@link Refusal}.
     */
    CompletableFuture<Void> enforce(long digits, Fact fact) {
        return enforce(List.of(fact), (loop, then) -> gateway.barrier().pass(loop, digits, then));
    }

    /** Changes many. Completes once all facts are in force on every loop, or with a {@link Refusal} when none was taken. */
    CompletableFuture<Void> enforce(List<? extends Fact> facts) {
        return enforce(facts, (loop, then) -> gateway.barrier().pass(loop, then));
    }

    private CompletableFuture<Void> enforce(List<? extends Fact> facts, BiConsumer<Loop, Runnable> barrier) {
        var inForce = new CompletableFuture<Void>();
        Loop loop = gateway.loops().any();
        loop.run(() -> {
            if (!loop.stage().hasRoom()) {
                inForce.completeExceptionally(full());
                return;
            }
            int last = facts.size() - 1;
            for (int i = 0; i <= last; i++)
                loop.stage().await(facts.get(i), new Step(loop, i == last ? barrier : null, inForce));
        });
        return inForce;
    }

    /** Lets a barrier pass: what the list says of the number by now is in force afterwards. */
    CompletableFuture<Void> settle(long digits) {
        var settled = new CompletableFuture<Void>();
        gateway.barrier().pass(gateway.loops().any(), digits, () -> settled.complete(null));
        return settled;
    }

    private static Refusal full() {
        return Problem.busy("The journal takes nothing now.").refusal();
    }

    /** One fact of several; the last lets the barrier pass. */
    private record Step(Loop loop, @Nullable BiConsumer<Loop, Runnable> barrier, CompletableFuture<Void> inForce)
            implements Durable {

        @Override
        public void durable() {
            if (barrier != null) barrier.accept(loop, () -> inForce.complete(null));
        }

        @Override
        public void refused() {
            inForce.completeExceptionally(full());
        }
    }
}
