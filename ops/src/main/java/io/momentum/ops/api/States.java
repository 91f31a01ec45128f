package io.momentum.ops.api;

import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.carrier.CarrierCounters;
import io.momentum.gateway.codec.CommandStatus;
import io.momentum.gateway.message.Priority;
import io.momentum.gateway.server.Account;
import io.momentum.gateway.server.AccountConfig;
import io.momentum.gateway.server.AccountCounters;
import io.momentum.ops.config.ConfigException;
import io.momentum.store.count.CodeCounters;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.MessageState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;

/** Operations on the gateway itself. */
final class States {

    private final ApiParts parts;
    private final Instant started = Instant.now();

    States(ApiParts parts) {
        this.parts = parts;
    }

    // ---- accounts

    Answer accounts(Call call) {
        JsonArray items = new JsonArray();
        for (Account account : parts.gateway().accounts().all()) {
            if (call.caller().sees(account.id())) items.add(json(account));
        }
        return Answer.json(200, new JsonObject().put("items", items));
    }

    private static JsonObject json(Account account) {
        AccountConfig config = account.config();
        AccountCounters counters = account.counters();
        return new JsonObject()
                .put("systemId", account.id().value())
                .put("binds", account.binds())
                .put("maxBinds", config.maxBinds())
                .put("window", config.window())
                .put("ratePerSecond", config.ratePerSecond())
                .put("senders", new JsonArray(List.copyOf(config.senders())))
                .put("submits", counters.submits.sum())
                .put("responses", codes(counters.responses, CommandStatus::name))
                .put("suppressed", counters.suppressed.sum())
                .put("throttled", counters.throttles())
                .put("delivers", counters.delivers.sum())
                .put("deliverResponses", codes(counters.deliverResponses, CommandStatus::name))
                .put("deliverRetries", counters.deliverRetries.sum());
    }

    // ---- carriers

    Answer carriers(Call call) {
        call.caller().mustSeeAll();
        JsonArray items = new JsonArray();
        parts.gateway().carriers().all().forEach(carrier -> items.add(json(carrier)));
        return Answer.json(200, new JsonObject().put("items", items));
    }

    private static JsonObject json(Carrier carrier) {
        JsonArray binds = new JsonArray();
        for (Carrier.BindStatus bind : carrier.binds()) {
            binds.add(json(bind).put("windowSize", carrier.config().window()));
        }
        return new JsonObject()
                .put("id", carrier.id().value())
                .put("bound", carrier.isBound())
                .put(
                        "deliveredMeans",
                        MessageJson.word(carrier.config().profile().receipts().delivered()))
                .put("credentialsRefused", carrier.binding().credentialsRefused())
                .put("bindsLastHour", carrier.binding().lastHour())
                .put("bindAlarm", carrier.binding().isAlarming())
                .put("binds", binds)
                .put("ratePerSecond", carrier.config().ratePerSecond())
                .put("ratePerSecondNow", carrier.flow().rateNow())
                .put("throttled", carrier.flow().isThrottled())
                .put("circuit", MessageJson.word(carrier.flow().circuit()))
                .put("queue", queue(carrier))
                .put("counters", json(carrier.counters()));
    }

    private static JsonObject json(Carrier.BindStatus bind) {
        JsonObject json = new JsonObject()
                .put("index", bind.index())
                .put("role", bind.role())
                .put("state", bind.state())
                .put("host", bind.host())
                .put("peer", bind.peer())
                .put("windowUsed", bind.windowUsed())
                .put("oldestUnansweredMillis", bind.oldestUnansweredNanos() / 1_000_000);
        if (!bind.lastEnd().isEmpty()) json.put("lastEnd", bind.lastEnd());
        if (bind.nextTryMillis() != 0) json.put("nextTry", MessageJson.time(bind.nextTryMillis() * 1000));
        if (bind.theirVersion() != 0) json.put("theirVersion", "0x%02x".formatted(bind.theirVersion()));
        return json;
    }

    private static JsonObject queue(Carrier carrier) {
        JsonObject waiting = new JsonObject();
        for (Priority priority : Priority.values()) waiting.put(MessageJson.word(priority), carrier.waiting(priority));
        return new JsonObject()
                .put("messages", carrier.queuedMessages())
                .put("messagesMax", carrier.config().queueMessages())
                .put("bytes", carrier.room().bytes())
                .put("bytesMax", carrier.config().queueBytes())
                .put("waiting", waiting)
                .put("oldestSeconds", carrier.oldestAgeMillis(System.currentTimeMillis()) / 1000);
    }

    private static JsonObject json(CarrierCounters counters) {
        return new JsonObject()
                .put("submits", counters.submits.sum())
                .put("responses", codes(counters.responses, CommandStatus::name))
                .put("receipts", codes(counters.receipts, States::stat))
                .put("messagesFromSubscribers", counters.mos.sum())
                .put("unknownOutcomes", counters.unknownOutcomes.sum())
                .put("resends", counters.resends.sum())
                .put("expired", counters.expired.sum())
                .put("heldBack", counters.heldBack.sum())
                .put("suppressedAtGate", counters.suppressedAtGate.sum())
                .put("throttled", counters.throttled.sum())
                .put("disconnects", counters.disconnects.sum());
    }

    /** Which rule takes a message, which carrier, and why no other. */
    Answer explainRoute(Call call) {
        call.caller().mustSeeAll();
        return Answer.json(
                200,
                RouteJson.live(
                        parts.gateway(),
                        call.query("from").orElseThrow(),
                        call.query("to").orElseThrow(),
                        call.query("account").orElseThrow()));
    }

    private static String stat(int code) {
        for (MessageState state : MessageState.values()) {
            if (state.code() == code) return state.stat();
        }
        return "other";
    }

    private static JsonObject codes(CodeCounters counters, IntFunction<String> name) {
        JsonObject json = new JsonObject();
        counters.snapshot().forEach((code, count) -> {
            if (count > 0) json.put(code < 0 ? "other" : name.apply(code), count);
        });
        return json;
    }

    // ---- the process

    Answer status(Call call) {
        JsonObject json = new JsonObject()
                .put("version", Build.version())
                .put("java", Runtime.version().toString())
                .put("started", started.toString())
                .put("uptimeSeconds", Duration.between(started, Instant.now()).toSeconds())
                .put("draining", parts.gateway().server().isDraining());
        if (call.caller().account().isEmpty()) addInside(json);
        return Answer.json(200, json);
    }

    private void addInside(JsonObject json) {
        long durable = parts.journal().durableSequence();
        long folded = parts.index().lastSequence();
        var carriers = parts.gateway().carriers();
        long bound = carriers.all().stream().filter(Carrier::isBound).count();
        SuppressionList list = parts.suppressions();
        json.put(
                        "journal",
                        new JsonObject()
                                .put("open", parts.journal().isOpen())
                                .put("diskLow", parts.journal().isDiskLow())
                                .put("durableSequence", durable))
                .put(
                        "index",
                        new JsonObject().put("lastSequence", folded).put("lagFacts", Math.max(0, durable - folded)))
                .put(
                        "carriers",
                        new JsonObject()
                                .put("configured", carriers.all().size())
                                .put("bound", bound)
                                .put("unanswered", carriers.unanswered()))
                .put(
                        "sessions",
                        new JsonObject()
                                .put("connections", parts.gateway().server().connections())
                                .put("unbound", parts.gateway().server().unboundConnections()))
                .put("suppressions", list.size());
    }

    Answer reload(Call call) {
        call.caller().mustSeeAll();
        try {
            return Answer.json(200, HumanConfig.json(parts.reloading().reload()));
        } catch (ConfigException e) {
            throw Problem.unprocessable("BAD_CONFIG", "Nothing has changed.")
                    .withErrors(HumanConfig.errors(e.problems()))
                    .refusal();
        }
    }
}
