package io.momentum.ops.webhook;

import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.DeliveryFailed;
import io.momentum.store.fact.CareFact.WebhookStage;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What one subscription has done since the process began, and where it stands. Any thread reads. */
public final class WebhookCounters {

    private final LongAdder delivered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder dead = new LongAdder();
    private volatile Standing standing = new Standing(WebhookStage.ACTIVE, 0, 0, false);

    /**
     * Where it stands.
     *
     * @param isDown whether its receiver counts as down
     */
    public record Standing(WebhookStage stage, long cursor, int waiting, boolean isDown) {}

    void attempted(boolean acknowledged, int attempt, List<CareFact> facts) {
        (acknowledged ? delivered : failed).increment();
        if (attempt > 1) retried.increment();
        if (facts.stream().anyMatch(fact -> fact instanceof DeliveryFailed f && f.nextMicros() == 0)) dead.increment();
    }

    void stands(WebhookStage stage, long cursor, int waiting, boolean isDown) {
        Standing now = standing;
        if (now.stage() == stage && now.cursor() == cursor && now.waiting() == waiting && now.isDown() == isDown)
            return;
        standing = new Standing(stage, cursor, waiting, isDown);
    }

    public Standing standing() {
        return standing;
    }

    /** Events acknowledged. */
    public long delivered() {
        return delivered.sum();
    }

    /** Attempts that failed. */
    public long failed() {
        return failed.sum();
    }

    /** Attempts that were not the first. */
    public long retried() {
        return retried.sum();
    }

    /** Events given up. */
    public long dead() {
        return dead.sum();
    }
}
