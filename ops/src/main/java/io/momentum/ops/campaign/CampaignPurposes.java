package io.momentum.ops.campaign;

import io.momentum.ops.care.Campaigns;
import io.momentum.store.index.Shelf;
import io.momentum.store.suppression.Purpose;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What campaigns are for, by their names: for messages of theirs that a start takes up. Owned by the thread that asks. */
public final class CampaignPurposes {

    private final Shelf rows;
    private final Map<String, Purpose> known = new HashMap<>();

    public CampaignPurposes(Shelf rows) {
        this.rows = rows;
    }

    /** Null for a message of no campaign, and for one of a campaign that nobody knows: its account says what it is for. */
    public @Nullable Purpose of(String campaign) {
        if (campaign.isEmpty()) return null;
        Purpose purpose = known.get(campaign);
        if (purpose == null) {
            purpose = Campaigns.find(rows, campaign)
                    .map(row -> DefinitionJson.parse(row.definition()).purpose())
                    .orElse(null);
            if (purpose != null) known.put(campaign, purpose);
        }
        return purpose;
    }
}
