package io.momentum.ops.followup.match;

import java.util.Locale;

/** What is known of a conversation, and what rules may ask for. */
public enum Dimension {
    TEAM,
    ZONE,
    BRANCH,
    LIST,
    STAGE,
    ROLE,
    LANGUAGE,
    LABEL,
    CAMPAIGN,
    ACCOUNT;

    /** As it is written: {@code zone}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
