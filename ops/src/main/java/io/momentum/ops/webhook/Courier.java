package io.momentum.ops.webhook;

import io.momentum.ops.event.Event;
import io.momentum.ops.event.EventId;
import io.momentum.ops.webhook.Outbox.Entry;
import io.momentum.ops.webhook.WebhookRows.State;
import io.momentum.ops.webhook.WebhookRows.Undelivered;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.EventAcknowledged;
import io.momentum.store.fact.CareFact.WebhookMoved;
import io.momentum.store.fact.CareFact.WebhookStage;
import io.momentum.store.fact.Fact;
import io.momentum.store.index.Shelf;
import io.momentum.store.journal.FactBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the events of one subscription. Its thread, {@code momentum-webhook-NAME}, reads the journal, asks the {@link Outbox}
 * whose turn it is, and journals what became of it; attempts run beside it. What it cannot journal it does not go on from.
 */
final class Courier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final long PARK_MAX_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long STUMBLED_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);
    private static final Duration LAST_FACTS = Duration.ofSeconds(10);
    private static final int LATELY_MAX = 1_000;
    private static final String SYSTEM = "system";

    private final WebhookConfig config;
    private final WebhookParts parts;
    private final Shelf rows;
    private final Sender sender;
    private final EventLog log;
    private final WebhookCounters counters;
    private final ConcurrentLinkedQueue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final Map<Long, String> lately = new LinkedHashMap<>();
    private final List<CareFact> unwritten = new ArrayList<>();
    private final Thread thread;
    private Outbox outbox;
    private EventFeed feed;
    private long progressNanos;
    private volatile boolean stopping;

    @SuppressWarnings("NullAway.Init") // begin() fills in outbox and feed
    Courier(WebhookConfig config, WebhookParts parts, Sender sender, EventLog log, WebhookCounters counters) {
        this.config = config;
        this.parts = parts;
        this.sender = sender;
        this.log = log;
        this.counters = counters;
        rows = parts.index().shelf(Shelf.Kind.WEBHOOK);
        thread = new Thread(this::run, "momentum-webhook-" + config.name());
    }

    void start() {
        begin();
        thread.start();
    }

    WebhookConfig config() {
        return config;
    }

    Sender sender() {
        return sender;
    }

    WebhookCounters counters() {
        return counters;
    }

    /** There may be something to do. Any thread. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Paused, on again or skipped ahead: the fact is in the journal. Any thread. */
    void moved(WebhookStage stage, long cursor) {
        post(() -> {
            outbox.move(stage, cursor);
            if (cursor > feed.position()) readFrom(cursor);
        });
    }

    private void readFrom(long cursor) {
        feed.close();
        feed = new EventFeed(parts.journal(), parts.index(), cursor, config.sent());
    }

    /** Dead letters are to be tried again: the fact is in the journal, the rows are there. Any thread. */
    void replayed(List<Undelivered> again) {
        post(() -> outbox.takeUp(again));
    }

    private void post(Runnable event) {
        posted.add(event);
        wake();
    }

    private void begin() {
        long now = parts.nowMicros().getAsLong();
        Optional<State> known = WebhookRows.state(rows, config.name());
        State state = known.orElseGet(() -> State.beginning(parts.journal().durableSequence(), now));
        // Where it begins is to be known after a crash as well: what happens from now on is owed.
        if (known.isEmpty())
            unwritten.add(new WebhookMoved(now, SYSTEM, config.name(), WebhookStage.ACTIVE, state.cursor(), "new"));
        outbox = new Outbox(config, state, WebhookRows.waiting(rows, config.name(), Integer.MAX_VALUE));
        feed = new EventFeed(parts.journal(), parts.index(), state.cursor(), config.sent());
        counters.stands(outbox.stage(), outbox.cursor(), outbox.waiting(), outbox.isDown());
    }

    private void run() {
        while (!stopping) {
            try {
                round();
            } catch (RuntimeException e) {
                LOG.error("Webhook {} has stumbled and goes on", config.name(), e);
                LockSupport.parkNanos(this, STUMBLED_NANOS);
            }
        }
    }

    private void round() {
        boolean busy = false;
        for (Runnable event = posted.poll(); event != null; event = posted.poll()) {
            event.run();
            busy = true;
        }
        write();
        if (unwritten.isEmpty()) {
            busy |= read();
            busy |= send();
            progress();
        }
        counters.stands(outbox.stage(), outbox.cursor(), outbox.waiting(), outbox.isDown());
        if (!busy) LockSupport.parkNanos(this, parkNanos());
    }

    private boolean read() {
        if (!outbox.hasRoom()) return false;
        long before = feed.position();
        List<Event> events = feed.next();
        unwritten.addAll(outbox.take(events, feed.position(), parts.nowMicros().getAsLong()));
        return feed.position() != before;
    }

    private boolean send() {
        boolean sent = false;
        while (true) {
            long now = parts.nowMicros().getAsLong();
            Optional<Entry> next = outbox.next(now);
            if (next.isEmpty()) return sent;
            send(next.get(), now);
            sent = true;
        }
    }

    private void send(Entry entry, long now) {
        Optional<Event> event = entry.known().or(() -> readAgain(entry));
        if (event.isEmpty()) {
            finished(entry, Reply.none("its fact cannot be read"), Optional.empty());
            return;
        }
        attempt(event.get(), now).whenComplete((done, failure) -> {
            Reply known = failure == null ? done : Reply.none(String.valueOf(failure.getMessage()));
            post(() -> finished(entry, known, event));
        });
    }

    /** An event that cannot be read is a failure of its own and holds up nobody else. */
    private Optional<Event> readAgain(Entry entry) {
        try {
            return log.find(entry.event);
        } catch (RuntimeException e) {
            LOG.error("Webhook {}: event {} cannot be read", config.name(), EventId.format(entry.event), e);
            return Optional.empty();
        }
    }

    private CompletableFuture<Reply> attempt(Event event, long now) {
        try {
            return Delivery.of(config, event, log.source(), externalId(event), now / 1_000_000)
                    .map(sender::send)
                    .orElseGet(() -> CompletableFuture.completedFuture(Reply.leftOut()));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(Reply.none("it cannot be put into its form: " + e.getMessage()));
        }
    }

    /** What the receiver calls the conversation; what it said a moment ago is not in the rows yet. */
    private String externalId(Event event) {
        if (config.mapping().isCloudEvent() || event.conversation() == 0) return "";
        String said = lately.get(event.conversation());
        if (said != null) return said;
        return WebhookRows.externalId(rows, event.turn(), event.conversation(), config.name())
                .orElse("");
    }

    private void finished(Entry entry, Reply reply, Optional<Event> event) {
        long now = parts.nowMicros().getAsLong();
        int attempt = entry.attempts() + 1;
        List<CareFact> facts = outbox.done(entry, reply, now);
        unwritten.addAll(facts);
        counters.attempted(reply.isAcknowledged(), attempt, facts);
        if (!reply.isAcknowledged()) {
            LOG.warn(
                    "Webhook {}: event {} was not taken, attempt {}: {}",
                    config.name(),
                    EventId.format(entry.event),
                    attempt,
                    reply.why());
            return;
        }
        String externalId = reply.externalId(config.mapping().acknowledge());
        event.filter(e -> !externalId.isEmpty() && e.turn() > 0)
                .ifPresent(e -> unwritten.add(acknowledged(e, externalId, now)));
    }

    private EventAcknowledged acknowledged(Event e, String externalId, long now) {
        lately.put(e.conversation(), externalId);
        if (lately.size() > LATELY_MAX) lately.remove(lately.keySet().iterator().next());
        return new EventAcknowledged(
                now, SYSTEM, config.name(), e.id(), e.turn(), e.conversation(), externalId, e.atMicros());
    }

    private void progress() {
        long nanos = System.nanoTime();
        if (nanos - progressNanos < PROGRESS_NANOS || !outbox.hasProgress()) return;
        progressNanos = nanos;
        unwritten.addAll(outbox.progress(parts.nowMicros().getAsLong()));
        write();
    }

    /** What the journal does not take stays here, and nothing new begins. */
    private void write() {
        if (unwritten.isEmpty()) return;
        if (parts.journal().offer(FactBatch.riding(List.<Fact>copyOf(unwritten)))) unwritten.clear();
    }

    private long parkNanos() {
        long micros = outbox.nextMicros() - parts.nowMicros().getAsLong();
        if (micros <= 0 || !unwritten.isEmpty()) return TimeUnit.MILLISECONDS.toNanos(10);
        return micros >= PARK_MAX_NANOS / 1_000 ? PARK_MAX_NANOS : micros * 1_000;
    }

    /** Waits a moment for answers that are on their way, and until all that is known is in the index. */
    @Override
    public void close() {
        stopping = true;
        wake();
        try {
            thread.join();
            long deadline = System.nanoTime() + LAST_ANSWERS.toNanos();
            while (outbox.underWay() > 0 && System.nanoTime() - deadline < 0) {
                for (Runnable event = posted.poll(); event != null; event = posted.poll()) event.run();
                if (outbox.underWay() > 0) LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(5));
            }
            unwritten.addAll(outbox.progress(parts.nowMicros().getAsLong()));
            writeAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            feed.close();
            sender.close();
        }
    }

    private void writeAll() throws InterruptedException {
        if (unwritten.isEmpty()) return;
        var durable = new CompletableFuture<Boolean>();
        var batch = FactBatch.awaited(List.copyOf(unwritten), Runnable::run, () -> durable.complete(true));
        try {
            if (!parts.journal().offer(batch)) return;
            durable.get(LAST_FACTS.toMillis(), TimeUnit.MILLISECONDS);
            parts.index().awaitSequence(parts.journal().durableSequence(), LAST_FACTS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Webhook {}: its last deliveries are not journalled and come again", config.name(), e);
        }
    }
}
