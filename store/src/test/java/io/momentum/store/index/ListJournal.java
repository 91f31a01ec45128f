package io.momentum.store.index;

import io.momentum.store.fact.Fact;
import io.momentum.store.journal.FactBatch;
import io.momentum.store.journal.Journal;
import io.momentum.store.journal.JournalReader;
import io.momentum.store.journal.Position;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A journal in memory: what is offered is durable at once. */
final class ListJournal implements Journal {

    private final List<Fact> facts = new CopyOnWriteArrayList<>();

    /** Adds facts and says the sequence number of the last. */
    long add(Fact... more) {
        facts.addAll(List.of(more));
        return facts.size();
    }

    void addAll(List<Fact> more) {
        facts.addAll(more);
    }

    @Override
    public boolean offer(FactBatch batch) {
        facts.addAll(batch.facts());
        if (batch.executor() != null && batch.onDurable() != null)
            batch.executor().execute(batch.onDurable());
        return true;
    }

    @Override
    public long durableSequence() {
        return facts.size();
    }

    @Override
    public JournalReader read(long fromSequence) {
        return new JournalReader() {
            private long next = fromSequence;

            @Override
            public int poll(int max, Sink sink) {
                int count = 0;
                for (; count < max && next <= facts.size(); count++, next++) {
                    sink.accept(next, facts.get((int) next - 1), new Position(1, next, 0));
                }
                return count;
            }

            @Override
            public Fact at(Position position) {
                return facts.get((int) position.index() - 1);
            }

            @Override
            public void close() {
                next = Long.MAX_VALUE;
            }
        };
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
