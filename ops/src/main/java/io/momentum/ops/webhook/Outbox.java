package io.momentum.ops.webhook;

import io.momentum.ops.event.Event;
import io.momentum.ops.event.EventId;
import io.momentum.ops.webhook.WebhookRows.State;
import io.momentum.ops.webhook.WebhookRows.Undelivered;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.DeliveryFailed;
import io.momentum.store.fact.CareFact.EventsDelivered;
import io.momentum.store.fact.CareFact.EventsHeld;
import io.momentum.store.fact.CareFact.WebhookMoved;
import io.momentum.store.fact.CareFact.WebhookStage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: all that one subscription has under way, as a machine without clock and network. Events of one contact go
 * one after the other, those of different contacts side by side; one that fails holds up its own contact and nobody else.
 *
 * <p>An event is <em>fresh</em> until it is acknowledged or has failed: {@link #cursor} stays in front of the oldest fresh one,
 * so that a crash brings them again. One that failed, and what stands behind it, is <em>waiting</em>: a fact names it, and the
 * cursor passes it. At most {@value #FRESH_MAX} are fresh and {@value #WAITING_MAX} waiting; then nothing is read any more, and
 * the rest has room enough where it is, in the journal.
 *
 * <p>After {@value #FAILURES_MAX} failures without a success between them the receiver counts as down. Then only what is due is
 * tried again, one at a time, and now and then a fresh one to see whether it is back: an outage costs a handful of attempts, not
 * everybody's ten. When something gets through, all that waits is due at once.
 */
final class Outbox {

    static final int FRESH_MAX = 256;
    static final int WAITING_MAX = 10_000;
    static final int FAILURES_MAX = 3;

    private static final long PROBE_MIN_MICROS = 5_000_000;
    private static final long PROBE_MAX_MICROS = 300_000_000;
    /** The cursor is journalled at least every so many facts, so that a start does not read them all again. */
    private static final long CURSOR_FACTS = 20_000;

    private static final int WAITED_MAX = 500;
    private static final String SYSTEM = "system";

    /** An event that is owed. */
    static final class Entry {
        final long event;
        final long turn;
        private final @Nullable Event known;
        private int attempts;
        private long nextMicros;
        private boolean isWaiting;

        private Entry(long event, long turn, @Nullable Event known) {
            this.event = event;
            this.turn = turn;
            this.known = known;
        }

        /** The event itself where it was read by this process and has not failed. */
        Optional<Event> known() {
            return Optional.ofNullable(known);
        }

        int attempts() {
            return attempts;
        }
    }

    private static final Comparator<Entry> DUE =
            Comparator.<Entry>comparingLong(e -> e.nextMicros).thenComparingLong(e -> e.event);

    private final WebhookConfig config;
    private final Map<Long, ArrayDeque<Entry>> lines = new HashMap<>();
    private final Set<Long> waiting = new HashSet<>();
    private final TreeSet<Long> fresh = new TreeSet<>();
    private final ArrayDeque<Entry> ready = new ArrayDeque<>();
    private final PriorityQueue<Entry> due = new PriorityQueue<>(DUE);
    private final List<Long> waited = new ArrayList<>();
    private WebhookStage stage;
    private long readUpTo;
    private long journalledCursor;
    private int delivered;
    private int underWay;
    private int failures;
    private long pausedUntilMicros;
    private long paceMicros;
    private long probeAtMicros;
    private long probeGapMicros = PROBE_MIN_MICROS;

    /** @param left what an earlier process could not deliver */
    Outbox(WebhookConfig config, State state, List<Undelivered> left) {
        this.config = config;
        stage = state.stage();
        readUpTo = state.cursor();
        journalledCursor = state.cursor();
        takeUp(left);
    }

    /** Takes what is to be tried though the cursor is past it: what was left, and dead letters that are replayed. */
    void takeUp(List<Undelivered> left) {
        left.stream().sorted(Comparator.comparingLong(Undelivered::event)).forEach(row -> {
            if (!waiting.add(row.event())) return;
            var entry = new Entry(row.event(), row.turn(), null);
            entry.attempts = row.attempts();
            entry.nextMicros = row.nextMicros();
            entry.isWaiting = true;
            enter(entry);
        });
    }

    // ---- what is read

    /** Whether more may be read. */
    boolean hasRoom() {
        return stage == WebhookStage.ACTIVE && fresh.size() < FRESH_MAX && waiting.size() < WAITING_MAX;
    }

    /**
     * Takes events in their order.
     *
     * @param upTo the events of all facts up to this one have been given
     * @return what is to be journalled: those that have their turn behind one that failed
     */
    List<CareFact> take(List<Event> events, long upTo, long nowMicros) {
        List<Entry> held = new ArrayList<>();
        for (Event event : events) {
            if (waiting.contains(event.id()) || fresh.contains(event.id())) continue;
            var entry = new Entry(event.id(), event.turn(), event);
            if (isHeldUp(entry.turn)) {
                entry.isWaiting = true;
                waiting.add(entry.event);
                held.add(entry);
            } else {
                fresh.add(entry.event);
            }
            enter(entry);
        }
        readUpTo = upTo;
        return held.isEmpty() ? List.of() : List.of(held(held, nowMicros));
    }

    private boolean isHeldUp(long turn) {
        ArrayDeque<Entry> line = lines.get(turn);
        return line != null && line.element().isWaiting;
    }

    /** In the order of events: after a crash one may be read again that stood in front of those that wait. */
    private void enter(Entry entry) {
        ArrayDeque<Entry> line = lines.computeIfAbsent(entry.turn, turn -> new ArrayDeque<>());
        if (line.isEmpty() || line.getLast().event < entry.event) {
            line.add(entry);
        } else {
            List<Entry> sorted = new ArrayList<>(line);
            Entry head = sorted.removeFirst();
            sorted.add(entry);
            sorted.sort(Comparator.comparingLong(e -> e.event));
            line.clear();
            line.add(head);
            line.addAll(sorted);
        }
        if (line.size() == 1) offer(entry);
    }

    private void offer(Entry head) {
        if (head.isWaiting) due.add(head);
        else ready.add(head);
    }

    // ---- what goes out

    /** What is to be sent now; empty for nothing. It is under way until {@link #done} tells how it went. */
    Optional<Entry> next(long nowMicros) {
        boolean isDown = isDown();
        if (stage != WebhookStage.ACTIVE
                || nowMicros < pausedUntilMicros
                || nowMicros < paceMicros
                || underWay >= (isDown ? 1 : config.concurrency())) return Optional.empty();
        Entry entry = pick(nowMicros, isDown);
        if (entry == null) return Optional.empty();
        underWay++;
        if (config.ratePerSecond() > 0) paceMicros = nowMicros + 1_000_000L / config.ratePerSecond();
        return Optional.of(entry);
    }

    private @Nullable Entry pick(long nowMicros, boolean isDown) {
        Entry again = due.peek();
        if (again != null && again.nextMicros <= nowMicros) return due.poll();
        if (ready.isEmpty() || (isDown && nowMicros < probeAtMicros)) return null;
        if (isDown) probeLater(nowMicros);
        return ready.poll();
    }

    private void probeLater(long nowMicros) {
        probeAtMicros = nowMicros + probeGapMicros;
        probeGapMicros = Math.min(PROBE_MAX_MICROS, probeGapMicros * 2);
    }

    /** When {@link #next} may have something though nothing happens; the far future where it will not. */
    long nextMicros() {
        if (stage != WebhookStage.ACTIVE) return Long.MAX_VALUE;
        long again = due.isEmpty() ? Long.MAX_VALUE : due.element().nextMicros;
        long first = ready.isEmpty() ? Long.MAX_VALUE : isDown() ? probeAtMicros : 0;
        return Math.max(Math.min(again, first), Math.max(pausedUntilMicros, paceMicros));
    }

    /** Whether the receiver counts as down. */
    boolean isDown() {
        return failures >= FAILURES_MAX;
    }

    // ---- what came back

    /**
     * How an attempt went.
     *
     * @return what is to be journalled at once
     */
    List<CareFact> done(Entry entry, Reply reply, long nowMicros) {
        underWay--;
        if (reply.isAcknowledged()) {
            acknowledged(entry, nowMicros);
            return waited.size() >= WAITED_MAX ? progress(nowMicros) : List.of();
        }
        failures++;
        if (failures == FAILURES_MAX) probeLater(nowMicros);
        if (reply.isOverloaded() && reply.retryAfterMicros() > 0)
            pausedUntilMicros = nowMicros + Math.min(reply.retryAfterMicros(), Backoff.RETRY_AFTER_MAX_MICROS);
        List<CareFact> facts = new ArrayList<>(failed(entry, reply, nowMicros));
        if (reply.isGone()) {
            stage = WebhookStage.DISABLED;
            facts.add(new WebhookMoved(nowMicros, SYSTEM, config.name(), stage, -1, "the receiver says 410 Gone"));
        }
        return facts;
    }

    private void acknowledged(Entry entry, long nowMicros) {
        delivered++;
        if (entry.isWaiting) {
            waiting.remove(entry.event);
            waited.add(entry.event);
        } else {
            fresh.remove(entry.event);
        }
        leave(entry);
        if (isDown()) tryAllAgain(nowMicros);
        failures = 0;
        probeGapMicros = PROBE_MIN_MICROS;
    }

    private void tryAllAgain(long nowMicros) {
        List<Entry> all = new ArrayList<>(due);
        due.clear();
        for (Entry entry : all) entry.nextMicros = Math.min(entry.nextMicros, nowMicros);
        due.addAll(all);
    }

    private List<CareFact> failed(Entry entry, Reply reply, long nowMicros) {
        // Gone is no failure of the event: it is tried again when the subscription goes on.
        if (!reply.isGone()) entry.attempts++;
        OptionalLong next = config.backoff().next(entry.attempts, entry.event, nowMicros, reply.retryAfterMicros());
        var fact = new DeliveryFailed(
                nowMicros,
                SYSTEM,
                config.name(),
                entry.event,
                entry.turn,
                entry.attempts,
                next.orElse(0),
                reply.status(),
                reply.why());
        if (next.isEmpty()) {
            fresh.remove(entry.event);
            waiting.remove(entry.event);
            leave(entry);
            return List.of(fact);
        }
        entry.nextMicros = next.getAsLong();
        List<CareFact> facts = new ArrayList<>();
        facts.add(fact);
        if (!entry.isWaiting) {
            List<Entry> behind = nowWait(entry);
            if (!behind.isEmpty()) facts.add(held(behind, nowMicros));
        }
        due.add(entry);
        return facts;
    }

    /**
     * The first of a line waits from now on, and so does all behind it.
     *
     * @return what is behind it
     */
    private List<Entry> nowWait(Entry head) {
        List<Entry> line = new ArrayList<>(Objects.requireNonNull(lines.get(head.turn)));
        for (Entry each : line) {
            each.isWaiting = true;
            fresh.remove(each.event);
            waiting.add(each.event);
        }
        return line.subList(1, line.size());
    }

    private EventsHeld held(List<Entry> entries, long nowMicros) {
        return new EventsHeld(
                nowMicros,
                SYSTEM,
                config.name(),
                entries.stream().map(e -> e.event).toList(),
                entries.stream().map(e -> e.turn).toList());
    }

    private void leave(Entry entry) {
        ArrayDeque<Entry> line = Objects.requireNonNull(lines.get(entry.turn));
        line.remove(entry);
        if (line.isEmpty()) lines.remove(entry.turn);
        else offer(line.element());
    }

    // ---- where it stands

    /** Events of the facts up to here need not be read again. */
    long cursor() {
        return fresh.isEmpty() ? readUpTo : EventId.sequence(fresh.first()) - 1;
    }

    /** Whether there is something to tell the journal: deliveries, or a cursor that has gone far. */
    boolean hasProgress() {
        return delivered > 0 || cursor() - journalledCursor >= CURSOR_FACTS;
    }

    /** What was delivered since the last time. */
    List<CareFact> progress(long nowMicros) {
        if (!hasProgress()) return List.of();
        journalledCursor = cursor();
        var fact =
                new EventsDelivered(nowMicros, SYSTEM, config.name(), journalledCursor, delivered, List.copyOf(waited));
        delivered = 0;
        waited.clear();
        return List.of(fact);
    }

    /**
     * Paused, or on again; what went wrong before is forgiven.
     *
     * @param cursor where to go on, -1 for where it stood
     */
    void move(WebhookStage to, long cursor) {
        stage = to;
        failures = 0;
        pausedUntilMicros = 0;
        probeGapMicros = PROBE_MIN_MICROS;
        if (cursor < 0) return;
        readUpTo = Math.max(readUpTo, cursor);
        // What was read but not begun is skipped with the rest.
        List<Entry> heads = List.copyOf(ready);
        ready.clear();
        for (Entry head : heads) skip(Objects.requireNonNull(lines.remove(head.turn)));
    }

    /** A line without its fresh ones; what was to be tried again, and stood behind them, stays owed. */
    private void skip(ArrayDeque<Entry> line) {
        for (Entry entry : line) {
            if (entry.isWaiting) enter(entry);
            else fresh.remove(entry.event);
        }
    }

    WebhookStage stage() {
        return stage;
    }

    int underWay() {
        return underWay;
    }

    int waiting() {
        return waiting.size();
    }

    int fresh() {
        return fresh.size();
    }
}
