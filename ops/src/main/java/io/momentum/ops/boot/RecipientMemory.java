package io.momentum.ops.boot;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.carrier.PolicyCheck;
import io.momentum.store.index.PolicyMemory;

/**
 * Takes up what rules for recipients go by, so that a restart forgets nothing of it: what counts for caps, who has written and may be
 * answered, and who lets messages leave whatever the rules say. It reads back as far as the longest rule looks; what it keeps is
 * bounded as it always is.
 */
public final class RecipientMemory {

    private RecipientMemory() {}

    /** Before any message is decided about. */
    public static void restore(Gateway gateway, PolicyMemory memory, long nowMicros) {
        memory.waivers(gateway::takeUp);
        PolicyCheck policies = gateway.policies();
        if (!policies.isNeeded()) return;
        long since = nowMicros - policies.lookBack().toNanos() / 1_000;
        memory.allowedSince(since, policies::restore);
        memory.wroteSince(since, policies::wrote);
    }
}
