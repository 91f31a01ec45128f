package io.momentum.ops.kpi;

import io.momentum.store.fact.Fact;
import io.momentum.store.journal.FactBatch;
import io.momentum.store.journal.Journal;
import io.momentum.store.journal.JournalReader;
import io.momentum.store.journal.Position;
import java.util.List;

/**
 * A journal of given facts.
 *
 * @param atOnce how many a poll hands over at most
 */
public record FactJournal(List<Fact> facts, int atOnce) implements Journal {

    public FactJournal(List<Fact> facts) {
        this(facts, Integer.MAX_VALUE);
    }

    @Override
    public boolean offer(FactBatch batch) {
        return false;
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
                for (; count < Math.min(max, atOnce) && next <= facts.size(); count++, next++) {
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
