package io.momentum.gateway.path;

import io.momentum.gateway.policy.Category;
import io.momentum.store.suppression.Purpose;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a message is for. Its account says what it may send; a campaign can only ask for the stricter treatment, since whoever
 * makes one could call it anything.
 */
public final class Purposes {

    private static final List<String> STRICTEST_FIRST = List.of("marketing", "collections", "notification");

    private Purposes() {}

    /** Of a message that belongs to no campaign, or to one. */
    public static Purpose of(Category account, @Nullable Purpose campaign) {
        Purpose own = new Purpose(account.name().toLowerCase(Locale.ROOT), "");
        if (campaign == null) return own;
        int strictness = Math.min(rank(own), rank(campaign));
        return new Purpose(STRICTEST_FIRST.get(strictness), campaign.program());
    }

    private static int rank(Purpose purpose) {
        return Math.max(0, STRICTEST_FIRST.indexOf(purpose.category()));
    }
}
