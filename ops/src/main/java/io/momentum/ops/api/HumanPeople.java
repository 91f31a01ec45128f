package io.momentum.ops.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** People, tokens, ready answers, views and the audit for people at a terminal. */
public final class HumanPeople {

    private static final int SHOWN = 60;

    private HumanPeople() {}

    public static String people(String json) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("PERSON", "ROLE", "TEAMS", "ZONES", "BRANCHES", "LANGUAGES", "CAPACITY", "AWAY", "STATE"));
        for (JsonObject each : items(json))
            rows.add(List.of(
                    each.getString("id"),
                    each.getString("role"),
                    joined(each.getJsonArray("teams")),
                    joined(each.getJsonArray("zones")),
                    joined(each.getJsonArray("branches")),
                    joined(each.getJsonArray("languages")),
                    String.valueOf(each.getInteger("capacity")),
                    String.valueOf(each.getJsonArray("absences").size()),
                    each.getBoolean("active") ? "active" : "left"));
        return HumanText.table(rows);
    }

    /**
     * A person with something changed.
     *
     * @param known as the API tells it, null for a new one
     * @param texts members that are a text
     * @param lists members that are lists
     */
    public static String person(
            @Nullable String known,
            Map<String, String> texts,
            Map<String, List<String>> lists,
            @Nullable Integer capacity,
            @Nullable Boolean active,
            @Nullable List<String> away) {
        JsonObject json = known == null ? new JsonObject() : new JsonObject(known);
        json.remove("id");
        texts.forEach(json::put);
        lists.forEach((name, values) -> json.put(name, new JsonArray(values)));
        if (capacity != null) json.put("capacity", capacity);
        if (active != null) json.put("active", active);
        if (away != null) {
            JsonArray absences = new JsonArray();
            for (String each : away) {
                String[] ends = each.split("/", 2);
                absences.add(new JsonObject().put("from", ends[0]).put("until", ends.length < 2 ? "" : ends[1]));
            }
            json.put("absences", absences);
        }
        return json.encode();
    }

    public static String tokens(String json) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("TOKEN", "OF", "ROLE", "STATE", "CREATED", "EXPIRES", "BY"));
        for (JsonObject each : items(json))
            rows.add(List.of(
                    each.getString("id"),
                    each.getString("person", each.getString("name", "")),
                    each.getString("role", "its own"),
                    each.getString("state"),
                    each.getString("created"),
                    each.getString("expires", "never"),
                    each.getString("by")));
        return HumanText.table(rows);
    }

    public static String token(String json) {
        JsonObject token = new JsonObject(json);
        return "Token, shown this once:%n  %s%nIts id is %s; it ends on %s.%n"
                .formatted(token.getString("token"), token.getString("id"), token.getString("expires"));
    }

    public static String object(Map<String, ?> members) {
        JsonObject json = new JsonObject();
        members.forEach((name, value) -> json.put(name, value instanceof List<?> list ? new JsonArray(list) : value));
        return json.encode();
    }

    public static String audit(String json) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("AT", "WHO", "FROM", "DID", "WITH", "BEFORE", "AFTER"));
        for (JsonObject each : items(json))
            rows.add(List.of(
                    each.getString("at"),
                    each.getString("actor"),
                    each.getString("from"),
                    each.getString("operation"),
                    each.getString("subject"),
                    shown(each.getJsonObject("before")),
                    shown(each.getJsonObject("after"))));
        return HumanText.table(rows);
    }

    private static String shown(@Nullable JsonObject json) {
        if (json == null) return "";
        String text = json.encode();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    public static String canned(String json) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ANSWER", "TEAMS", "LANGUAGES", "TEXT"));
        for (JsonObject each : items(json)) {
            JsonObject texts = each.getJsonObject("texts");
            String first = texts.isEmpty()
                    ? ""
                    : String.valueOf(texts.iterator().next().getValue());
            rows.add(List.of(
                    each.getString("name"),
                    joined(each.getJsonArray("teams")),
                    String.join(",", texts.fieldNames()),
                    first));
        }
        return HumanText.table(rows);
    }

    public static String views(String json) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("VIEW", "SHARED", "TEAMS", "LOOKS FOR"));
        for (JsonObject each : items(json))
            rows.add(List.of(
                    each.getString("name"),
                    each.getBoolean("shared") ? "yes" : "no",
                    joined(each.getJsonArray("teams")),
                    each.getJsonObject("query").encode()));
        return HumanText.table(rows);
    }

    private static String joined(JsonArray array) {
        return array.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<JsonObject> items(String page) {
        return new JsonObject(page)
                .getJsonArray("items").stream().map(JsonObject.class::cast).toList();
    }
}
