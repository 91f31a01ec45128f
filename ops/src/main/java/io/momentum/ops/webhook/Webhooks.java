package io.momentum.ops.webhook;

import io.momentum.ops.care.Care;
import io.momentum.ops.event.Event;
import io.momentum.ops.event.EventId;
import io.momentum.ops.event.EventType;
import io.momentum.ops.followup.Decision;
import io.momentum.ops.followup.Decision.Code;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.ops.webhook.WebhookCounters.Standing;
import io.momentum.ops.webhook.WebhookRows.State;
import io.momentum.ops.webhook.WebhookRows.Undelivered;
import io.momentum.store.fact.CareFact.EventAcknowledged;
import io.momentum.store.fact.CareFact.EventsReplayed;
import io.momentum.store.fact.CareFact.WebhookMoved;
import io.momentum.store.fact.CareFact.WebhookStage;
import io.momentum.store.index.Shelf;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All subscriptions, and what people do with them. Started after follow-up, reloaded with the configuration, closed before the
 * projector. A subscription is known by its name: one that is changed goes on where it stood, and so does one that comes back.
 */
public final class Webhooks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final long DNS_SECONDS = 2;

    private final WebhookParts parts;
    private final Care care;
    private final Shelf rows;
    private final EventLog log;
    private final Vertx vertx;
    private final ExecutorService lookups = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("momentum-webhook-lookup-", 0).factory());
    private final Map<String, WebhookCounters> counters = new TreeMap<>();
    private volatile Map<String, Courier> couriers = Map.of();

    public Webhooks(WebhookParts parts, Care care, WebhookFold fold) {
        this.parts = parts;
        this.care = care;
        rows = parts.index().shelf(Shelf.Kind.WEBHOOK);
        log = new EventLog(parts.journal(), parts.index(), "urn:momentum:host:" + parts.host());
        var options = new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setPreferNativeTransport(true);
        options.getFileSystemOptions().setFileCachingEnabled(false);
        vertx = Vertx.vertx(options);
        fold.onCommit(this::wake);
    }

    private void wake() {
        couriers.values().forEach(Courier::wake);
    }

    /** The log of all events. */
    public EventLog log() {
        return log;
    }

    /** Takes the subscriptions of a configuration: new ones begin now, the others go on. */
    public synchronized void reload(List<WebhookConfig> configs) {
        Map<String, WebhookConfig> wanted = new LinkedHashMap<>();
        configs.forEach(config -> wanted.put(config.name(), config));
        Map<String, Courier> next = new LinkedHashMap<>();
        couriers.forEach((name, courier) -> {
            if (courier.config().equals(wanted.get(name))) next.put(name, courier);
            else courier.close();
        });
        wanted.forEach((name, config) -> next.computeIfAbsent(name, _ -> begin(config)));
        Map<String, Courier> ordered = new LinkedHashMap<>();
        wanted.keySet().forEach(name -> ordered.put(name, next.get(name)));
        couriers = ordered;
    }

    private Courier begin(WebhookConfig config) {
        var sender = new Sender(vertx, lookups, config);
        WebhookCounters own = counters.computeIfAbsent(config.name(), _ -> new WebhookCounters());
        var courier = new Courier(config, parts, sender, log, own);
        courier.start();
        LOG.info("Webhook {} goes to {}", config.name(), config.place());
        return courier;
    }

    // ---- how they are

    /**
     * One subscription.
     *
     * @param state as journalled; empty for the first moment of a new one
     * @param lagMillis how old the oldest event is that is still owed, 0 where all that is known was delivered
     */
    public record Shown(
            WebhookConfig config,
            Optional<State> state,
            Standing standing,
            WebhookCounters counters,
            List<Undelivered> waiting,
            long lagMillis) {

        public WebhookStage stage() {
            return state.map(State::stage).orElse(standing.stage());
        }
    }

    /** All of them in the order of the configuration. */
    public List<Shown> all() {
        return couriers.values().stream().map(this::shown).toList();
    }

    public Optional<Shown> find(String name) {
        return Optional.ofNullable(couriers.get(name)).map(this::shown);
    }

    private Shown shown(Courier courier) {
        WebhookCounters counts = courier.counters();
        String name = courier.config().name();
        return new Shown(
                courier.config(),
                WebhookRows.state(rows, name),
                counts.standing(),
                counts,
                WebhookRows.waiting(rows, name, 10),
                lagMillis(courier));
    }

    private long lagMillis(Courier courier) {
        Standing standing = courier.counters().standing();
        List<Undelivered> oldest = WebhookRows.waiting(rows, courier.config().name(), 1);
        long first = oldest.isEmpty()
                ? Long.MAX_VALUE
                : EventId.sequence(oldest.getFirst().event());
        long fact = Math.min(first, standing.cursor() + 1);
        if (first == Long.MAX_VALUE && standing.cursor() >= parts.index().lastSequence()) return 0;
        OptionalLong at = log.timeOf(fact);
        return at.isEmpty() ? 0 : Math.max(0, (parts.nowMicros().getAsLong() - at.getAsLong()) / 1_000);
    }

    /** The first fact that some subscription has not been told of for good; {@link Long#MAX_VALUE} where there is none. */
    public long firstOwed() {
        long first = Long.MAX_VALUE;
        for (Courier each : couriers.values()) {
            first = Math.min(first, each.counters().standing().cursor() + 1);
            for (Undelivered waiting : WebhookRows.waiting(rows, each.config().name(), 1))
                first = Math.min(first, EventId.sequence(waiting.event()));
        }
        return first;
    }

    /** Dead letters, the oldest first. */
    public List<Undelivered> dead(String name, long after, int max) {
        return WebhookRows.dead(rows, name, after, max);
    }

    // ---- what people do

    /** Nothing goes out until it is resumed; what happens meanwhile is owed. */
    public CompletableFuture<Decision> pause(String name, String actor, String reason) {
        return move(name, WebhookStage.PAUSED, -1, actor, reason);
    }

    /**
     * Goes on, whoever paused or disabled it.
     *
     * @param skip whether from now on only, without what is owed and was not tried
     */
    public CompletableFuture<Decision> resume(String name, boolean skip, String actor) {
        long cursor = skip ? parts.index().lastSequence() : -1;
        return move(name, WebhookStage.ACTIVE, cursor, actor, skip ? "resumed, skipping what was owed" : "");
    }

    private CompletableFuture<Decision> move(String name, WebhookStage to, long cursor, String actor, String reason) {
        Courier courier = couriers.get(name);
        if (courier == null) return unknown();
        var fact = new WebhookMoved(parts.nowMicros().getAsLong(), actor, name, to, cursor, reason);
        return care.record(0, List.of(fact)).thenApply(decision -> {
            if (!(decision instanceof Refused)) courier.moved(to, cursor);
            return decision;
        });
    }

    /**
     * Tries dead letters again.
     *
     * @param events which; those that are none are passed over
     */
    public CompletableFuture<Decision> replay(String name, List<Long> events, String actor) {
        Courier courier = couriers.get(name);
        if (courier == null) return unknown();
        if (events.isEmpty()) return CompletableFuture.completedFuture(new Decision.Facts());
        var fact = new EventsReplayed(parts.nowMicros().getAsLong(), actor, name, List.copyOf(events));
        List<Undelivered> again = new ArrayList<>();
        for (long event : events) {
            WebhookRows.deadLetter(rows, name, event)
                    .map(dead -> new Undelivered(event, dead.turn(), 0, 0, 0, "", dead.atMicros()))
                    .ifPresent(again::add);
        }
        return care.record(0, List.of(fact)).thenApply(decision -> {
            if (!(decision instanceof Refused)) courier.replayed(again);
            return decision;
        });
    }

    private static CompletableFuture<Decision> unknown() {
        return CompletableFuture.completedFuture(new Refused(Code.NOT_FOUND, "No such webhook."));
    }

    /**
     * How a test went.
     *
     * @param event its id
     * @param status of HTTP, 0 where there was no answer
     * @param error empty where it was acknowledged
     */
    public record Tested(String event, int status, String error, Duration took) {}

    /** Sends an event that tells nothing, at once and whatever the subscription's state. */
    public Optional<CompletableFuture<Tested>> test(String name, String actor) {
        Courier courier = couriers.get(name);
        if (courier == null) return Optional.empty();
        long now = parts.nowMicros().getAsLong();
        var event = new Event(now, EventType.TEST, now, -1, 0, name, Map.of("by", actor));
        WebhookConfig config = courier.config();
        long since = System.nanoTime();
        return Delivery.of(config, event, log.source(), "", now / 1_000_000)
                .map(delivery -> courier.sender()
                        .send(delivery)
                        .thenApply(reply -> new Tested(
                                event.name(),
                                reply.status(),
                                reply.isAcknowledged() ? "" : reply.why(),
                                Duration.ofNanos(System.nanoTime() - since))));
    }

    /** A system of record says what an event has become there. */
    public CompletableFuture<Decision> acknowledge(Event event, String webhook, String externalId, String actor) {
        var fact = new EventAcknowledged(
                parts.nowMicros().getAsLong(),
                actor,
                webhook,
                event.id(),
                event.turn(),
                event.conversation(),
                externalId,
                event.atMicros());
        return care.record(Math.max(0, event.turn()), List.of(fact));
    }

    @Override
    public synchronized void close() {
        couriers.values().forEach(Courier::close);
        couriers = Map.of();
        lookups.shutdownNow();
        try {
            lookups.awaitTermination(DNS_SECONDS, TimeUnit.SECONDS);
            vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Webhooks do not stop cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
