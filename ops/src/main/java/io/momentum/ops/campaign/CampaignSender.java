package io.momentum.ops.campaign;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.path.CampaignRules;
import io.momentum.ops.care.Campaigns;
import io.momentum.ops.care.Campaigns.Row;
import io.momentum.ops.care.Care;
import io.momentum.store.fact.CareFact.CampaignStage;
import io.momentum.store.index.Index;
import io.momentum.store.suppression.SuppressionList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what campaigns are to send. Its thread, {@code momentum-campaigns}, holds nothing that the rows do not hold: which
 * campaigns run, and which of their recipients have no message yet, is read from them. A recipient gets one when its message,
 * and in the same trip to the disk the fact that it is this recipient's, is durable. So after a crash it goes on with those
 * that have none, wherever it was stopped.
 */
public final class CampaignSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CampaignSender.class);
    private static final long LOOK_AGAIN_NANOS = 250_000_000;
    private static final long PARK_NANOS = 20_000_000;
    private static final int CAMPAIGNS_MAX = 10_000;

    private final Gateway gateway;
    private final SuppressionList suppressions;
    private final Index index;
    private final Care care;
    private final CampaignOrders orders;
    private final Map<String, CampaignRun> runs = new HashMap<>();
    private final Thread thread = new Thread(this::work, "momentum-campaigns");
    private volatile boolean stopping;
    private volatile boolean changed = true;

    public CampaignSender(Gateway gateway, SuppressionList suppressions, Index index, Care care) {
        this.gateway = gateway;
        this.suppressions = suppressions;
        this.index = index;
        this.care = care;
        orders = new CampaignOrders(care, this::wake);
    }

    public CampaignOrders orders() {
        return orders;
    }

    public void start() {
        thread.start();
    }

    /** Something is different in the rows, or an answer has come. Any thread. */
    private void wake() {
        changed = true;
        LockSupport.unpark(thread);
    }

    private void work() {
        long lookedNanos = System.nanoTime();
        while (!stopping) {
            try {
                long now = System.nanoTime();
                if (changed || now - lookedNanos > LOOK_AGAIN_NANOS) {
                    changed = false;
                    lookedNanos = now;
                    look();
                }
                boolean busy = false;
                for (CampaignRun run : runs.values()) busy |= step(run);
                if (!busy) LockSupport.parkNanos(this, PARK_NANOS);
            } catch (RuntimeException e) {
                LOG.error("Campaigns have stumbled and go on", e);
                LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
            }
        }
    }

    /** What one stumbles at is its own: the others go on. */
    private static boolean step(CampaignRun run) {
        try {
            return run.step();
        } catch (RuntimeException e) {
            run.fail(e);
            return false;
        }
    }

    /** Which campaigns are to be sent now, and which rules tell theirs among what ESMEs submit. */
    private void look() {
        List<Row> all = Campaigns.list(care.rows(), "", CAMPAIGNS_MAX);
        CampaignRules rules = MatchRules.of(all);
        gateway.submitPath().tagBy(rules);
        Set<String> running = new HashSet<>();
        for (Row row : all) {
            if (row.stage() != CampaignStage.RUNNING) continue;
            running.add(row.name());
            // What was submitted in this run of the process is remembered by it: it is kept while the campaign pauses.
            runs.computeIfAbsent(row.name(), this::run).take(row);
        }
        runs.forEach((name, run) -> {
            if (!running.contains(name)) run.rest();
        });
    }

    private CampaignRun run(String campaign) {
        return new CampaignRun(
                campaign, new Outlet(gateway, suppressions, index), care, orders, () -> LockSupport.unpark(thread));
    }

    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
