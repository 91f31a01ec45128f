package io.momentum.ops.api;

import io.momentum.ops.access.Right;
import io.momentum.ops.care.Care;
import io.momentum.ops.care.Conversations;
import io.momentum.ops.followup.Command;
import io.momentum.ops.followup.Command.Act;
import io.momentum.ops.followup.Command.Assign;
import io.momentum.ops.followup.Command.Claim;
import io.momentum.ops.followup.Command.Close;
import io.momentum.ops.followup.Command.Escalate;
import io.momentum.ops.followup.Command.Merge;
import io.momentum.ops.followup.Command.Move;
import io.momentum.ops.followup.Command.Note;
import io.momentum.ops.followup.Command.Relabel;
import io.momentum.ops.followup.Command.Reopen;
import io.momentum.ops.followup.Command.Settle;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.Decision;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.ops.search.Search;
import io.momentum.ops.webhook.WebhookRows;
import io.momentum.store.fact.CareFact.Stage;
import io.momentum.store.index.Shelf;
import io.momentum.store.value.MessageId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;

/** Operations on conversations. */
final class ConversationOps {

    private static final String[] COUNTED = {
        "open",
        "breaching",
        "opt_out_review",
        "urgent",
        "unowned",
        "triage",
        "waiting",
        "scheduled",
        "no_context",
        "closed"
    };

    private final Care care;
    private final Shelf webhookRows;
    private final Search search;
    private final ConversationTimeline timeline;
    private final ConversationDetail detail;
    private final ConversationReply reply;
    private final Relinks relinks;

    private final PresenceOps presence = new PresenceOps();
    private final CannedOps canned;

    ConversationOps(ApiParts parts, JournalLookup lookup, CannedOps canned) {
        this.canned = canned;
        care = parts.care();
        search = new Search(parts.index().shelf(Shelf.Kind.SEARCH), care.rows());
        webhookRows = parts.index().shelf(Shelf.Kind.WEBHOOK);
        timeline = new ConversationTimeline(parts, lookup);
        detail = new ConversationDetail(parts, timeline);
        reply = new ConversationReply(parts, timeline, presence);
        relinks = new Relinks(parts, lookup);
    }

    Map<String, Operation> byId() {
        Map<String, Operation> operations = new HashMap<>();
        operations.put("listConversations", this::list);
        operations.put("countConversations", this::counts);
        operations.put("getConversation", this::get);
        operations.put("replyToConversation", call -> reply.send(call, allowed(call)));
        operations.put("previewReply", call -> reply.preview(call, allowed(call), canned));
        operations.put("getPresence", call -> presence.get(allowed(call)));
        operations.put("putPresence", call -> presence.put(call, allowed(call)));
        operations.put("claimConversation", call -> change(call, body -> claim(call, body)));
        operations.put("assignConversation", call -> change(call, ConversationOps::assign));
        operations.put("labelConversation", call -> change(call, ConversationOps::label));
        operations.put("noteConversation", call -> change(call, body -> new Note(body.getString("text"))));
        operations.put(
                "logAction", call -> change(call, body -> new Act(body.getString("kind"), body.getString("text", ""))));
        operations.put("moveConversation", call -> change(call, ConversationOps::move));
        operations.put("closeConversation", call -> change(call, ConversationOps::close));
        operations.put(
                "reopenConversation", call -> change(call, body -> new Reopen(body.getString("reason", "manual"))));
        operations.put("mergeConversation", call -> change(call, body -> merge(call, body)));
        operations.put("relinkConversation", call -> change(call, body -> relinks.command(call, seenBy(call), body)));
        operations.put(
                "escalateConversation",
                call -> change(call, body -> new Escalate(body.getString("to"), body.getString("reason", ""))));
        operations.put(
                "settlePromise",
                call -> change(call, body -> new Settle(body.getString("state"), body.getString("amount", ""))));
        return operations;
    }

    // ---- looking

    private Answer list(Call call) {
        Shelf rows = care.rows();
        String view = call.query("view").orElse("open");
        var filter = ConversationFilter.ofList(call, search, Instant.now());
        Conversations.Page page;
        try {
            page = Conversations.page(
                    rows, view, filter.fits(), call.query("cursor").orElse(null), call.limit());
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("cursor: not one of this list").refusal();
        }
        JsonArray items = new JsonArray();
        page.items().forEach(c -> items.add(timeline.line(call, c)));
        JsonObject json = new JsonObject().put("items", items);
        json.put("count", ConversationCounts.of(rows, view, call.caller()).count());
        if (filter.isNarrowed()) ConversationCounts.fitting(rows, view, filter).addTo(json);
        if (page.next() != null) json.put("next", page.next());
        return Answer.json(200, json);
    }

    static boolean isMasked(Call call, Conversation c) {
        return !call.caller().may(Right.SEE, c);
    }

    private Answer counts(Call call) {
        JsonObject json = new JsonObject();
        for (String view : COUNTED)
            json.put(
                    view,
                    ConversationCounts.of(care.rows(), view, call.caller()).count());
        return Answer.json(200, json);
    }

    private Answer get(Call call) {
        Conversation c = seenBy(call);
        boolean masked = isMasked(call, c);
        JsonArray steps = timeline.of(care.rows(), c, masked);
        JsonObject json = ConversationJson.of(c, masked).put("timeline", steps);
        if (!masked) detail.addTo(json, call.caller(), c, steps);
        json.put("records", ConversationJson.records(WebhookRows.acknowledged(webhookRows, c.digits(), c.id())));
        if (!c.closure().outcome().isEmpty())
            json.put("evidence", "/v1/conversations/" + MessageId.format(c.id()) + "/evidence");
        return Answer.json(200, json).with("ETag", ConversationJson.tag(c));
    }

    /** The conversation of a path, for who may see it. */
    Conversation seenBy(Call call) {
        return Conversations.find(care.rows(), MessageId.parse(call.path("id")))
                .filter(c -> call.caller().may(Right.READ, c))
                .orElseThrow(() -> Problem.notFound("No such conversation.").refusal());
    }

    /** The conversation, where the caller has the right there that the operation needs. */
    private Conversation allowed(Call call) {
        Conversation c = seenBy(call);
        if (call.caller().may(call.right(), c)) return c;
        throw Problem.forbidden("There it is not yours to do that: %s.".formatted(MessageJson.word(call.right())))
                .refusal();
    }

    // ---- changing

    private Answer change(Call call, Function<JsonObject, Command> command) {
        Conversation c = allowed(call);
        Command wanted = command.apply(call.body());
        Decision decision = Waiting.forResult(care.change(c.id(), expected(call), wanted, actorOf(call)));
        if (decision instanceof Refused refused) throw refusal(refused);
        Conversation after = Conversations.find(care.rows(), c.id()).orElse(c);
        call.changes().say(ConversationJson.summary(c), ConversationJson.summary(after));
        return Answer.json(200, ConversationJson.of(after, isMasked(call, after)))
                .with("ETag", ConversationJson.tag(after));
    }

    static String actorOf(Call call) {
        return call.caller().actor();
    }

    static OptionalInt expected(Call call) {
        String tag = call.header("If-Match").orElse("").strip();
        if (tag.isEmpty() || tag.equals("*")) return OptionalInt.empty();
        try {
            return OptionalInt.of(Integer.parseInt(tag.replace("\"", "")));
        } catch (NumberFormatException e) {
            throw Problem.badRequest("If-Match: the ETag of a conversation").refusal();
        }
    }

    static Refusal refusal(Refused refused) {
        int status = switch (refused.code()) {
            case TAKEN, CLOSED, NOT_CLOSED, MERGED, STAGE, HELD -> 409;
            case CHANGED -> 412;
            case NOT_FOUND -> 404;
            case BUSY -> 503;
            case OUTCOME_UNKNOWN,
                    FIELDS,
                    UNKNOWN_LABEL,
                    UNKNOWN_OWNER,
                    UNKNOWN_TEAM,
                    BAD_TIME,
                    NOTHING_PROMISED,
                    LINT,
                    OPTED_OUT -> 422;
        };
        Problem problem = Problem.of(status, refused.code().name(), "Nothing is changed", refused.detail());
        for (Map.Entry<String, String> entry : refused.more().entrySet())
            problem = problem.with(entry.getKey(), entry.getValue());
        return problem.refusal();
    }

    // ---- the bodies of commands

    /** A person claims for itself; a program for whom it says. */
    private static Command claim(Call call, JsonObject body) {
        String owner = body.getString("owner", call.caller().name()).strip();
        if (call.caller().isPerson() && !owner.equals(call.caller().name()))
            throw Problem.forbidden("One claims for oneself; who gives it to others assigns it.")
                    .refusal();
        return new Claim(owner);
    }

    static Command assign(JsonObject body) {
        return new Assign(
                body.getString("team", "").strip(), body.getString("owner", "").strip(), body.getString("reason", ""));
    }

    static Command label(JsonObject body) {
        return new Relabel(body.getString("label"), body.getString("detail", ""), body.getBoolean("urgent", false));
    }

    private static Command move(JsonObject body) {
        Stage stage = Stage.valueOf(body.getString("stage").toUpperCase(Locale.ROOT));
        String until = body.getString("until", "");
        return new Move(stage, until.isEmpty() ? 0 : micros(until), body.getString("reason", ""));
    }

    private static long micros(String time) {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
        } catch (DateTimeParseException | ArithmeticException e) {
            throw Problem.badRequest("until: a time such as 2026-12-04T09:00:00Z")
                    .refusal();
        }
    }

    static Command close(JsonObject body) {
        Map<String, String> fields = new TreeMap<>();
        body.getJsonObject("fields", new JsonObject())
                .forEach(field -> fields.put(field.getKey(), String.valueOf(field.getValue())));
        return new Close(body.getString("outcome", ""), fields);
    }

    private Command merge(Call call, JsonObject body) {
        return new Merge(Conversations.find(care.rows(), MessageId.parse(body.getString("into")))
                .filter(into -> call.caller().may(call.right(), into))
                .orElseThrow(
                        () -> Problem.notFound("No conversation to merge into.").refusal()));
    }
}
