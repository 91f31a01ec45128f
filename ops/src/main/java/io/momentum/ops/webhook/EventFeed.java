package io.momentum.ops.webhook;

import io.momentum.ops.event.Event;
import io.momentum.ops.event.Events;
import io.momentum.ops.event.TypeFilter;
import io.momentum.store.fact.Fact;
import io.momentum.store.index.Index;
import io.momentum.store.journal.Journal;
import io.momentum.store.journal.JournalReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads events from one place of the journal on, as far as the index has come: an event is told when all that it speaks of can
 * be looked up. Keeps at most one read of the journal in memory. Owned by one thread.
 */
final class EventFeed implements AutoCloseable {

    private static final int FACTS_AT_A_TIME = 512;
    private static final int EVENTS_AT_A_TIME = 64;

    private record Read(long sequence, Fact fact) {}

    private final Index index;
    private final TypeFilter wanted;
    private final JournalReader reader;
    private final IndexedSurroundings around;
    private final ArrayDeque<Read> read = new ArrayDeque<>();
    private long readUpTo;
    private long facts;

    /** @param after the events of the facts behind this one */
    EventFeed(Journal journal, Index index, long after, TypeFilter wanted) {
        this.index = index;
        this.wanted = wanted;
        reader = journal.read(after + 1);
        around = new IndexedSurroundings(index, reader);
        readUpTo = after;
    }

    /** The next events; none where there are none yet, or where what was read has none. */
    List<Event> next() {
        if (read.isEmpty()) {
            facts += reader.poll(FACTS_AT_A_TIME, (sequence, fact, position) -> {
                readUpTo = sequence;
                if (Events.concern(fact, wanted)) read.add(new Read(sequence, fact));
            });
        }
        List<Event> events = new ArrayList<>();
        long known = index.lastSequence();
        while (!read.isEmpty() && read.element().sequence() <= known && events.size() < EVENTS_AT_A_TIME) {
            Read next = read.remove();
            for (Event event : Events.of(next.sequence(), next.fact(), around)) {
                if (wanted.wants(event.type())) events.add(event);
            }
        }
        return events;
    }

    /** All events of the facts up to here have been given out. */
    long position() {
        return read.isEmpty() ? readUpTo : read.element().sequence() - 1;
    }

    /** How many facts it has read. */
    long facts() {
        return facts;
    }

    @Override
    public void close() {
        reader.close();
    }
}
