package io.momentum.ops.api;

import io.momentum.ops.access.Right;
import io.momentum.ops.access.Scope;
import io.momentum.ops.care.Care;
import io.momentum.ops.care.Settings;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.campaign.Template;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Answers that are ready: a text for each language, with places for what is known of the contact. */
final class CannedOps {

    private static final String KIND = "canned";

    private final Care care;
    private final Saved canned;

    CannedOps(ApiParts parts) {
        care = parts.care();
        canned = new Saved(care, KIND);
    }

    Map<String, Operation> byId() {
        Map<String, Operation> operations = new HashMap<>();
        operations.put("listCanned", this::list);
        operations.put("putCanned", this::put);
        operations.put("deleteCanned", this::remove);
        return operations;
    }

    private Answer list(Call call) {
        JsonArray items = new JsonArray();
        Settings.all(care.rows(), KIND).forEach((name, body) -> {
            JsonObject one = new JsonObject(body);
            if (isFor(call.caller(), one)) items.add(one.put("name", name));
        });
        return Answer.json(200, new JsonObject().put("items", items));
    }

    private Answer put(Call call) {
        JsonObject body = call.body();
        JsonObject one = new JsonObject()
                .put("title", body.getString("title", call.path("canned")))
                .put("language", body.getString("language", ""))
                .put("texts", body.getJsonObject("texts"))
                .put("teams", PersonJson.array(PersonJson.texts(body, "teams")));
        mayChange(call, one);
        canned.find(call.path("canned")).ifPresent(before -> mayChange(call, before));
        canned.put(call, call.path("canned"), one);
        return Answer.json(200, one.copy().put("name", call.path("canned")));
    }

    private Answer remove(Call call) {
        canned.find(call.path("canned")).ifPresent(before -> mayChange(call, before));
        canned.remove(call, call.path("canned"));
        return Answer.empty();
    }

    /** A lead of teams changes what is theirs alone; what is for all, those who are bound to none. */
    private static void mayChange(Call call, JsonObject one) {
        var of = new Scope(Set.of(), Set.of(), PersonJson.texts(one, "teams"));
        var teams = new Scope(Set.of(), Set.of(), call.caller().scope().teams());
        if (!call.caller().mayAny(Right.TEMPLATES) || !teams.contains(of))
            throw Problem.forbidden("It is not of your teams alone: name them in teams.")
                    .refusal();
    }

    private static boolean isFor(Caller caller, JsonObject one) {
        var teams = new Scope(Set.of(), Set.of(), PersonJson.texts(one, "teams")).teams();
        var own = caller.scope().teams();
        return teams.isEmpty() || own.isEmpty() || teams.stream().anyMatch(own::contains);
    }

    /** The text of an answer for a contact: in its language where there is one, else in the usual one. */
    Template.Filled fill(Call call, String name, String language, Conversation c) {
        JsonObject one = canned.find(name)
                .filter(each -> isFor(call.caller(), each))
                .orElseThrow(() -> Problem.notFound("No such answer.").refusal());
        JsonObject texts = one.getJsonObject("texts");
        String wanted = language.isEmpty() ? c.contact().getOrDefault("language", "") : language;
        String text = texts.getString(wanted.toLowerCase(Locale.ROOT));
        if (text == null) text = texts.getString(one.getString("language"));
        if (text == null && texts.size() == 1)
            text = texts.getString(texts.fieldNames().iterator().next());
        if (text == null)
            throw Problem.unprocessable(
                            "NO_TEXT", "It has no text in " + (wanted.isEmpty() ? "any usual language" : wanted) + ".")
                    .refusal();
        Map<String, String> values = new TreeMap<>(c.contact());
        values.put("number", Long.toString(c.digits()));
        values.put("agent", call.caller().name());
        return new Template(text).fill(values);
    }
}
