package io.momentum.gateway.wire;

import io.momentum.store.journal.FactBatch;
import io.momentum.store.journal.Journal;
import io.momentum.store.journal.JournalReader;
import java.util.ArrayDeque;
import java.util.Queue;

/** A journal that can be made slow (batches wait until released) or full (batches are refused). Any thread. */
final class HeldJournal implements Journal {

    private final Journal journal;
    private final Queue<FactBatch> held = new ArrayDeque<>();
    private boolean holding;
    private boolean full;

    HeldJournal(Journal journal) {
        this.journal = journal;
    }

    synchronized void hold() {
        holding = true;
    }

    /** Lets later batches by; those that wait go on waiting. */
    synchronized void passOthers() {
        holding = false;
    }

    synchronized void release() {
        holding = false;
        for (FactBatch batch = held.poll(); batch != null; batch = held.poll()) {
            if (!journal.offer(batch)) throw new IllegalStateException("the journal behind is full");
        }
    }

    synchronized int heldBatches() {
        return held.size();
    }

    synchronized void full(boolean isFull) {
        full = isFull;
    }

    @Override
    public synchronized boolean offer(FactBatch batch) {
        if (full) return false;
        return holding ? held.add(batch) : journal.offer(batch);
    }

    @Override
    public long durableSequence() {
        return journal.durableSequence();
    }

    @Override
    public JournalReader read(long fromSequence) {
        return journal.read(fromSequence);
    }

    @Override
    public boolean isOpen() {
        return journal.isOpen();
    }

    @Override
    public void close() {
        journal.close();
    }
}
