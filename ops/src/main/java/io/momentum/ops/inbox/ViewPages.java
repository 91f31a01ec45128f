package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import io.momentum.ops.api.Ask;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Searches, and queues with filters, that somebody keeps under a name. */
public final class ViewPages implements Section {

    @Override
    public void on(Routes routes) {
        routes.get("/views/:view", Right.READ, ViewPages::show);
        routes.post("/views", Right.READ, ViewPages::save);
        routes.post("/views/delete", Right.READ, ViewPages::delete);
    }

    /** One's own view goes before the shared one of its name; one of a queue stands in that queue's order. */
    private static View show(Visit visit) {
        String name = visit.path("view");
        String path = "/views/" + Paths.encoded(name);
        JsonObject query = QueuePages.views(visit).stream()
                .filter(each -> each.getString("name").equals(name))
                .min(Comparator.comparing(each -> each.getBoolean("shared", false)))
                .map(each -> ConversationLine.part(each, "query"))
                .orElseThrow(NotDone::missing);
        Map<String, String> members = new LinkedHashMap<>();
        query.forEach(each -> members.put(each.getKey(), String.valueOf(each.getValue())));
        @Nullable String list = members.remove("view");
        Ask ask = list != null && QueuePages.FILTERS.containsAll(members.keySet())
                ? QueuePages.listed(visit, list, members)
                : QueuePages.searched(visit, Ask.of("searchConversations").query("saved", name));
        return QueuePages.results(visit, ask, path, name, "view " + name, "", new JsonObject());
    }

    private static View save(Visit visit) {
        String queue = visit.form("queue");
        JsonObject query = queue.isEmpty()
                ? visit.session().kept(visit.form("key")).orElseThrow(NotDone::missing)
                : narrowed(visit, Queue.of(queue).orElseThrow(NotDone::missing));
        String title = visit.form("title");
        String name =
                title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        if (name.isEmpty()) name = "view";
        visit.read(Ask.of("putView")
                .path("view", name)
                .body(new JsonObject()
                        .put("title", title)
                        .put("query", query)
                        .put("shared", !visit.form("shared").isEmpty())));
        visit.say("queue.view-saved", title);
        return View.seeOther(Inbox.ROOT + "/views/" + Paths.encoded(name));
    }

    /** A queue with its filters, as a view looks for it. */
    private static JsonObject narrowed(Visit visit, Queue queue) {
        JsonObject query = new JsonObject().put("view", QueuePages.list(visit, queue));
        for (String name : QueuePages.FILTERS) {
            String value = visit.form(name);
            if (!value.isEmpty()) query.put(name, value);
        }
        return query;
    }

    private static View delete(Visit visit) {
        visit.read(Ask.of("deleteView")
                .path("view", visit.form("view"))
                .query("shared", visit.form("shared").isEmpty() ? "false" : "true"));
        visit.say("queue.view-deleted");
        return View.seeOther(Inbox.ROOT);
    }
}
