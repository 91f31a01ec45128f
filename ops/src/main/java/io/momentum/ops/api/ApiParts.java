package io.momentum.ops.api;

import io.momentum.gateway.Gateway;
import io.momentum.ops.backup.Backups;
import io.momentum.ops.campaign.CampaignSender;
import io.momentum.ops.care.Care;
import io.momentum.ops.evidence.Evidence;
import io.momentum.ops.learning.Learning;
import io.momentum.ops.report.Kpis;
import io.momentum.ops.retention.Retention;
import io.momentum.ops.webhook.Webhooks;
import io.momentum.store.index.Index;
import io.momentum.store.journal.Journal;
import io.momentum.store.suppression.SuppressionList;

/** What the API works on. */
public record ApiParts(
        Gateway gateway,
        Journal journal,
        SuppressionList suppressions,
        Index index,
        Care care,
        Learning learning,
        CampaignSender campaigns,
        Webhooks webhooks,
        Kpis kpis,
        Evidence evidence,
        Backups backups,
        Retention retention,
        Reloading reloading) {}
