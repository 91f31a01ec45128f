package io.momentum.store.journal;

import io.momentum.store.fact.Fact;

/** Reads the journal in order. Owned by one thread. */
public interface JournalReader extends AutoCloseable {

    /** Takes one fact with its sequence number and its place. The place is valid only during the call. */
    @FunctionalInterface
    interface Sink {
        void accept(long sequence, Fact fact, Position position);
    }

    /**
     * Hands over up to about {@code max} facts (whole documents) that are durable by now.
     *
     * @return how many; 0 when the reader has caught up
     */
    int poll(int max, Sink sink);

    /** Reads one fact again by its place. */
    Fact at(Position position);

    @Override
    void close();
}
