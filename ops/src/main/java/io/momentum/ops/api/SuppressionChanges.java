package io.momentum.ops.api;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.net.Durable;
import io.momentum.gateway.net.Loop;
import io.momentum.store.fact.Fact;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Changes the suppression list for people and programs: the facts become durable, which puts them into the list, and the
 * barrier passes all loops. Any thread.
 */
final class SuppressionChanges {

    private final Gateway gateway;

    SuppressionChanges(Gateway gateway) {
        this.gateway = gateway;
    }

    /** Completes once all facts are in force on every loop, or with a {@link Refusal} when none was taken. */
    CompletableFuture<Void> enforce(List<? extends Fact> facts) {
        var inForce = new CompletableFuture<Void>();
        Loop loop = gateway.loops().any();
        loop.run(() -> {
            if (!loop.stage().hasRoom()) {
                inForce.completeExceptionally(full());
                return;
            }
            int last = facts.size() - 1;
            for (int i = 0; i <= last; i++) loop.stage().await(facts.get(i), new Step(loop, i == last, inForce));
        });
        return inForce;
    }

    /** Lets a barrier pass: what is in the list by now is in force afterwards. */
    CompletableFuture<Void> settle() {
        var settled = new CompletableFuture<Void>();
        gateway.barrier().pass(gateway.loops().any(), () -> settled.complete(null));
        return settled;
    }

    private static Refusal full() {
        return Problem.busy("The journal takes nothing now.").refusal();
    }

    private final class Step implements Durable {

        private final Loop loop;
        private final boolean isLast;
        private final CompletableFuture<Void> inForce;

        Step(Loop loop, boolean isLast, CompletableFuture<Void> inForce) {
            this.loop = loop;
            this.isLast = isLast;
            this.inForce = inForce;
        }

        @Override
        public void durable() {
            if (isLast) gateway.barrier().pass(loop, () -> inForce.complete(null));
        }

        @Override
        public void refused() {
            inForce.completeExceptionally(full());
        }
    }
}
