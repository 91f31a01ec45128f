package io.momentum.ops.api;

import io.momentum.gateway.policy.Decision;
import io.momentum.gateway.policy.Decision.Defer;
import io.momentum.gateway.policy.Decision.Reject;
import io.momentum.gateway.policy.Decision.Send;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What the API says of rules for recipients, for people. */
public final class HumanPolicy {

    private HumanPolicy() {}

    /** What rules say of a message that nobody asked the API about. */
    public static String explained(Decision decision, List<String> lines) {
        return json(decision).put("lines", new JsonArray(lines)).encode();
    }

    static JsonObject json(Decision decision) {
        return switch (decision) {
            case Send s -> new JsonObject().put("decision", "send").put("why", String.join(", ", s.why()));
            case Defer d ->
                new JsonObject()
                        .put("decision", "defer")
                        .put("until", d.until().toString())
                        .put("pack", d.pack() + "@" + d.version())
                        .put("why", d.why());
            case Reject r ->
                new JsonObject()
                        .put("decision", "reject")
                        .put("pack", r.pack() + "@" + r.version())
                        .put("why", r.why());
        };
    }

    /** What would become of a message to a number. */
    public static String number(String json) {
        JsonObject told = new JsonObject(json);
        var text = new StringBuilder(
                switch (told.getString("decision")) {
                    case "send" -> "may leave: " + told.getString("why");
                    case "defer" ->
                        "waits%s by %s: %s"
                                .formatted(
                                        told.containsKey("until") ? " until " + told.getString("until") : "",
                                        told.getString("pack"),
                                        told.getString("why"));
                    default -> "is refused by %s: %s".formatted(told.getString("pack"), told.getString("why"));
                });
        text.append('\n');
        if (told.getBoolean("optedOut")) text.append("the number has opted out: nothing leaves for it all the same\n");
        for (Object line : told.getJsonArray("lines")) text.append(line).append('\n');
        return text.toString();
    }

    /** What would become of a campaign. */
    public static String campaign(String json) {
        JsonObject told = new JsonObject(json);
        var text = new StringBuilder("of %d at %s: %d could leave, %d have opted out%n"
                .formatted(
                        told.getLong("looked"), told.getString("at"), told.getLong("send"), told.getLong("optedOut")));
        for (Object each : told.getJsonArray("defer")) {
            JsonObject row = (JsonObject) each;
            String times = row.containsKey("first")
                    ? " until %s to %s".formatted(row.getString("first"), row.getString("last"))
                    : "";
            text.append("%d would wait%s by %s%n".formatted(row.getLong("count"), times, row.getString("why")));
        }
        for (Object each : told.getJsonArray("reject")) {
            JsonObject row = (JsonObject) each;
            text.append("%d would be refused by %s%n".formatted(row.getLong("count"), row.getString("why")));
        }
        return text.toString();
    }

    /** A permission that is in force. */
    public static String waived(String json) {
        JsonObject told = new JsonObject(json);
        return "until %s by %s: %s%n"
                .formatted(told.getString("until"), told.getString("by"), told.getString("reason"));
    }
}
