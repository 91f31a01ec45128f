package io.momentum.store.journal;

/** What an acknowledged fact survives. */
public enum Durability {
    /** Synced to the disk before it counts as durable: survives a loss of power. */
    SYNC,
    /** Written to the page cache: survives a killed process, not a killed host. */
    PAGE_CACHE
}
