package io.momentum.ops.api;

import io.momentum.ops.event.Event;
import io.momentum.ops.event.EventId;
import io.momentum.ops.event.TypeFilter;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.ops.webhook.EventLog;
import io.momentum.ops.webhook.Webhooks;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * The log of events: pages, a stream for live views, and what systems of record say back. Those who wait for news are at most
 * {@value #WAITING_MAX}. A reader of the stream has one write under way; who does not take it in {@value #SLOW_SECONDS} seconds
 * is cut off, and may go on from the last event that it saw.
 */
final class EventOps {

    static final int WAITING_MAX = 64;
    static final int SLOW_SECONDS = 10;

    private static final int STREAM_PAGE = 100;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final String END = "end";

    private final Webhooks webhooks;
    private final EventLog log;
    private final Semaphore free = new Semaphore(WAITING_MAX);

    EventOps(ApiParts parts) {
        webhooks = parts.webhooks();
        log = webhooks.log();
    }

    Map<String, Operation> byId() {
        return Map.of("listEvents", this::list, "acknowledgeEvent", this::acknowledge);
    }

    private Answer list(Call call) {
        call.caller().mustSeeAll();
        long after = call.query("after").map(this::cursor).orElse(0L);
        if (log.isAhead(after)) throw ahead();
        Duration wait =
                Duration.ofSeconds(call.query("wait").map(Integer::parseInt).orElse(0));
        if (wait.isZero()) return answer(log.page(after, call.limit(), types(call), wait));
        if (!free.tryAcquire()) throw Problem.busy("Too many wait for events.").refusal();
        try {
            return answer(log.page(after, call.limit(), types(call), wait));
        } finally {
            free.release();
        }
    }

    private Answer answer(EventLog.Page page) {
        JsonArray items = new JsonArray();
        page.events().forEach(event -> items.add(json(event)));
        return Answer.json(200, new JsonObject().put("items", items).put("next", EventId.format(page.next())));
    }

    private JsonObject json(Event event) {
        return new JsonObject(event.cloudEvent(log.source()));
    }

    private long cursor(String text) {
        if (text.equals(END)) return log.end();
        return EventId.parse(text)
                .orElseThrow(() -> Problem.badRequest("after: the id of an event, or 'end'")
                        .refusal());
    }

    /** It would wait for ever for what is another event by then. */
    private static Refusal ahead() {
        return Problem.of(
                        410,
                        "CURSOR_AHEAD",
                        "No such event any more",
                        "The journal ends before this event, as after a restore: begin with an earlier one, or with 'end'.")
                .refusal();
    }

    private static TypeFilter types(Call call) {
        try {
            return call.query("types")
                    .map(words -> TypeFilter.of(Arrays.asList(words.split(",", -1))))
                    .orElse(TypeFilter.ALL);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("types: " + e.getMessage()).refusal();
        }
    }

    // ---- as they happen

    /** Server-sent events. Ends the response itself. */
    void stream(Call call) {
        call.caller().mustSeeAll();
        TypeFilter types = types(call);
        long after = call.header("Last-Event-ID")
                .or(() -> call.query("after"))
                .map(this::cursor)
                .orElseGet(log::end);
        if (!free.tryAcquire()) throw Problem.busy("Too many wait for events.").refusal();
        try {
            HttpServerResponse response = call.context().response();
            response.setChunked(true).putHeader("Content-Type", "text/event-stream; charset=utf-8");
            response.putHeader("X-Accel-Buffering", "no");
            write(response, "retry: 3000\n\n");
            if (log.isAhead(after)) {
                after = log.end();
                write(response, "id: " + EventId.format(after) + "\nevent: reset\ndata: {}\n\n");
            }
            while (!response.closed()
                    && !Thread.currentThread().isInterrupted()
                    && call.isStillAdmitted().getAsBoolean()) {
                EventLog.Page page = log.page(after, STREAM_PAGE, types, HEARTBEAT);
                after = page.next();
                if (response.closed()) return;
                write(response, page.events().isEmpty() ? ": still here\n\n" : lines(page));
            }
            response.end();
        } finally {
            free.release();
        }
    }

    private String lines(EventLog.Page page) {
        var text = new StringBuilder();
        for (Event event : page.events()) {
            text.append("id: ").append(event.name()).append('\n');
            text.append("event: ").append(event.type().type()).append('\n');
            text.append("data: ").append(json(event).encode()).append("\n\n");
        }
        return text.toString();
    }

    private static void write(HttpServerResponse response, String text) {
        Waiting.forResult(
                response.write(Buffer.buffer(text)).toCompletionStage().toCompletableFuture(),
                Duration.ofSeconds(SLOW_SECONDS));
    }

    // ---- what is said back

    private Answer acknowledge(Call call) {
        call.caller().mustSeeAll();
        JsonObject body = call.body();
        Event event = EventId.parse(body.getString("eventId")).stream()
                .boxed()
                .findFirst()
                .flatMap(log::find)
                .orElseThrow(() -> Problem.notFound("No such event.").refusal());
        if (event.turn() <= 0)
            throw Problem.unprocessable("NO_CONTACT", "The event is not about a contact.")
                    .refusal();
        String webhook = body.getString("webhook", call.caller().name());
        var done = webhooks.acknowledge(event, webhook, body.getString("externalId"), ConversationOps.actorOf(call));
        if (Waiting.forResult(done) instanceof Refused refused) throw ConversationOps.refusal(refused);
        return Answer.empty();
    }
}
