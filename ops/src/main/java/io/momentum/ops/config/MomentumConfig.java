package io.momentum.ops.config;

import io.momentum.gateway.GatewayConfig;
import io.momentum.gateway.record.RecorderConfig;
import io.momentum.ops.api.AdminConfig;
import io.momentum.ops.followup.FollowupConfig;
import io.momentum.ops.inbox.InboxConfig;
import io.momentum.ops.log.LogConfig;
import io.momentum.ops.metrics.MetricsConfig;
import io.momentum.ops.retention.RetentionConfig;
import io.momentum.ops.webhook.WebhookConfig;
import io.momentum.store.journal.DiskMarks;
import io.momentum.store.journal.Durability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that the process is told.
 *
 * @param dataDir journal and index
 * @param disk when the disk of {@code dataDir} counts as full
 * @param host 0 to 255, different on every host: part of each message id
 * @param keepUnmatched how long a receipt is kept that has found no message
 * @param retention how long messages are kept
 * @param webhooks subscriptions to events, each with a name of its own
 * @param log how the process logs
 * @param signingKey the key that signs evidence, in PEM; empty where one is made
 */
public record MomentumConfig(
        Path dataDir,
        Durability durability,
        DiskMarks disk,
        int host,
        GatewayConfig gateway,
        AdminConfig admin,
        InboxConfig inbox,
        MetricsConfig metrics,
        RecorderConfig recorder,
        Duration keepUnmatched,
        RetentionConfig retention,
        FollowupConfig followup,
        List<WebhookConfig> webhooks,
        Optional<String> signingKey,
        LogConfig log) {

    /** Without the key. */
    @Override
    public String toString() {
        return "configuration of " + dataDir;
    }

    /** A subscriber's phone may be off for days, and people need some to correct a profile. */
    public static final Duration KEEP_UNMATCHED = Duration.ofDays(7);
}
