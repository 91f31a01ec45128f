package io.momentum.gateway.policy;

import io.momentum.gateway.policy.Ask.Waiver;
import io.momentum.store.fact.PolicyFact.PolicyWaived;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who lets which message or campaign leave whatever the packs say: the fold of {@link PolicyWaived}. None of it opens the door to a
 * number that opted out: that is not asked here. Few, each by a person's hand and for a time. Any thread.
 */
public final class Waivers {

    private final Map<Long, PolicyWaived> ofMessages = new ConcurrentHashMap<>();
    private final Map<String, PolicyWaived> ofCampaigns = new ConcurrentHashMap<>();

    /** Takes a fact in; one that ends at once takes an earlier one back. */
    public void apply(PolicyWaived f) {
        boolean isOver = f.untilMicros() <= f.atMicros();
        if (f.mtId() != 0) put(ofMessages, f.mtId(), f, isOver);
        else put(ofCampaigns, f.campaign(), f, isOver);
    }

    private static <K> void put(Map<K, PolicyWaived> waived, K key, PolicyWaived f, boolean isOver) {
        waived.values().removeIf(each -> each.untilMicros() <= f.atMicros());
        if (isOver) waived.remove(key);
        else waived.put(key, f);
    }

    /** Who lets a message leave now; null where nobody does. */
    public @Nullable Waiver of(long mtId, String campaign, long nowMicros) {
        if (ofMessages.isEmpty() && ofCampaigns.isEmpty()) return null;
        PolicyWaived waived = ofMessages.get(mtId);
        if (waived == null || waived.untilMicros() <= nowMicros) waived = ofCampaigns.get(campaign);
        if (waived == null || waived.untilMicros() <= nowMicros) return null;
        return new Waiver(waived.actor(), waived.reason());
    }
}
