package io.momentum.gateway.policy;

/** What a message is about, as far as rules tell them apart. */
public enum Category {
    MARKETING,
    NOTIFICATION,
    COLLECTIONS
}
