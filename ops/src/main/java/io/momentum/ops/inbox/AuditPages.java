package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import io.momentum.ops.api.Ask;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who changed what, the newest first. */
public final class AuditPages implements Section {

    static final String PLACE = "audit";

    private static final String PATH = "/audit";
    private static final List<String> FILTERS = List.of("actor", "operation", "from", "until");
    private static final int ROWS = 50;

    @Override
    public List<Entry> menu() {
        return List.of(new Entry(PLACE, "audit.menu", Inbox.ROOT + PATH, Right.AUDIT));
    }

    @Override
    public void on(Routes routes) {
        routes.get(PATH, Right.AUDIT, AuditPages::list);
    }

    /**
     * A change.
     *
     * @param changes what it was and what it became, as JSON; empty where nothing is told
     */
    public record ChangeView(
            Instant at,
            String actor,
            String role,
            String from,
            String operation,
            String subject,
            int status,
            String changes) {}

    public record AuditView(List<ChangeView> changes, Map<String, String> filters, String next) {
        public String nextPath() {
            return Inbox.ROOT + PATH + Paths.query(filters, "cursor", next);
        }
    }

    private static View list(Visit visit) {
        Map<String, String> filters = new LinkedHashMap<>();
        for (String name : FILTERS) filters.put(name, visit.query(name));
        Ask ask = Ask.of("listAudit").query("cursor", visit.query("cursor")).query("limit", Integer.toString(ROWS));
        for (Map.Entry<String, String> each : filters.entrySet()) ask = ask.query(each.getKey(), each.getValue());
        JsonObject page = visit.read(ask);
        List<ChangeView> changes = new ArrayList<>();
        for (Object each : page.getJsonArray("items")) changes.add(change((JsonObject) each));
        var view = new AuditView(changes, filters, page.getString("next", ""));
        return visit.html("audit/list", PLACE, visit.t("audit.title"), view);
    }

    private static ChangeView change(JsonObject json) {
        return new ChangeView(
                Instant.parse(json.getString("at")),
                json.getString("actor", ""),
                json.getString("role", ""),
                json.getString("from", ""),
                json.getString("operation", ""),
                json.getString("subject", ""),
                json.getInteger("status", 0),
                told(json));
    }

    private static String told(JsonObject json) {
        var told = new StringBuilder();
        JsonObject before = json.getJsonObject("before");
        JsonObject after = json.getJsonObject("after");
        if (before != null) told.append(before.encodePrettily());
        if (before != null && after != null) told.append("\n→\n");
        if (after != null) told.append(after.encodePrettily());
        return told.toString();
    }
}
