package io.momentum.ops.api;

import io.momentum.ops.access.Role;
import io.momentum.store.fact.Fact;
import io.momentum.store.index.Views;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** All that happened to a message, each step told out of its whole fact. */
final class Traces {

    private final JournalLookup lookup;
    private final Messages messages;
    private final MessageCauses causes;

    Traces(ApiParts parts, JournalLookup lookup, Messages messages) {
        causes = new MessageCauses(parts.gateway().carriers());
        this.lookup = lookup;
        this.messages = messages;
    }

    Answer get(Call call) {
        boolean masked = !call.query("unmasked").map(Boolean::parseBoolean).orElse(false);
        if (!masked && !call.caller().role().covers(Role.OPERATOR)) {
            throw Problem.forbidden("What a message says and to whom is for operators.")
                    .refusal();
        }
        Views.Message message = messages.asked(call, messages.idOf(call.path("id")));
        JsonObject json = MessageJson.of(message);
        call.asOfMicros().ifPresent(asOf -> json.put("asOf", MessageJson.time(asOf)));
        json.remove("timeline");
        causes.of(message).ifPresent(cause -> json.put("cause", cause));
        json.put("from", TraceStep.number(message.source().text(), masked));
        json.put("to", TraceStep.number(message.destination().text(), masked));
        return Answer.json(200, json.put("steps", steps(message, masked)));
    }

    private JsonArray steps(Views.Message message, boolean masked) {
        JsonArray steps = new JsonArray();
        long before = 0;
        for (Views.Event event : message.timeline()) {
            Fact fact = lookup.at(event.position());
            JsonObject step = new JsonObject()
                    .put("at", MessageJson.time(event.atMicros()))
                    .put("afterMillis", before == 0 ? 0 : (event.atMicros() - before) / 1000)
                    .put("event", event.kind())
                    .put("text", TraceStep.text(fact, event.detail(), masked));
            TraceStep.raw(fact, masked).ifPresent(raw -> step.put("raw", raw));
            steps.add(step);
            before = event.atMicros();
        }
        return steps;
    }
}
