package io.momentum.ops.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the demo reads in answers of the API, and writes in requests to it. */
public final class DemoDesk {

    private static final Set<String> TOLD = Set.of("warned", "breached", "escalated");
    private static final List<String> FIGURES = List.of(
            "delivery_rate",
            "reply_rate",
            "opt_out_rate",
            "sla_met",
            "operational_closure",
            "without_context",
            "escalated");

    private DemoDesk() {}

    /** A conversation in a list. */
    public record Line(String id, String label, String owner) {}

    /** How many messages of a campaign have arrived. */
    public static int delivered(String campaign) {
        JsonObject progress = new JsonObject(campaign).getJsonObject("progress");
        return progress.getJsonObject("messages").getInteger("delivered", 0);
    }

    /** How many conversations of a list somebody or something has labelled. */
    public static int labelled(String list) {
        return (int) items(list).stream().filter(c -> c.containsKey("label")).count();
    }

    /** The conversation of a number. */
    public static Line of(String list, String msisdn) {
        for (JsonObject c : items(list)) {
            if (!c.getJsonObject("contact").getString("msisdn").equals(msisdn)) continue;
            String label = c.getJsonObject("label", new JsonObject()).getString("label", "");
            String owner = c.getJsonObject("ownership").getString("owner", "");
            return new Line(c.getString("id"), label.isEmpty() ? "(a person looks)" : label, owner);
        }
        throw new IllegalArgumentException("no conversation of that number");
    }

    private static List<JsonObject> items(String list) {
        return objects(new JsonObject(list).getJsonArray("items"));
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }

    /** What its clocks have told: {@code warned 50}, {@code breached}, {@code escalated lead}. */
    public static List<String> said(String conversation) {
        List<String> said = new ArrayList<>();
        for (JsonObject step : objects(new JsonObject(conversation).getJsonArray("timeline"))) {
            String move = step.getString("move", "").toLowerCase(Locale.ROOT);
            if (TOLD.contains(move)) said.add((move + " " + step.getString("reason", "")).strip());
        }
        return said;
    }

    public static String body(Map<String, String> fields) {
        JsonObject json = new JsonObject();
        fields.forEach(json::put);
        return json.encode();
    }

    public static String closing(String outcome, Map<String, String> fields) {
        return new JsonObject()
                .put("outcome", outcome)
                .put("fields", new JsonObject(body(fields)))
                .encode();
    }

    /** The type of an event. */
    public static String eventType(String event) {
        return new JsonObject(event).getString("type", "");
    }

    /** Whether subscriptions owe nothing. */
    public static boolean nothingIsOwed(String webhooks) {
        return items(webhooks).stream()
                .allMatch(each -> each.getInteger("waiting") == 0 && each.getDouble("lagSeconds") == 0);
    }

    /** A few figures of many, in one line. */
    public static String summary(String kpis) {
        List<String> shown = new ArrayList<>();
        for (JsonObject kpi : objects(new JsonObject(kpis).getJsonArray("kpis"))) {
            Double value = kpi.getDouble("value");
            if (FIGURES.contains(kpi.getString("kpi")) && value != null && kpi.containsKey("denominator"))
                shown.add("%s %d/%d"
                        .formatted(
                                kpi.getString("kpi").replace('_', ' '),
                                kpi.getLong("numerator"),
                                kpi.getLong("denominator")));
        }
        return String.join("  ", shown);
    }
}
