package io.momentum.ops.api;

import io.momentum.gateway.GatewayConfig;
import io.momentum.ops.config.Effective;
import io.momentum.ops.config.Problem;
import io.momentum.ops.config.Reload;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** What a configuration says, and what a new one changes: as JSON, and for people at a terminal. */
public final class HumanConfig {

    private HumanConfig() {}

    /** One line for each key. */
    public static String table(Effective effective) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("KEY", "VALUE", "FROM"));
        for (Effective.Line line : effective.lines())
            rows.add(List.of(line.key(), shortened(line.value()), line.place()));
        return HumanText.table(rows);
    }

    public static String json(Effective effective) {
        JsonArray items = new JsonArray();
        for (Effective.Line line : effective.lines()) {
            items.add(new JsonObject()
                    .put("key", line.key())
                    .put("value", line.value())
                    .put("from", line.place()));
        }
        return new JsonObject().put("items", items).encodePrettily();
    }

    /** What is wrong with a configuration that cannot be used. */
    public static String mistakes(Path file, List<Problem> problems) {
        return new JsonObject()
                .put("file", file.toString())
                .put("ok", false)
                .put("errors", new JsonArray(errors(problems)))
                .put("warnings", new JsonArray())
                .encodePrettily();
    }

    /** Mistakes with their places. */
    static List<JsonObject> errors(List<Problem> problems) {
        return problems.stream()
                .map(each -> new JsonObject()
                        .put("file", each.file())
                        .put("line", each.line())
                        .put("column", each.column())
                        .put("message", each.message()))
                .toList();
    }

    /**
     * What a configuration has that can be read.
     *
     * @param newer why the data directory cannot be used by this version, where it cannot
     */
    public static String checked(
            Path file, GatewayConfig gateway, boolean ok, List<String> warnings, Optional<String> newer) {
        JsonArray errors = new JsonArray();
        newer.ifPresent(
                why -> errors.add(new JsonObject().put("file", file.toString()).put("message", "dataDir: " + why)));
        return new JsonObject()
                .put("file", file.toString())
                .put("ok", ok)
                .put("errors", errors)
                .put("warnings", new JsonArray(warnings))
                .put("accounts", gateway.accounts().size())
                .put("carriers", gateway.carriers().size())
                .put("routes", gateway.routes().size())
                .encodePrettily();
    }

    private static final int VALUE_MAX = 80;

    private static String shortened(String value) {
        return value.length() <= VALUE_MAX ? value : value.substring(0, VALUE_MAX - 1) + "…";
    }

    /** What a reload has changed. */
    static JsonObject json(Reload changes) {
        return new JsonObject()
                .put("changed", !changes.isEmpty())
                .put("accounts", json(changes.accounts()))
                .put("carriers", json(changes.carriers()))
                .put("webhooks", json(changes.webhooks()))
                .put("sections", new JsonArray(changes.sections()))
                .put("needsRestart", new JsonArray(changes.needsRestart()));
    }

    private static <K> JsonObject json(Reload.Changes<K> changes) {
        return new JsonObject()
                .put("added", names(changes.added()))
                .put("removed", names(changes.removed()))
                .put("changed", names(changes.changed()));
    }

    private static <K> JsonArray names(SortedSet<K> names) {
        JsonArray array = new JsonArray();
        names.forEach(name -> array.add(name.toString()));
        return array;
    }

    /** The answer to a reload, a line for each thing that is another now. */
    public static String reload(String answer) {
        JsonObject changes = new JsonObject(answer);
        if (!changes.getBoolean("changed")) return "nothing has changed%n".formatted();
        var text = new StringBuilder();
        for (String kind : List.of("accounts", "carriers", "webhooks")) {
            JsonObject of = changes.getJsonObject(kind);
            for (String what : List.of("added", "removed", "changed")) {
                JsonArray names = of.getJsonArray(what);
                if (!names.isEmpty()) text.append("%s %s: %s%n".formatted(kind, what, joined(names)));
            }
        }
        JsonArray sections = changes.getJsonArray("sections");
        if (!sections.isEmpty()) text.append("also changed: %s%n".formatted(joined(sections)));
        JsonArray late = changes.getJsonArray("needsRestart");
        if (!late.isEmpty()) text.append("in force after a restart only: %s%n".formatted(joined(late)));
        return text.toString();
    }

    private static String joined(JsonArray names) {
        return String.join(", ", names.stream().map(String::valueOf).toList());
    }
}
