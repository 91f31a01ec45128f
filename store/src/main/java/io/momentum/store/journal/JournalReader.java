package io.momentum.store.journal;

import io.momentum.store.fact.Fact;

/** Reads the journal in order. Owned by one thread. */
public interface JournalReader extends AutoCloseable {

    /** Takes one fact with its sequence number and its place. The place is valid only during the call. */
    @FunctionalInterface
    interface Sink {
        void accept(long sequence, Fact fact, Position position);

        /** All facts up to a sequence that were not handed over have gone: they were older than is kept. */
        default void passedOver(long lastSequence) {}
    }

    /**
     * Hands over up to about {@code max} facts (whole documents) that are durable by now.
     *
     * <p>Sequences have no gap but where old facts have gone, which the sink is told.
     *
     * @return how many; 0 when the reader has caught up
     */
    int poll(int max, Sink sink);

    /** Reads one fact again by its place. */
    Fact at(Position position);

    @Override
    void close();
}
