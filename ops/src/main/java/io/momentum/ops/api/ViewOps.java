package io.momentum.ops.api;

import io.momentum.ops.access.Right;
import io.momentum.ops.access.Scope;
import io.momentum.ops.care.Care;
import io.momentum.ops.care.Settings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Searches that people keep under a name: for themselves, or for all who may see them. */
final class ViewOps {

    private static final String KIND = "view";

    /** Who has the shared ones; no actor is called so. */
    private static final String SHARED = "shared";

    private final Care care;
    private final Saved views;

    ViewOps(ApiParts parts) {
        care = parts.care();
        views = new Saved(care, KIND);
    }

    Map<String, Operation> byId() {
        Map<String, Operation> operations = new HashMap<>();
        operations.put("listViews", this::list);
        operations.put("putView", this::put);
        operations.put("deleteView", this::remove);
        return operations;
    }

    /** What a view looks for: one's own of that name, else the shared one. */
    JsonObject query(Call call, String name) {
        return views.find(key(call.caller().actor(), name))
                .or(() -> views.find(key(SHARED, name)).filter(view -> sees(call.caller(), view)))
                .map(view -> view.getJsonObject("query").copy())
                .orElseThrow(() -> Problem.notFound("No such view.").refusal());
    }

    private Answer list(Call call) {
        JsonArray items = new JsonArray();
        String own = key(call.caller().actor(), "");
        String shared = key(SHARED, "");
        Settings.all(care.rows(), KIND).forEach((key, body) -> {
            JsonObject view = new JsonObject(body);
            if (key.startsWith(own))
                items.add(view.put("name", key.substring(own.length())).put("shared", false));
            if (key.startsWith(shared) && sees(call.caller(), view))
                items.add(view.put("name", key.substring(shared.length())).put("shared", true));
        });
        return Answer.json(200, new JsonObject().put("items", items));
    }

    private Answer put(Call call) {
        JsonObject body = call.body();
        JsonObject query = body.getJsonObject("query");
        SearchOps.query(query);
        boolean shared = body.getBoolean("shared", false);
        JsonObject view = new JsonObject()
                .put("title", body.getString("title", call.path("view")))
                .put("query", query)
                .put("teams", PersonJson.array(PersonJson.texts(body, "teams")));
        String key = key(call, shared);
        views.find(key).ifPresent(before -> mayShare(call, shared, before));
        mayShare(call, shared, view);
        views.put(call, key, view);
        return Answer.json(200, view.copy().put("name", call.path("view")).put("shared", shared));
    }

    private Answer remove(Call call) {
        boolean shared = call.query("shared").map(Boolean::parseBoolean).orElse(false);
        String key = key(call, shared);
        Optional<JsonObject> before = views.find(key);
        before.ifPresent(view -> mayShare(call, shared, view));
        views.remove(call, key);
        return Answer.empty();
    }

    private static void mayShare(Call call, boolean shared, JsonObject view) {
        if (!shared) return;
        var of = new Scope(Set.of(), Set.of(), PersonJson.texts(view, "teams"));
        var teams = new Scope(Set.of(), Set.of(), call.caller().scope().teams());
        if (!call.caller().mayAny(Right.SHARE) || !teams.contains(of))
            throw Problem.forbidden("Views are shared with one's own teams, by those who lead them.")
                    .refusal();
    }

    private static boolean sees(Caller caller, JsonObject view) {
        var teams = PersonJson.texts(view, "teams");
        var own = caller.scope().teams();
        return teams.isEmpty()
                || own.isEmpty()
                || new Scope(Set.of(), Set.of(), teams).teams().stream().anyMatch(own::contains);
    }

    private static String key(Call call, boolean shared) {
        return key(shared ? SHARED : call.caller().actor(), call.path("view"));
    }

    private static String key(String whose, String name) {
        return whose + "/" + name;
    }
}
