package io.momentum.store.journal;

import io.momentum.store.fact.Fact;

/**
 * Sees every durable fact, in order, before anybody who waits for it hears of it. Called on the journal's thread, which all
 * messages pass: hand over or do a few nanoseconds of work. An exception stops the journal.
 */
@FunctionalInterface
public interface FactObserver {

    FactObserver NONE = (sequence, fact) -> {};

    void durable(long sequence, Fact fact);

    /** Called once after the facts of a group: the place to wake up whoever reads the journal. */
    default void groupDurable(long lastSequence) {}
}
