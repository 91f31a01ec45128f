package io.momentum.ops.report;

import io.momentum.store.fact.Fact;
import io.momentum.store.journal.FactBatch;
import io.momentum.store.journal.Journal;
import io.momentum.store.journal.JournalReader;
import io.momentum.store.journal.PassedIds;
import io.momentum.store.journal.Position;

/** A journal up to the last fact before the first that is later than an instant. It takes nothing in. */
final class JournalUpTo implements Journal {

    private final Journal journal;
    private final long atMicros;

    JournalUpTo(Journal journal, long atMicros) {
        this.journal = journal;
        this.atMicros = atMicros;
    }

    @Override
    public boolean offer(FactBatch batch) {
        return false;
    }

    @Override
    public long durableSequence() {
        return journal.durableSequence();
    }

    @Override
    public PassedIds passedIds(long afterSequence) {
        return journal.passedIds(afterSequence);
    }

    @Override
    public JournalReader read(long fromSequence) {
        JournalReader reader = journal.read(fromSequence);
        return new JournalReader() {
            private boolean over;

            @Override
            public int poll(int max, Sink sink) {
                if (over) return 0;
                int[] before = new int[1];
                reader.poll(max, new Sink() {
                    @Override
                    public void accept(long sequence, Fact fact, Position position) {
                        over |= fact.atMicros() > atMicros;
                        if (over) return;
                        before[0]++;
                        sink.accept(sequence, fact, position);
                    }

                    @Override
                    public void passedOver(long lastSequence) {
                        if (!over) sink.passedOver(lastSequence);
                    }
                });
                return before[0];
            }

            @Override
            public Fact at(Position position) {
                return reader.at(position);
            }

            @Override
            public void close() {
                reader.close();
            }
        };
    }

    @Override
    public boolean isOpen() {
        return false;
    }

    @Override
    public void close() {
        // It is another's.
    }
}
