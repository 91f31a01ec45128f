package io.momentum.ops.inbox;

import java.util.List;

/** All pages, in the menu's order: one line for each group. */
final class Sections {

    private Sections() {}

    static List<Section> all() {
        return List.of(
                new QueuePages(),
                new ViewPages(),
                new ConversationPages(),
                new CampaignPages(),
                new OverviewPages(),
                new SuppressionPages(),
                new ServicePages(),
                new WebhookPages(),
                new AuditPages(),
                new PreferencePages(),
                new BulkPages(),
                new LivePages());
    }
}
