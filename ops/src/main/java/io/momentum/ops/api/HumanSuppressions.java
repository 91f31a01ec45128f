package io.momentum.ops.api;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Numbers that must not be written to, for people at a terminal. */
public final class HumanSuppressions {

    private HumanSuppressions() {}

    /** One line for each entry, without a heading. */
    public static String suppressions(String page) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonObject entry : HumanText.items(page)) {
            rows.add(List.of(
                    entry.getString("msisdn"),
                    entry.getString("scope"),
                    entry.getString("since"),
                    entry.getString("source"),
                    entry.getString("reason")));
        }
        return HumanText.table(rows);
    }

    /** Where a number stood at a moment, and what had led to it. */
    public static String suppressionsThen(String answer) {
        JsonObject then = new JsonObject(answer);
        List<JsonObject> closed = HumanText.objects(then.getJsonArray("items"));
        List<JsonObject> held = HumanText.objects(then.getJsonArray("held"));
        var text = new StringBuilder();
        if (!closed.isEmpty()) text.append("closed at %s%n".formatted(then.getString("asOf")));
        else if (!held.isEmpty()) text.append("held back for advertising at %s%n".formatted(then.getString("asOf")));
        else text.append("free at %s%n".formatted(then.getString("asOf")));
        text.append(suppressions(answer));
        List<List<String>> rows = new ArrayList<>();
        for (JsonObject step : HumanText.objects(then.getJsonArray("steps"))) {
            rows.add(List.of(
                    step.getString("at"),
                    step.getString("event"),
                    step.getString("scope", ""),
                    step.getString("source", step.getString("actor", "")),
                    HumanText.oneLine(step.getString("reason"))));
        }
        if (rows.isEmpty())
            return text.append("nothing had been said about it%n".formatted()).toString();
        return text.append("steps until then:%n".formatted())
                .append(HumanText.table(rows))
                .toString();
    }

    /** One line for each subscriber who may have opted out, without a heading. */
    public static String held(String page) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonObject entry : HumanText.items(page)) {
            rows.add(List.of(
                    entry.getString("msisdn"),
                    entry.getString("scope"),
                    entry.getString("deadline"),
                    entry.getString("rule"),
                    entry.getString("text", entry.getString("words")).replaceAll("\\s+", " ")));
        }
        return HumanText.table(rows);
    }
}
