package io.momentum.ops.api;

import io.momentum.ops.event.EventId;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.Conversation.Clock;
import io.momentum.ops.followup.Conversation.Closure;
import io.momentum.ops.followup.Conversation.Label;
import io.momentum.ops.followup.Conversation.Link;
import io.momentum.ops.followup.Conversation.Ownership;
import io.momentum.ops.followup.Conversation.Replies;
import io.momentum.ops.followup.Conversation.Work;
import io.momentum.ops.webhook.WebhookRows.Acknowledged;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.Msisdn;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A conversation as the contract shows it. */
final class ConversationJson {

    private ConversationJson() {}

    static JsonObject of(Conversation c) {
        JsonObject json = new JsonObject()
                .put("id", MessageId.format(c.id()))
                .put("contact", contact(c))
                .put("address", c.address());
        if (c.account() != null) json.put("account", c.account().value());
        json.put("stage", word(c.stage())).put("version", c.version()).put("episode", c.episode());
        time(json, "openedAt", c.openedAtMicros());
        time(json, "until", c.untilMicros());
        if (c.previous() != 0) json.put("previous", MessageId.format(c.previous()));
        if (c.into() != 0) json.put("into", MessageId.format(c.into()));
        json.put("replies", replies(c.replies())).put("answers", link(c.link()));
        if (!c.label().source().isEmpty()) json.put("label", label(c.label()));
        json.put("ownership", ownership(c.ownership())).put("work", work(c.work()));
        if (!c.closure().outcome().isEmpty()) json.put("closure", closure(c.closure()));
        JsonArray clocks = new JsonArray();
        c.clocks().forEach(clock -> clocks.add(clock(clock)));
        if (c.dueMicros() != Long.MAX_VALUE) time(json, "due", c.dueMicros());
        json.put("sla", sla(c));
        return json.put("clocks", clocks);
    }

    /** How its clocks stand: {@code breached}, {@code warned} or {@code ok}. */
    static String sla(Conversation c) {
        if (c.isBreached()) return "breached";
        return c.isWarned() ? "warned" : "ok";
    }

    /** What systems of record call it, and when they said so: of the conversation, and of the contact's opt-out. */
    static JsonArray records(List<Acknowledged> acknowledged) {
        JsonArray records = new JsonArray();
        for (Acknowledged each : acknowledged) {
            JsonObject json = new JsonObject()
                    .put("webhook", each.webhook())
                    .put("externalId", each.externalId())
                    .put("event", EventId.format(each.event()))
                    .put("of", each.conversation() == 0 ? "contact" : "conversation")
                    .put("afterMillis", Math.max(0, each.atMicros() - each.eventAtMicros()) / 1_000);
            time(json, "at", each.atMicros());
            records.add(json);
        }
        return records;
    }

    /**
     * The same as somebody may see it.
     *
     * @param masked without texts, and of the number its last two digits
     */
    static JsonObject of(Conversation c, boolean masked) {
        JsonObject json = of(c);
        if (!masked) return json;
        json = Masked.of(json);
        json.getJsonObject("contact").put("msisdn", Msisdn.masked(c.digits()));
        return json;
    }

    /** What a change of it is about, for the audit. */
    static JsonObject summary(Conversation c) {
        JsonObject json = new JsonObject()
                .put("stage", word(c.stage()))
                .put("team", c.ownership().team())
                .put("owner", c.ownership().owner())
                .put("label", c.label().label())
                .put("urgent", c.label().urgent())
                .put("campaign", c.link().campaign())
                .put("outcome", c.closure().outcome())
                .put("fields", object(c.closure().fields()))
                .put("promise", c.closure().promise())
                .put("sent", c.work().sent())
                .put("notes", c.work().notes())
                .put("actions", c.work().actions())
                .put("escalatedTo", c.work().escalatedTo());
        time(json, "until", c.untilMicros());
        if (c.into() != 0) json.put("into", MessageId.format(c.into()));
        return json;
    }

    /** What If-Match compares. */
    static String tag(Conversation c) {
        return "\"" + c.version() + "\"";
    }

    private static JsonObject contact(Conversation c) {
        return new JsonObject().put("msisdn", Long.toString(c.digits())).put("attributes", object(c.contact()));
    }

    private static JsonObject replies(Replies r) {
        JsonObject json = new JsonObject().put("count", r.count()).put("duplicates", r.duplicates());
        time(json, "firstAt", r.firstAtMicros());
        time(json, "lastAt", r.lastAtMicros());
        time(json, "unansweredSince", r.unansweredSinceMicros());
        if (r.lastMoId() != 0) json.put("last", MessageId.format(r.lastMoId()));
        return json;
    }

    private static JsonObject link(Link link) {
        JsonObject json = new JsonObject()
                .put("method", link.method())
                .put("confidence", link.confidence() / 1000.0)
                .put("withoutContext", link.isWithoutContext());
        if (link.mtId() != 0) json.put("message", MessageId.format(link.mtId()));
        if (!link.campaign().isEmpty()) json.put("campaign", link.campaign());
        return json;
    }

    private static JsonObject label(Label label) {
        JsonObject json = new JsonObject()
                .put("label", label.label())
                .put("optOut", label.optOut())
                .put("urgent", label.urgent())
                .put("confidence", label.confidence() / 1000.0)
                .put("source", label.source());
        if (!label.detail().isEmpty()) json.put("detail", label.detail());
        if (!label.version().isEmpty()) json.put("version", label.version());
        return json.put("reasons", new JsonArray(label.reasons())).put("extracted", object(label.extracted()));
    }

    private static JsonObject ownership(Ownership o) {
        JsonObject json = new JsonObject().put("team", o.team());
        if (!o.owner().isEmpty()) json.put("owner", o.owner());
        json.put("reason", o.reason()).put("rule", o.rule()).put("why", o.explanation());
        json.put("changes", o.changes()).put("past", new JsonArray(o.past()));
        time(json, "since", o.sinceMicros());
        time(json, "acceptUntil", o.acceptUntilMicros());
        return json;
    }

    private static JsonObject work(Work w) {
        JsonObject json = new JsonObject()
                .put("sent", w.sent())
                .put("notes", w.notes())
                .put("actions", w.actions())
                .put("escalations", w.escalations());
        if (!w.firstActor().isEmpty()) json.put("firstActor", w.firstActor());
        if (!w.escalatedTo().isEmpty()) json.put("escalatedTo", w.escalatedTo());
        time(json, "firstActionAt", w.firstActionMicros());
        time(json, "firstResponseAt", w.firstResponseMicros());
        time(json, "lastSentAt", w.lastSentMicros());
        return json;
    }

    private static JsonObject closure(Closure x) {
        JsonObject json = new JsonObject()
                .put("outcome", x.outcome())
                .put("fields", object(x.fields()))
                .put("by", x.actor())
                .put("reopens", x.reopens());
        time(json, "at", x.atMicros());
        time(json, "until", x.untilMicros());
        if (!x.promise().isEmpty()) json.put("promise", x.promise());
        if (!x.paid().isEmpty()) json.put("paid", x.paid());
        return json;
    }

    private static JsonObject clock(Clock clock) {
        JsonObject json = new JsonObject()
                .put("clock", clock.name())
                .put("episode", clock.episode())
                .put("state", word(clock.last()))
                .put("breached", clock.breached())
                .put("running", clock.isRunning())
                .put("policy", clock.policy())
                .put("businessMillis", clock.businessMillis())
                .put("wallMillis", clock.wallMillis());
        time(json, "startedAt", clock.startedAtMicros());
        time(json, "due", clock.dueMicros());
        return json;
    }

    static JsonObject object(Map<String, String> map) {
        JsonObject json = new JsonObject();
        map.forEach(json::put);
        return json;
    }

    static void time(JsonObject json, String name, long micros) {
        if (micros != 0)
            json.put(name, Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString());
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
