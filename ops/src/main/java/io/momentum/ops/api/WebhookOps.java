package io.momentum.ops.api;

import io.momentum.ops.event.EventId;
import io.momentum.ops.followup.Decision;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.ops.webhook.WebhookRows.State;
import io.momentum.ops.webhook.WebhookRows.Undelivered;
import io.momentum.ops.webhook.Webhooks;
import io.momentum.ops.webhook.Webhooks.Shown;
import io.momentum.ops.webhook.Webhooks.Tested;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Subscriptions to events: how they are, and what people do with them. */
final class WebhookOps {

    private static final Duration TEST = Duration.ofSeconds(70);
    private static final int REPLAY_MAX = 10_000;

    private final Webhooks webhooks;

    WebhookOps(ApiParts parts) {
        webhooks = parts.webhooks();
    }

    Map<String, Operation> byId() {
        return Map.of(
                "listWebhooks", this::list,
                "getWebhook", call -> Answer.json(200, json(seenBy(call))),
                "pauseWebhook", this::pause,
                "resumeWebhook", this::resume,
                "testWebhook", this::test,
                "listDeadLetters", this::dead,
                "replayDeadLetters", this::replay);
    }

    private Shown seenBy(Call call) {
        call.caller().mustSeeAll();
        return webhooks.find(call.path("webhook"))
                .orElseThrow(() -> Problem.notFound("No such webhook.").refusal());
    }

    private Answer list(Call call) {
        call.caller().mustSeeAll();
        JsonArray items = new JsonArray();
        webhooks.all().forEach(each -> items.add(json(each)));
        return Answer.json(200, new JsonObject().put("items", items));
    }

    private static JsonObject json(Shown shown) {
        JsonArray types = new JsonArray();
        shown.config().sent().types().stream().sorted().forEach(type -> types.add(type.type()));
        JsonObject json = new JsonObject()
                .put("name", shown.config().name())
                .put("url", shown.config().place())
                .put("template", shown.config().mapping().name())
                .put("types", types)
                .put("state", MessageJson.word(shown.stage()))
                .put("receiverDown", shown.standing().isDown())
                .put("waiting", shown.standing().waiting())
                .put("lagSeconds", shown.lagMillis() / 1000.0);
        shown.state().ifPresent(state -> add(state, json));
        JsonArray oldest = new JsonArray();
        shown.waiting().forEach(each -> oldest.add(json(each)));
        return json.put("oldest", oldest);
    }

    private static void add(State state, JsonObject json) {
        json.put("delivered", state.delivered()).put("failed", state.failed()).put("dead", state.dead());
        ConversationJson.time(json, "since", state.sinceMicros());
        if (!state.reason().isEmpty()) json.put("reason", state.reason());
        ConversationJson.time(json, "lastDeliveredAt", state.lastDeliveredMicros());
        ConversationJson.time(json, "lastFailedAt", state.lastFailedMicros());
        if (!state.lastError().isEmpty()) json.put("lastError", state.lastError());
    }

    private static JsonObject json(Undelivered row) {
        JsonObject json =
                new JsonObject().put("event", EventId.format(row.event())).put("attempts", row.attempts());
        ConversationJson.time(json, "nextAt", row.nextMicros());
        ConversationJson.time(json, "at", row.atMicros());
        if (row.status() != 0) json.put("status", row.status());
        if (!row.error().isEmpty()) json.put("error", row.error());
        return json;
    }

    private Answer pause(Call call) {
        String name = seenBy(call).config().name();
        return moved(
                call,
                webhooks.pause(
                        name,
                        ConversationOps.actorOf(call),
                        call.query("reason").orElse("")));
    }

    private Answer resume(Call call) {
        String name = seenBy(call).config().name();
        boolean skip = call.query("skip").map(Boolean::parseBoolean).orElse(false);
        return moved(call, webhooks.resume(name, skip, ConversationOps.actorOf(call)));
    }

    private Answer moved(Call call, CompletableFuture<Decision> move) {
        if (Waiting.forResult(move) instanceof Refused refused) throw ConversationOps.refusal(refused);
        return Answer.json(200, json(seenBy(call)));
    }

    private Answer test(Call call) {
        Shown shown = seenBy(call);
        CompletableFuture<Tested> test = webhooks.test(shown.config().name(), ConversationOps.actorOf(call))
                .orElseThrow(() -> Problem.notFound("No such webhook.").refusal());
        Tested tested = Waiting.forResult(test, TEST);
        JsonObject json = new JsonObject()
                .put("event", tested.event())
                .put("delivered", tested.error().isEmpty())
                .put("status", tested.status())
                .put("millis", tested.took().toMillis());
        if (!tested.error().isEmpty()) json.put("error", tested.error());
        return Answer.json(200, json);
    }

    private Answer dead(Call call) {
        Shown shown = seenBy(call);
        long after = call.query("cursor").map(WebhookOps::event).orElse(0L);
        List<Undelivered> page = webhooks.dead(shown.config().name(), after, call.limit());
        JsonArray items = new JsonArray();
        page.forEach(each -> items.add(json(each)));
        JsonObject json = new JsonObject().put("items", items);
        if (page.size() == call.limit())
            json.put("next", EventId.format(page.getLast().event()));
        return Answer.json(200, json);
    }

    private static long event(String text) {
        return EventId.parse(text)
                .orElseThrow(() ->
                        Problem.badRequest("'" + text + "' is no event's id").refusal());
    }

    private Answer replay(Call call) {
        String name = seenBy(call).config().name();
        List<Long> dead = new ArrayList<>();
        webhooks.dead(name, 0, REPLAY_MAX).forEach(each -> dead.add(each.event()));
        JsonArray wanted = call.body().getJsonArray("events");
        if (wanted != null) {
            List<Long> some = new ArrayList<>();
            for (Object each : wanted) some.add(event(String.valueOf(each)));
            dead.retainAll(some);
        }
        if (Waiting.forResult(webhooks.replay(name, dead, ConversationOps.actorOf(call))) instanceof Refused refused)
            throw ConversationOps.refusal(refused);
        return Answer.json(202, new JsonObject().put("replayed", dead.size()));
    }
}
