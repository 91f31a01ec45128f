package io.momentum.ops.api;

import io.momentum.ops.retention.Retention;
import io.momentum.ops.retention.RetentionRun;
import io.momentum.ops.retention.RetentionRun.Stage;
import io.momentum.ops.retention.RetentionRun.Texts;
import io.momentum.store.index.Stays;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Letting go what is older than is kept. */
final class RetentionOps {

    private final Retention retention;

    RetentionOps(ApiParts parts) {
        retention = parts.retention();
    }

    Map<String, Operation> byId() {
        return Map.of("startRetention", this::begin, "getRetention", this::get);
    }

    private Answer begin(Call call) {
        call.caller().mustSeeAll();
        if (!retention.hasWork())
            throw Problem.unprocessable(
                            "KEPT_FOR_EVER",
                            "Neither retention.messages nor retention.texts is configured: all is kept for ever.")
                    .refusal();
        boolean begun = retention.begin(
                call.body().getBoolean("dryRun", false), call.caller().actor());
        if (!begun) throw Problem.busy("A pass runs.").refusal();
        return Answer.json(202, state());
    }

    private Answer get(Call call) {
        call.caller().mustSeeAll();
        return Answer.json(200, state());
    }

    private JsonObject state() {
        RetentionRun run = retention.last();
        var json = new JsonObject().put("stage", run.stage().name().toLowerCase(Locale.ROOT));
        retention.config().messages().ifPresent(keep -> json.put("keepMessagesSeconds", keep.toSeconds()));
        retention.config().texts().ifPresent(keep -> json.put("keepTextsSeconds", keep.toSeconds()));
        if (run.stage() == Stage.NONE) return json;
        json.put("dryRun", run.dryRun())
                .put("messages", run.messages())
                .put("stay", stay(run.stay(), "messages"))
                .put("facts", run.facts())
                .put("files", run.files())
                .put("startedAt", run.startedAt().toString());
        if (run.beforeMillis() > 0)
            json.put("before", Instant.ofEpochMilli(run.beforeMillis()).toString());
        Texts texts = run.texts();
        var told = new JsonObject()
                .put("gone", texts.gone())
                .put("stay", stay(texts.stay(), "texts"))
                .put("erasedContacts", texts.contacts())
                .put("facts", texts.facts());
        if (texts.beforeMillis() > 0)
            told.put("before", Instant.ofEpochMilli(texts.beforeMillis()).toString());
        json.put("texts", told);
        if (run.heldBack() != null) json.put("heldBack", run.heldBack());
        if (run.endedAt() != null) json.put("endedAt", run.endedAt().toString());
        if (run.error() != null) json.put("error", run.error());
        return json;
    }

    private static JsonArray stay(Map<Stays, Integer> all, String unit) {
        var stay = new JsonArray();
        for (Map.Entry<Stays, Integer> each : all.entrySet())
            stay.add(new JsonObject()
                    .put("why", each.getKey().name().toLowerCase(Locale.ROOT))
                    .put("words", each.getKey().words())
                    .put(unit, each.getValue()));
        return stay;
    }
}
