package io.momentum.ops.metrics;

import io.momentum.gateway.Gateway;
import io.momentum.ops.api.ApiCounters;
import io.momentum.ops.care.Care;
import io.momentum.ops.care.CareCounters;
import io.momentum.ops.evidence.Evidence;
import io.momentum.ops.retention.Retention;
import io.momentum.ops.webhook.Webhooks;
import io.momentum.store.index.Index;
import io.momentum.store.index.Projector;
import io.momentum.store.journal.ChronicleJournal;
import io.momentum.store.suppression.SuppressionList;
import java.nio.file.Path;

/** What is measured. */
public record MetricsParts(
        String version,
        Path dataDir,
        Gateway gateway,
        ChronicleJournal journal,
        Index index,
        Projector projector,
        SuppressionList suppressions,
        Evidence evidence,
        Care care,
        CareCounters careCounters,
        ApiCounters api,
        Webhooks webhooks,
        Retention retention,
        Reloads reloads) {}
