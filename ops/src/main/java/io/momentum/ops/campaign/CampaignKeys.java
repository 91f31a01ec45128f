package io.momentum.ops.campaign;

/** The idempotency keys of campaigns' messages, by which a recipient is known to have been written to. Theirs alone. */
public final class CampaignKeys {

    static final String PREFIX = "campaign/";

    private CampaignKeys() {}

    /** Whether a key is one that a campaign gives its messages: nobody else may use it. */
    public static boolean has(String key) {
        return key.startsWith(PREFIX);
    }
}
