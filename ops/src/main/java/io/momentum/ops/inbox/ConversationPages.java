package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import io.momentum.ops.api.Answer;
import io.momentum.ops.api.Ask;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** One conversation: what was said and done, how it stands, and all that can be done with it. */
public final class ConversationPages implements Section {

    static final String PATH = "/c/";

    private static final String ONE = PATH + ":id";

    @Override
    public void on(Routes routes) {
        routes.get(ONE, Right.READ, visit -> show(visit, 200, "", ""));
        routes.get(ONE + "/thread", Right.READ, visit -> visit.part("conversation/thread", view(visit, "")));
        routes.get(ONE + "/state", Right.READ, visit -> visit.part("conversation/state", view(visit, "")));
        routes.get(ONE + "/evidence", Right.READ, ConversationPages::evidence);
        routes.byItself(HttpMethod.POST, ONE + "/presence", Right.READ, ConversationPages::presence);
        routes.post(ONE + "/preview", Right.WORK, ConversationPages::preview);
        routes.post(ONE + "/reply", Right.WORK, ConversationPages::reply);
        ConversationForms.FORMS.forEach(
                form -> routes.post(ONE + "/" + form.name(), form.right(), visit -> done(visit, form)));
    }

    static String id(Visit visit) {
        String id = visit.path("id");
        if (!id.matches("[0-9a-f]{16}")) throw NotDone.missing();
        return id;
    }

    private static String path(Visit visit) {
        return Inbox.ROOT + PATH + id(visit);
    }

    // ---- looking

    private static ConversationView view(Visit visit, String draft) {
        JsonObject json = visit.read(Ask.of("getConversation").path("id", id(visit)));
        JsonObject followup = visit.read(Ask.of("getFollowup"));
        JsonArray canned = visit.read(Ask.of("listCanned")).getJsonArray("items");
        return ConversationView.of(visit, json, followup, canned, draft);
    }

    private static View show(Visit visit, int status, String draft, String refusal) {
        ConversationView view = view(visit, draft);
        if (!refusal.isEmpty()) visit.refuse(refusal);
        String title = visit.t("conversation.title", view.line().called());
        return visit.html(status, "conversation/page", QueuePages.PLACE, title, Map.of("view", view));
    }

    private static View evidence(Visit visit) {
        JsonObject json = visit.read(Ask.of("getConversationEvidence").path("id", id(visit)));
        byte[] content = json.encodePrettily().getBytes(StandardCharsets.UTF_8);
        return new View.Bytes("application/json", "evidence-" + id(visit) + ".json", content);
    }

    // ---- who is here

    /** Says that one is here, or writes, and shows who else is. */
    private static View presence(Visit visit) {
        boolean writes = visit.form("state").equals("typing") && visit.caller().mayAny(Right.WORK);
        JsonObject here = visit.read(Ask.of("putPresence")
                .path("id", id(visit))
                .body(new JsonObject().put("state", writes ? "typing" : "viewing")));
        return visit.part("conversation/presence", PresenceView.of(visit, here));
    }

    // ---- answering

    /** What an answer would be, as the carrier would cut it. */
    private static View preview(Visit visit) {
        String canned = visit.form("canned");
        JsonObject body = new JsonObject();
        if (canned.isEmpty()) body.put("text", visit.form("text"));
        else body.put("canned", canned);
        boolean nothing = canned.isEmpty() && visit.form("text").isEmpty();
        // On whose behalf is asked for below the text, and may not be typed yet.
        boolean unknown = visit.isPart()
                && visit.form("askAccount").equals("1")
                && visit.form("account").isEmpty();
        if (nothing || unknown) return visit.part("conversation/segments", SegmentsView.nothing());
        if (!visit.form("account").isEmpty()) body.put("account", visit.form("account"));
        JsonObject json =
                visit.read(Ask.of("previewReply").path("id", id(visit)).body(body));
        if (visit.isPart()) return visit.part("conversation/segments", SegmentsView.of(json));
        return show(visit, 200, json.getString("text", ""), "");
    }

    /** Sends it; where something came in meanwhile, or somebody else writes, the draft stays in its field. */
    private static View reply(Visit visit) {
        if (!visit.form("use").isEmpty()) return preview(visit);
        JsonObject body = new JsonObject().put("text", visit.form("text"));
        String lastReply = visit.form("lastReply");
        if (!lastReply.isEmpty()) body.put("lastReply", lastReply);
        if (!visit.form("force").isEmpty()) body.put("force", true);
        String account = visit.form("account");
        if (!account.isEmpty()) body.put("account", account);
        Answer answer = visit.ask(Ask.of("replyToConversation")
                .path("id", id(visit))
                .header("Idempotency-Key", visit.form("key"))
                .body(body));
        if (answer.status() < 300) {
            visit.say("conversation.sent");
            return View.seeOther(path(visit));
        }
        JsonObject problem = new JsonObject(answer.body());
        return show(visit, answer.status(), visit.form("text"), Problems.text(visit, problem));
    }

    // ---- changing

    private static View done(Visit visit, ConversationForms.Form form) {
        Ask ask = form.ask().of(visit).path("id", id(visit));
        Answer answer = visit.ask(ask);
        Optional<JsonObject> problem =
                answer.status() < 300 ? Optional.empty() : Optional.of(new JsonObject(answer.body()));
        if (problem.isPresent() && answer.status() == 404) throw new NotDone(404, problem.get());
        if (problem.isPresent()) visit.refuse(Problems.text(visit, problem.get()));
        else visit.say("conversation.done." + form.name());
        String next = visit.form("next");
        boolean goesOn = problem.isEmpty() && next.matches("[0-9a-f]{16}");
        return View.seeOther(goesOn ? Inbox.ROOT + PATH + next : path(visit));
    }
}
