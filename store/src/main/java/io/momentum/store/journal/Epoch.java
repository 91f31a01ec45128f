package io.momentum.store.journal;

/**
 * One start of the process, and the facts it wrote.
 *
 * @param number from 1, never used again
 * @param firstSequence the sequence of its first fact, were there one
 * @param lastSequence the sequence of its last fact, {@code firstSequence - 1} if it wrote none, {@link #OPEN} while it is
 *     being written or was not closed
 */
record Epoch(int number, long firstSequence, long lastSequence) {

    static final long OPEN = Long.MAX_VALUE;

    boolean isOpen() {
        return lastSequence == OPEN;
    }

    boolean holds(long sequence) {
        return firstSequence <= sequence && sequence <= lastSequence;
    }

    Epoch sealed(long last) {
        return new Epoch(number, firstSequence, last);
    }
}
