package io.momentum.ops.webhook;

import io.momentum.ops.event.Event;
import io.momentum.ops.event.EventId;
import io.momentum.ops.event.Events;
import io.momentum.ops.event.TypeFilter;
import io.momentum.store.index.Index;
import io.momentum.store.journal.Journal;
import io.momentum.store.journal.JournalReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The log of events for whoever asks: the same events with the same ids as webhooks bring. Any thread that may block. */
public final class EventLog {

    /** A page looks through no more facts than this, however rare the wanted events are. */
    private static final long FACTS_MAX = 200_000;

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Journal journal;
    private final Index index;
    private final String source;

    EventLog(Journal journal, Index index, String source) {
        this.journal = journal;
        this.index = index;
        this.source = source;
    }

    /**
     * Some of the events.
     *
     * @param next all events up to this one have been seen: where the next page goes on
     */
    public record Page(List<Event> events, long next) {}

    /** Who tells the events. */
    public String source() {
        return source;
    }

    /** Behind all that can be read now. */
    public long end() {
        return lastOf(index.lastSequence());
    }

    /** Whether an id is of an event that this journal does not have: of another one, as before a restore. */
    public boolean isAhead(long id) {
        return EventId.sequence(id) - 1 > journal.durableSequence();
    }

    /**
     * Reads on.
     *
     * @param after the last event that was seen, 0 for none
     * @param wait how long to wait where there is nothing new; zero for not at all
     */
    public Page page(long after, int limit, TypeFilter wanted, Duration wait) {
        long deadline = System.nanoTime() + wait.toNanos();
        List<Event> events = new ArrayList<>();
        long begin = Math.max(0, EventId.sequence(after) - 1);
        if (isAhead(after)) throw new IllegalArgumentException("no event of this journal is so late");
        try (var feed = new EventFeed(journal, index, begin, wanted)) {
            while (true) {
                for (Event event : feed.next()) {
                    if (event.id() <= after) continue;
                    if (events.size() == limit)
                        return new Page(events, events.getLast().id());
                    events.add(event);
                }
                long next = Math.max(after, lastOf(feed.position()));
                boolean hasMore = feed.position() < index.lastSequence();
                if (feed.facts() >= FACTS_MAX || events.size() == limit) return new Page(events, next);
                if (hasMore) continue;
                if (!events.isEmpty()
                        || System.nanoTime() - deadline >= 0
                        || Thread.currentThread().isInterrupted()) return new Page(events, next);
                LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
            }
        }
    }

    /** Reads one event again; empty where there is none of this id. */
    public Optional<Event> find(long id) {
        long sequence = EventId.sequence(id);
        if (sequence < 1 || sequence > index.lastSequence()) return Optional.empty();
        try (JournalReader reader = journal.read(sequence)) {
            List<Event> events = new ArrayList<>();
            reader.poll(1, (number, fact, position) -> {
                if (number == sequence)
                    events.addAll(Events.of(sequence, fact, new IndexedSurroundings(index, reader)));
            });
            return events.stream().filter(event -> event.id() == id).findFirst();
        }
    }

    /** When a fact happened, in microseconds since 1970; empty where it is not in the journal. */
    OptionalLong timeOf(long sequence) {
        if (sequence < 1 || sequence > journal.durableSequence()) return OptionalLong.empty();
        long[] at = new long[1];
        try (JournalReader reader = journal.read(sequence)) {
            reader.poll(1, (number, fact, position) -> {
                if (number == sequence) at[0] = fact.atMicros();
            });
        }
        return at[0] == 0 ? OptionalLong.empty() : OptionalLong.of(at[0]);
    }

    /** The largest number that an event of a fact can have. */
    private static long lastOf(long sequence) {
        return EventId.first(sequence + 1) - 1;
    }
}
