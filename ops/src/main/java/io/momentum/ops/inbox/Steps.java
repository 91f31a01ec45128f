package io.momentum.ops.inbox;

import io.momentum.ops.inbox.ConversationView.Step;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A conversation's facts as the rows of its thread. */
final class Steps {

    /** What clocks do by themselves and nobody need read. */
    private static final Set<String> QUIET = Set.of("STARTED", "STOPPED", "CANCELLED", "PAUSED", "RESUMED");

    private final Visit visit;

    Steps(Visit visit) {
        this.visit = visit;
    }

    List<Step> of(JsonArray timeline) {
        List<Step> steps = new ArrayList<>();
        for (Object each : timeline) step((JsonObject) each).ifPresent(steps::add);
        return steps;
    }

    private Optional<Step> step(JsonObject json) {
        String fact = json.getString("fact", "");
        return switch (fact) {
            case "ReplyJoined" ->
                Optional.of(new Step(
                        "in",
                        "conversation.step.reply",
                        ConversationLine.time(json, "receivedAt").or(() -> at(json)),
                        text(json),
                        repeated(json),
                        "",
                        "",
                        ""));
            case "ReplySent" ->
                Optional.of(new Step(
                        "out",
                        "conversation.step.sent",
                        at(json),
                        text(json),
                        "",
                        json.getString("status", ""),
                        cause(json),
                        by(json)));
            case "NoteAdded" ->
                Optional.of(new Step("note", "conversation.step.note", at(json), text(json), "", "", "", by(json)));
            case "ActionLogged" ->
                Optional.of(new Step(
                        "note",
                        "conversation.step.action",
                        at(json),
                        text(json),
                        word("conversation.kind", json.getString("kind", "")),
                        "",
                        "",
                        by(json)));
            case "OwnerAssigned" -> event(json, "owner", owner(json));
            case "ReplyClassified" -> event(json, "label", label(json.getString("label", "")));
            case "ReplyRelinked" -> event(json, "relinked", json.getString("campaign", ""));
            case "ConversationMoved" -> event(json, "moved", moved(json));
            case "ConversationClosed" -> event(json, "closed", word("queue.outcome", json.getString("outcome", "")));
            case "ConversationReopened" -> event(json, "reopened", "");
            case "ConversationMerged" -> event(json, "merged", "");
            case "ConversationEscalated" ->
                event(json, "escalated", People.name(visit.site(), json.getString("to", "")));
            case "PromiseSettled" -> event(json, "promise", word("conversation.promise", json.getString("state", "")));
            case "ClockMoved" -> clock(json);
            default -> Optional.empty();
        };
    }

    private Optional<Step> clock(JsonObject json) {
        String move = json.getString("move", "");
        if (QUIET.contains(move)) return Optional.empty();
        return event(
                json,
                "clock." + move.toLowerCase(Locale.ROOT),
                word("conversation.clock", json.getString("clock", "").replace(' ', '-')));
    }

    private Optional<Step> event(JsonObject json, String words, String detail) {
        return Optional.of(new Step("event", "conversation.step." + words, at(json), "", detail, "", "", by(json)));
    }

    private String label(String label) {
        return label.isEmpty() ? visit.t(Queue.TRIAGE.key()) : word("queue.label", label);
    }

    private String owner(JsonObject json) {
        String owner = json.getString("owner", "");
        if (!owner.isEmpty()) return People.name(visit.site(), owner);
        return visit.t("conversation.to-team", json.getString("team", ""));
    }

    private String moved(JsonObject json) {
        String reason = json.getString("reason", "");
        String stage = word("conversation.stage", json.getString("stage", "").toLowerCase(Locale.ROOT));
        return reason.isEmpty() ? stage : stage + ": " + reason;
    }

    private String word(String group, String value) {
        String key = group + "." + value;
        return visit.site().texts().has(key) ? visit.t(key) : value;
    }

    private String repeated(JsonObject json) {
        return json.getString("duplicateOf", "").isEmpty() ? "" : visit.t("conversation.repeated");
    }

    private String text(JsonObject json) {
        Optional<Instant> gone = ConversationLine.time(ConversationLine.part(json, "textGone"), "until");
        return gone.map(until -> visit.t("conversation.text-gone", visit.day(until)))
                .orElse(json.getString("text", ""));
    }

    private String cause(JsonObject json) {
        JsonObject cause = ConversationLine.part(json, "cause");
        String kind = cause.getString("cause", "");
        if (kind.isEmpty()) return "";
        String code = cause.getString("code", "");
        return word("conversation.cause", kind) + (code.isEmpty() ? "" : " (" + code + ")");
    }

    private static Optional<Instant> at(JsonObject json) {
        return ConversationLine.time(json, "at");
    }

    /** Who did it, where a person or a program did. */
    private String by(JsonObject json) {
        String actor = json.getString("actor", "");
        return actor.contains(":") ? People.name(visit.site(), actor) : "";
    }
}
