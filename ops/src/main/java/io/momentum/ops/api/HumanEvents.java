package io.momentum.ops.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** Subscriptions and events for people at a terminal. */
public final class HumanEvents {

    private static final String LINE = "%-20s %-9s %10s %8s %6s %8s  %s%n";

    private HumanEvents() {}

    /** All subscriptions, a line each; with what went wrong last. */
    public static String webhooks(String json) {
        JsonArray items = new JsonObject(json).getJsonArray("items");
        if (items.isEmpty()) return "No webhooks: the configuration has none.\n";
        var text = new StringBuilder(LINE.formatted("NAME", "STATE", "DELIVERED", "WAITING", "DEAD", "LAG", "GOES TO"));
        for (Object each : items) text.append(line((JsonObject) each));
        return text.toString();
    }

    /** One subscription. */
    public static String webhook(String json) {
        return line(new JsonObject(json));
    }

    private static String line(JsonObject w) {
        boolean isDown = w.getBoolean("receiverDown") && w.getString("state").equals("active");
        String line = LINE.formatted(
                w.getString("name"),
                isDown ? "down" : w.getString("state"),
                w.getLong("delivered", 0L),
                w.getLong("waiting"),
                w.getLong("dead", 0L),
                String.format(Locale.ROOT, "%.0f s", w.getDouble("lagSeconds")),
                w.getString("url"));
        String reason = w.getString("reason", "");
        if (!w.getString("state").equals("active") && !reason.isEmpty()) line += "  because: %s%n".formatted(reason);
        if (w.containsKey("lastError"))
            line += "  last failure: %s at %s%n".formatted(w.getString("lastError"), w.getString("lastFailedAt"));
        return line;
    }

    /** How a test went. */
    public static String tested(String json) {
        JsonObject test = new JsonObject(json);
        if (test.getBoolean("delivered"))
            return "%s was taken with HTTP %d in %d ms%n"
                    .formatted(test.getString("event"), test.getInteger("status"), test.getLong("millis"));
        return "%s was not taken: %s%n".formatted(test.getString("event"), test.getString("error"));
    }

    public static boolean isTaken(String json) {
        return new JsonObject(json).getBoolean("delivered");
    }

    /** A page of dead letters. */
    public static String dead(String json) {
        JsonObject page = new JsonObject(json);
        if (page.getJsonArray("items").isEmpty()) return "No dead letters.\n";
        var text = new StringBuilder();
        for (Object each : page.getJsonArray("items")) {
            JsonObject letter = (JsonObject) each;
            text.append("%-22s %s  %d attempts, last: %s%n"
                    .formatted(
                            letter.getString("event"),
                            letter.getString("at"),
                            letter.getInteger("attempts"),
                            letter.getString("error")));
        }
        if (page.containsKey("next"))
            text.append("more with --after ").append(page.getString("next")).append('\n');
        return text.toString();
    }

    /** Which dead letters are to be tried again; all where none is named. */
    public static String replay(List<String> events) {
        JsonObject json = new JsonObject();
        if (!events.isEmpty()) json.put("events", new JsonArray(events));
        return json.encode();
    }

    public static String replayed(String json) {
        return new JsonObject(json).getLong("replayed") + " are tried again\n";
    }

    /** Events, a line of JSON each. */
    public static String lines(String json) {
        var text = new StringBuilder();
        HumanText.itemLines(json).forEach(each -> text.append(each).append('\n'));
        return text.toString();
    }

    /** Where the next page goes on. */
    public static String next(String json) {
        return new JsonObject(json).getString("next");
    }
}
