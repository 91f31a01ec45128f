package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import io.momentum.ops.api.Ask;
import io.momentum.ops.inbox.ConversationView.OutcomeView;
import io.momentum.ops.inbox.ConversationView.TeamView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changing many conversations alike: choose, see what it would touch, do it, take it back. */
public final class BulkPages implements Section {

    private static final String PATH = "/bulk";
    private static final int SHOWN = 100;

    @Override
    public void on(Routes routes) {
        routes.post(PATH, Right.BULK, BulkPages::choose);
        routes.get(PATH + "/choose/:key", Right.BULK, BulkPages::choices);
        routes.post(PATH + "/preview/:key/:kind", Right.BULK, BulkPages::preview);
        routes.post(PATH + "/do/:key", Right.BULK, BulkPages::order);
        routes.get(PATH + "/:bulk", Right.BULK, BulkPages::progress);
        routes.post(PATH + "/:bulk/undo", Right.BULK, BulkPages::undo);
    }

    /** What can be done with those that were ticked. */
    public record ChoiceView(
            String key, int count, List<OutcomeView> outcomes, List<String> labels, List<TeamView> teams) {}

    /** Why one would not be changed. */
    public record Refused(String id, String text) {}

    /** What it would do. */
    public record PreviewView(String key, String kind, int count, int refusedCount, List<Refused> refused) {}

    /** How far it is. */
    public record ProgressView(
            String id,
            boolean over,
            int done,
            int refusedCount,
            int total,
            Optional<Instant> undoUntil,
            String undoneBy,
            boolean undoes,
            List<Refused> refused) {

        /** Whether it can be taken back yet. */
        public boolean isUndoable() {
            return done > 0
                    && undoneBy.isEmpty()
                    && undoUntil.filter(until -> until.isAfter(Instant.now())).isPresent();
        }
    }

    private static View choose(Visit visit) {
        List<String> ids = visit.forms("id").stream()
                .filter(id -> id.matches("[0-9a-f]{16}"))
                .toList();
        if (ids.isEmpty()) {
            visit.refuse(visit.t("bulk.none"));
            return View.seeOther(Inbox.ROOT);
        }
        String key = visit.session().keep(new JsonObject().put("ids", new JsonArray(ids)));
        return View.seeOther(Inbox.ROOT + PATH + "/choose/" + key);
    }

    private static JsonObject kept(Visit visit) {
        return visit.session().kept(visit.path("key")).orElseThrow(NotDone::missing);
    }

    private static View choices(Visit visit) {
        int count = kept(visit).getJsonArray("ids").size();
        JsonObject followup = visit.read(Ask.of("getFollowup"));
        var view = new ChoiceView(
                visit.path("key"),
                count,
                ConversationView.outcomes(followup),
                followup.getJsonArray("labels").stream().map(String::valueOf).toList(),
                ConversationView.teams(visit, followup));
        return visit.html("bulk/choose", QueuePages.PLACE, visit.t("bulk.title", count), view);
    }

    private static View preview(Visit visit) {
        JsonObject kept = kept(visit);
        String kind = visit.path("kind");
        JsonObject action = switch (kind) {
            case "assign" -> ConversationForms.assign(visit);
            case "label" -> ConversationForms.label(visit);
            case "close" -> ConversationForms.close(visit);
            default -> throw NotDone.missing();
        };
        JsonObject order = order(kept, action.put("kind", kind));
        JsonObject json = visit.read(Ask.of("previewBulk").body(order));
        String key = visit.session().keep(kept.put("action", action));
        var view = new PreviewView(
                key, kind, json.getInteger("count"), json.getInteger("refusedCount"), refused(visit, json, "refused"));
        return visit.html("bulk/preview", QueuePages.PLACE, visit.t("bulk.preview"), view);
    }

    private static JsonObject order(JsonObject kept, JsonObject action) {
        return new JsonObject()
                .put("select", new JsonObject().put("ids", kept.getJsonArray("ids")))
                .put("action", action);
    }

    private static List<Refused> refused(Visit visit, JsonObject json, String member) {
        List<Refused> refused = new ArrayList<>();
        for (Object each : ConversationLine.items(json, member)) {
            JsonObject one = (JsonObject) each;
            if (one.getBoolean("done", false) || !one.containsKey("code") || refused.size() == SHOWN) continue;
            refused.add(new Refused(one.getString("id"), Problems.text(visit, one)));
        }
        return refused;
    }

    /** The key is that of the preview: whoever presses twice orders once. */
    private static View order(Visit visit) {
        JsonObject kept = kept(visit);
        JsonObject done = visit.read(Ask.of("changeMany")
                .header("Idempotency-Key", visit.path("key"))
                .body(order(kept, kept.getJsonObject("action"))));
        return View.seeOther(Inbox.ROOT + PATH + "/" + done.getString("id"));
    }

    private static View progress(Visit visit) {
        JsonObject json =
                visit.read(Ask.of("getBulk").path("bulk", visit.path("bulk")).query("limit", "500"));
        var view = new ProgressView(
                json.getString("id"),
                json.getString("state", "").equals("ended"),
                json.getInteger("done", 0),
                json.getInteger("failed", 0),
                json.getInteger("total", 0),
                ConversationLine.time(json, "undoUntil"),
                json.getString("undoneBy", ""),
                json.containsKey("undoes"),
                refused(visit, json, "items"));
        if (visit.isPart()) return visit.part("bulk/state", view);
        return visit.html(200, "bulk/progress", QueuePages.PLACE, visit.t("bulk.progress"), Map.of("view", view));
    }

    private static View undo(Visit visit) {
        JsonObject json = visit.read(Ask.of("undoBulk").path("bulk", visit.path("bulk")));
        return View.seeOther(Inbox.ROOT + PATH + "/" + json.getString("id"));
    }
}
