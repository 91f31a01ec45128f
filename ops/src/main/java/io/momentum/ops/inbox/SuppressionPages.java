package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import io.momentum.ops.api.Ask;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Who must not be written to, who is in doubt, and the proof of each. Numbers stand in forms, never in URLs. */
public final class SuppressionPages implements Section {

    static final String PLACE = "suppression";

    private static final String PATH = "/suppressions";
    private static final int ROWS = 50;

    @Override
    public List<Entry> menu() {
        return List.of(new Entry(PLACE, "suppression.menu", Inbox.ROOT + PATH, Right.GATEWAY_READ));
    }

    @Override
    public void on(Routes routes) {
        routes.get(PATH, Right.GATEWAY_READ, SuppressionPages::list);
        routes.get(PATH + "/doubts", Right.OPT_OUTS, SuppressionPages::doubts);
        routes.post(PATH + "/doubts", Right.OPT_OUTS, SuppressionPages::decide);
        routes.get(PATH + "/export", Right.GATEWAY_READ, SuppressionPages::export);
        routes.post(PATH + "/find", Right.GATEWAY_READ, SuppressionPages::find);
        routes.get(PATH + "/number/:key", Right.GATEWAY_READ, SuppressionPages::number);
        routes.post(PATH + "/add", Right.GATEWAY_WRITE, SuppressionPages::add);
        routes.post(PATH + "/undo", Right.OPT_OUTS, SuppressionPages::undo);
        routes.post(PATH + "/open", Right.GATEWAY_WRITE, SuppressionPages::open);
    }

    // ---- what is shown

    public record EntryView(String number, String scope, Instant since, String source, String reason) {}

    public record DoubtView(String number, String scope, Instant since, Instant deadline, String words, String text) {}

    public record ListView(List<EntryView> entries, String scope, String next, int doubts) {
        public String nextPath() {
            return Inbox.ROOT + PATH + "?cursor=" + Paths.encoded(next)
                    + (scope.isEmpty() ? "" : "&scope=" + Paths.encoded(scope));
        }
    }

    public record DoubtsView(List<DoubtView> doubts, String next) {
        public String nextPath() {
            return Inbox.ROOT + PATH + "/doubts?cursor=" + Paths.encoded(next);
        }
    }

    /**
     * A line of a proof.
     *
     * @param what the kind of fact, {@code in} for a message from the subscriber, or a message's status
     */
    public record ProofLine(Instant at, String sequence, String what, String text) {}

    /**
     * A number and what closes it.
     *
     * @param complete whether all that there is stands here
     */
    public record NumberView(
            String number,
            List<EntryView> entries,
            boolean withProof,
            List<ProofLine> facts,
            List<ProofLine> messages,
            boolean complete) {}

    // ---- the list

    private static View list(Visit visit) {
        String scope = visit.query("scope");
        JsonObject page = visit.read(Ask.of("listSuppressions")
                .query("scope", scope)
                .query("cursor", visit.query("cursor"))
                .query("limit", Integer.toString(ROWS)));
        int doubts = 0;
        if (visit.caller().mayAny(Right.OPT_OUTS))
            doubts = visit.read(Ask.of("listHeldOptOuts").query("limit", "500"))
                    .getJsonArray("items")
                    .size();
        var view = new ListView(entries(page.getJsonArray("items")), scope, page.getString("next", ""), doubts);
        return visit.html("suppression/list", PLACE, visit.t("suppression.title"), view);
    }

    private static List<EntryView> entries(JsonArray items) {
        List<EntryView> entries = new ArrayList<>();
        for (Object each : items) {
            JsonObject json = (JsonObject) each;
            entries.add(new EntryView(
                    json.getString("msisdn"),
                    json.getString("scope"),
                    Instant.parse(json.getString("since")),
                    json.getString("source"),
                    json.getString("reason")));
        }
        return entries;
    }

    private static View export(Visit visit) {
        return visit.give(Ask.of("exportSuppressions"));
    }

    // ---- doubts

    private static View doubts(Visit visit) {
        JsonObject page = visit.read(Ask.of("listHeldOptOuts")
                .query("cursor", visit.query("cursor"))
                .query("limit", Integer.toString(ROWS)));
        List<DoubtView> doubts = new ArrayList<>();
        for (Object each : page.getJsonArray("items")) {
            JsonObject json = (JsonObject) each;
            doubts.add(new DoubtView(
                    json.getString("msisdn"),
                    json.getString("scope"),
                    Instant.parse(json.getString("since")),
                    Instant.parse(json.getString("deadline")),
                    json.getString("words"),
                    json.getString("text", "")));
        }
        var view = new DoubtsView(doubts, page.getString("next", ""));
        return visit.html("suppression/doubts", PLACE, visit.t("suppression.doubts"), view);
    }

    private static View decide(Visit visit) {
        String decision = visit.form("decision");
        visit.read(Ask.of("reviewOptOut")
                .path("msisdn", visit.form("number"))
                .body(new JsonObject()
                        .put("decision", decision)
                        .put("scope", visit.form("scope"))
                        .put("reason", reason(visit))));
        visit.say("suppression.decided." + (decision.equals("confirm") ? "confirm" : "dismiss"));
        return View.seeOther(Inbox.ROOT + PATH + "/doubts");
    }

    private static String reason(Visit visit) {
        String reason = visit.form("reason");
        return reason.isEmpty() ? visit.t("suppression.reviewed") : reason;
    }

    // ---- one number

    private static View find(Visit visit) {
        return shown(visit, visit.form("number"));
    }

    /** A number is kept with the session; its page has a key of chance. */
    private static View shown(Visit visit, String number) {
        String key = visit.session().keep(new JsonObject().put("number", number.replaceAll("[^0-9]", "")));
        return View.seeOther(Inbox.ROOT + PATH + "/number/" + key);
    }

    private static View number(Visit visit) {
        JsonObject kept = visit.session().kept(visit.path("key")).orElse(null);
        if (kept == null) return View.seeOther(Inbox.ROOT + PATH);
        String number = kept.getString("number");
        boolean withProof = visit.caller().mayAny(Right.OPT_OUTS);
        JsonObject found = visit.read(
                Ask.of(withProof ? "getOptOutProof" : "getSuppressions").path("msisdn", number));
        JsonArray closed = found.getJsonArray(withProof ? "closed" : "items", new JsonArray());
        var view = new NumberView(
                number,
                entries(closed),
                withProof,
                proof(found.getJsonArray("facts", new JsonArray())),
                proof(found.getJsonArray("messages", new JsonArray())),
                found.getBoolean("complete", true));
        return visit.html("suppression/number", PLACE, visit.t("suppression.number"), view);
    }

    private static List<ProofLine> proof(JsonArray items) {
        List<ProofLine> lines = new ArrayList<>();
        for (Object each : items) {
            JsonObject json = (JsonObject) each;
            lines.add(new ProofLine(
                    Instant.parse(atOf(json)),
                    first(json, "sequence"),
                    first(json, "fact", "direction", "status"),
                    first(json, "text", "reason", "words")));
        }
        return lines;
    }

    /** A message that left has its times in its timeline only. */
    private static String atOf(JsonObject json) {
        String at = first(json, "at");
        return at.isEmpty() ? json.getJsonArray("timeline").getJsonObject(0).getString("at") : at;
    }

    private static String first(JsonObject json, String... names) {
        for (String name : names) {
            Object value = json.getValue(name);
            if (value != null) return value.toString();
        }
        return "";
    }

    private static View add(Visit visit) {
        String number = visit.form("number").replaceAll("[^0-9]", "");
        JsonObject body = new JsonObject().put("reason", reason(visit));
        if (!visit.form("scope").isEmpty()) body.put("scope", visit.form("scope"));
        visit.read(Ask.of("putSuppression").path("msisdn", number).body(body));
        visit.say("suppression.added");
        return shown(visit, number);
    }

    private static View undo(Visit visit) {
        String number = visit.form("number");
        JsonObject body = new JsonObject().put("scope", visit.form("scope")).put("reason", reason(visit));
        if (!visit.form("proof").isEmpty()) body.put("proof", visit.form("proof"));
        visit.read(Ask.of("undoOptOut").path("msisdn", number).body(body));
        visit.say("suppression.undone");
        return shown(visit, number);
    }

    /** Opens a number again, with the proof that its subscriber consents. */
    private static View open(Visit visit) {
        String number = visit.form("number");
        visit.read(Ask.of("deleteSuppression")
                .path("msisdn", number)
                .query("scope", visit.form("scope"))
                .query("reason", visit.form("reason")));
        visit.say("suppression.opened");
        return shown(visit, number);
    }
}
