package io.momentum.ops.optout;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.net.Loop;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.OptOutHeld;
import io.momentum.store.index.Index;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.Msisdn;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes the numbers about which nobody has said in time whether they opted out. The deadline is in the journal, so a restart
 * neither prolongs nor forgets it. Its one thread, {@code momentum-reviews}, reads the index and waits for the journal.
 */
public final class OverdueReviews implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OverdueReviews.class);
    private static final long EVERY_MILLIS = 1_000;
    private static final long IN_FORCE_SECONDS = 30;
    private static final int AT_ONCE = 500;

    private final Index index;
    private final SuppressionList list;
    private final SuppressionChanges changes;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "momentum-reviews"));

    public OverdueReviews(Gateway gateway, Index index, SuppressionList list) {
        this.index = index;
        this.list = list;
        changes = new SuppressionChanges(gateway, () -> new IllegalStateException("the journal takes nothing now"));
    }

    public void start() {
        thread.scheduleWithFixedDelay(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            for (OptOutHeld held : index.optOuts().overdue(Loop.clockMicros(), AT_ONCE)) {
                // The list is told at once, the index a little later.
                if (list.isHeld(held.digits(), held.scope())) close(held);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.error("An opt-out that nobody looked at in time is closed with the next look", e);
        }
    }

    private void close(OptOutHeld held) throws InterruptedException, ExecutionException, TimeoutException {
        List<Fact> facts = Decisions.overdue(held, Loop.clockMicros());
        changes.enforce(held.digits(), facts).get(IN_FORCE_SECONDS, TimeUnit.SECONDS);
        LOG.info("{} is closed in {}: nobody looked in time", Msisdn.masked(held.digits()), held.scope());
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) LOG.warn("A review has not ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
