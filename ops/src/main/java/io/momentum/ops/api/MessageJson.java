package io.momentum.ops.api;

import io.momentum.store.index.Views;
import io.momentum.store.value.Address;
import io.momentum.store.value.MessageId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** What the index answers, as JSON. */
final class MessageJson {

    private MessageJson() {}

    static JsonObject of(Views.Message message) {
        JsonObject json = new JsonObject()
                .put("id", MessageId.format(message.mtId()))
                .put("account", message.account().value())
                .put("origin", word(message.origin()))
                .put("from", message.source().text())
                .put("to", message.destination().text())
                .put("status", word(message.status()));
        if (message.carrier() != null) json.put("carrier", message.carrier().value());
        if (message.smscId() != null) json.put("smscId", message.smscId());
        if (message.parts() > 1) json.put("parts", message.parts());
        JsonArray timeline = new JsonArray();
        for (Views.Event event : message.timeline()) {
            timeline.add(new JsonObject()
                    .put("at", time(event.atMicros()))
                    .put("event", event.kind())
                    .put("detail", event.detail()));
        }
        return json.put("timeline", timeline);
    }

    static JsonObject line(Views.ContactLine line, long atMicros, Address from, Address to) {
        return new JsonObject()
                .put("id", MessageId.format(line.messageId()))
                .put("direction", line.inbound() ? "in" : "out")
                .put("at", time(atMicros))
                .put("from", from.text())
                .put("to", to.text());
    }

    static JsonObject of(Views.Suppression suppression) {
        JsonObject json = new JsonObject()
                .put("msisdn", Long.toString(suppression.digits()))
                .put("scope", suppression.scope().toString())
                .put("since", time(suppression.sinceMicros()))
                .put("source", suppression.source().toLowerCase(Locale.ROOT))
                .put("reason", suppression.reason());
        if (suppression.evidenceId() != 0) json.put("evidenceId", MessageId.format(suppression.evidenceId()));
        return json;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static String time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
