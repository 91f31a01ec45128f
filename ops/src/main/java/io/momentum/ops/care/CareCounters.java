package io.momentum.ops.care;

import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.Conversation.Clock;
import io.momentum.store.count.Histogram;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ClockMove;
import io.momentum.store.fact.CareFact.ClockMoved;
import io.momentum.store.fact.CareFact.ConversationClosed;
import io.momentum.store.fact.CareFact.ConversationEscalated;
import io.momentum.store.fact.CareFact.ConversationOpened;
import io.momentum.store.fact.CareFact.ConversationReopened;
import io.momentum.store.fact.CareFact.ReplyClassified;
import io.momentum.store.fact.CareFact.ReplyJoined;
import io.momentum.store.fact.Fact;
import io.momentum.store.index.Follower.Tagged;
import io.momentum.store.index.Shelf;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What follow-up has done since the process started, what it took up at its start included. The projector counts, any thread
 * reads; another watches behind it.
 */
public final class CareCounters implements CareWatch {

    /** Names of clocks, as the facts have them. */
    public static final String FIRST_RESPONSE = "first_response";

    private final CareWatch next;
    private final LongAdder opened = new LongAdder();
    private final LongAdder reopened = new LongAdder();
    private final LongAdder escalated = new LongAdder();
    private final LongAdder replies = new LongAdder();
    private final Map<String, LongAdder> labels = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> closed = new ConcurrentHashMap<>();
    private final Map<Deadline, LongAdder> breached = new ConcurrentHashMap<>();
    private final Map<Deadline, LongAdder> met = new ConcurrentHashMap<>();
    private final Map<String, Histogram> firstResponses = new ConcurrentHashMap<>();

    /**
     * Response times are counted by this.
     *
     * @param team empty for none
     * @param clock as facts name it
     */
    public record Deadline(String team, String clock) {}

    public CareCounters(CareWatch next) {
        this.next = next;
    }

    @Override
    public void conversation(@Nullable Conversation before, CareFact fact, Conversation after, Shelf.Writable rows) {
        switch (fact) {
            case ConversationOpened _ -> opened.increment();
            case ConversationReopened _ -> reopened.increment();
            case ConversationEscalated _ -> escalated.increment();
            case ReplyJoined f when f.duplicateOf() == 0 -> replies.increment();
            case ReplyClassified f -> count(labels, f.label());
            case ConversationClosed f -> count(closed, f.outcome());
            case ClockMoved f when before != null -> moved(f, before);
            default -> {
                // It is not counted.
            }
        }
        next.conversation(before, fact, after, rows);
    }

    /** A clock counts once: late when it is found late, whatever comes then; else in time when it stops. */
    private void moved(ClockMoved f, Conversation before) {
        Clock clock = before.clock(f.clock());
        boolean wasLate = clock != null && clock.breached();
        String team = before.ownership().team();
        var deadline = new Deadline(team, f.clock());
        if (f.move() == ClockMove.BREACHED && !wasLate) count(breached, deadline);
        if (f.move() != ClockMove.STOPPED) return;
        if (!wasLate) count(met, deadline);
        if (f.clock().equals(FIRST_RESPONSE)) firstResponses(team).add(f.wallMillis() * 1_000_000);
    }

    private static <K> void count(Map<K, LongAdder> counters, K key) {
        counters.computeIfAbsent(key, each -> new LongAdder()).increment();
    }

    /** From a reply to the first answer of a person, by team. */
    public Histogram firstResponses(String team) {
        return firstResponses.computeIfAbsent(team, each -> Histogram.ofDelivery());
    }

    @Override
    public void message(Tagged message, boolean isFirst, String word, String code, Shelf.Writable rows) {
        next.message(message, isFirst, word, code, rows);
    }

    @Override
    public void aside(Fact fact, Shelf.Writable rows) {
        next.aside(fact, rows);
    }

    @Override
    public void committing(Shelf.Writable rows) {
        next.committing(rows);
    }

    public long opened() {
        return opened.sum();
    }

    public long reopened() {
        return reopened.sum();
    }

    /** How often somebody higher was told. */
    public long escalated() {
        return escalated.sum();
    }

    /** Messages of subscribers that came into a conversation, repetitions left out. */
    public long replies() {
        return replies.sum();
    }

    /** Replies by what they were taken for. */
    public Map<String, Long> labels() {
        return sums(labels);
    }

    /** Closed conversations by their outcome. */
    public Map<String, Long> closed() {
        return sums(closed);
    }

    public long breached(Deadline deadline) {
        LongAdder count = breached.get(deadline);
        return count == null ? 0 : count.sum();
    }

    public long met(Deadline deadline) {
        LongAdder count = met.get(deadline);
        return count == null ? 0 : count.sum();
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counters) {
        Map<String, Long> sums = new TreeMap<>();
        counters.forEach((key, count) -> sums.put(key, count.sum()));
        return sums;
    }
}
