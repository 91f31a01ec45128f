package io.momentum.ops.api;

/** What the bearer of a token may do; each may all that the one before it may. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Sends, suppresses, answers; enables and disables carriers. */
    OPERATOR,
    /** Reloads the configuration, erases contacts, reads the audit. */
    ADMIN;

    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }
}
