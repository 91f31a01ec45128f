package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import io.momentum.ops.api.Ask;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.List;

/** The forms of a conversation, each as the operation that it asks for. */
final class ConversationForms {

    /** What a form asks. */
    @FunctionalInterface
    interface Asking {
        Ask of(Visit visit);
    }

    /**
     * A form.
     *
     * @param name its path, and its words
     */
    record Form(String name, Right right, Asking ask) {}

    static final List<Form> FORMS = List.of(
            new Form("claim", Right.WORK, visit -> Ask.of("claimConversation").body(claim(visit))),
            new Form("accept", Right.WORK, visit -> move("in_progress", new JsonObject())),
            new Form("wait", Right.WORK, visit -> move("waiting_contact", reason(visit))),
            new Form(
                    "snooze",
                    Right.WORK,
                    visit -> move("scheduled", reason(visit).put("until", until(visit)))),
            new Form(
                    "release",
                    Right.ASSIGN,
                    visit -> Ask.of("assignConversation").body(reason(visit))),
            new Form(
                    "assign",
                    Right.ASSIGN,
                    visit -> Ask.of("assignConversation").body(assign(visit))),
            new Form("label", Right.LABEL, visit -> Ask.of("labelConversation").body(label(visit))),
            new Form("note", Right.WORK, visit -> Ask.of("noteConversation").body(text(visit, "text"))),
            new Form(
                    "log",
                    Right.WORK,
                    visit -> Ask.of("logAction").body(text(visit, "text").put("kind", visit.form("kind")))),
            new Form(
                    "escalate",
                    Right.WORK,
                    visit -> Ask.of("escalateConversation").body(reason(visit).put("to", visit.form("to")))),
            new Form("relink", Right.WORK, visit -> Ask.of("relinkConversation").body(relink(visit))),
            new Form("reopen", Right.WORK, visit -> Ask.of("reopenConversation").body(reason(visit))),
            new Form("promise", Right.WORK, visit -> Ask.of("settlePromise").body(promise(visit))),
            new Form("close", Right.WORK, visit -> Ask.of("closeConversation").body(close(visit))));

    private static final String FIELD = "f.";

    private ConversationForms() {}

    /** A person claims for itself; a program's token says for whom: for itself too. */
    private static JsonObject claim(Visit visit) {
        return visit.caller().isPerson()
                ? new JsonObject()
                : new JsonObject().put("owner", visit.caller().name());
    }

    private static Ask move(String stage, JsonObject body) {
        return Ask.of("moveConversation").body(body.put("stage", stage));
    }

    private static JsonObject reason(Visit visit) {
        return text(visit, "reason");
    }

    private static JsonObject text(Visit visit, String name) {
        String text = visit.form(name);
        return text.isEmpty() ? new JsonObject() : new JsonObject().put(name, text);
    }

    /** A local time of the reader, as browsers send it; whatever else it is goes on as it is, and is refused there. */
    private static String until(Visit visit) {
        String text = visit.form("until");
        try {
            return LocalDateTime.parse(text)
                    .atZone(visit.session().zone())
                    .toInstant()
                    .toString();
        } catch (DateTimeException e) {
            return text;
        }
    }

    /** {@code team/owner}; without an owner, the team alone. */
    static JsonObject assign(Visit visit) {
        String to = visit.form("to");
        int slash = to.indexOf('/');
        JsonObject body = reason(visit);
        String team = slash < 0 ? "" : to.substring(0, slash);
        String owner = to.substring(slash + 1);
        if (!team.isEmpty()) body.put("team", team);
        if (!owner.isEmpty()) body.put("owner", owner);
        return body;
    }

    static JsonObject label(Visit visit) {
        return new JsonObject()
                .put("label", visit.form("label"))
                .put("urgent", !visit.form("urgent").isEmpty());
    }

    private static JsonObject relink(Visit visit) {
        JsonObject body = reason(visit);
        if (!visit.form("message").isEmpty()) body.put("message", visit.form("message"));
        if (!visit.form("campaign").isEmpty()) body.put("campaign", visit.form("campaign"));
        return body;
    }

    private static JsonObject promise(Visit visit) {
        return text(visit, "amount").put("state", visit.form("state"));
    }

    static JsonObject close(Visit visit) {
        JsonObject fields = new JsonObject();
        visit.context().request().formAttributes().forEach((name, value) -> {
            if (name.startsWith(FIELD) && !value.isBlank()) fields.put(name.substring(FIELD.length()), value.strip());
        });
        return new JsonObject().put("outcome", visit.form("outcome")).put("fields", fields);
    }
}
