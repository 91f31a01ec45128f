package io.momentum.ops.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Letting go what is old, for the commands. */
public final class HumanRetention {

    private HumanRetention() {}

    /** The request for a pass. */
    public static String request(boolean dryRun) {
        return new JsonObject().put("dryRun", dryRun).encode();
    }

    /** Where a pass stands. */
    public record Standing(String stage, String startedAt, String error) {
        public boolean isRunning() {
            return stage.equals("running");
        }

        public boolean isFailed() {
            return stage.equals("failed");
        }
    }

    public static Standing standing(String json) {
        JsonObject state = new JsonObject(json);
        return new Standing(state.getString("stage"), state.getString("startedAt", ""), state.getString("error", ""));
    }

    /** What went, or would go. */
    public static String text(String json) {
        return String.join(System.lineSeparator(), lines(json)) + System.lineSeparator();
    }

    private static List<String> lines(String json) {
        JsonObject state = new JsonObject(json);
        List<String> lines = new ArrayList<>();
        if (state.getString("stage").equals("none")) {
            lines.add(
                    state.containsKey("keepMessagesSeconds") || state.containsKey("keepTextsSeconds")
                            ? "no pass since the start"
                            : "all is kept for ever: neither retention.messages nor retention.texts is configured");
            return lines;
        }
        boolean dry = state.getBoolean("dryRun");
        String goes = dry ? "would go" : "have gone";
        lines.add("messages of before %s: %d %s".formatted(before(state), state.getLong("messages"), goes));
        addStay(state, "messages", lines);
        JsonObject texts = state.getJsonObject("texts");
        lines.add("texts of before %s, and of %d contacts that were erased: %d %s"
                .formatted(before(texts), texts.getInteger("erasedContacts"), texts.getLong("gone"), goes));
        addStay(texts, "texts", lines);
        lines.add(
                dry
                        ? "journal: %d files would be looked through".formatted(state.getInteger("files"))
                        : "journal: %d facts have gone from %d files, %d have lost their texts"
                                .formatted(state.getLong("facts"), state.getInteger("files"), texts.getLong("facts")));
        if (state.containsKey("heldBack")) lines.add("held back: " + state.getString("heldBack"));
        return lines;
    }

    private static String before(JsonObject of) {
        return of.getString("before", "-");
    }

    private static void addStay(JsonObject of, String unit, List<String> lines) {
        JsonArray stay = of.getJsonArray("stay");
        for (int i = 0; i < stay.size(); i++) {
            JsonObject each = stay.getJsonObject(i);
            lines.add("  %d stay: %s".formatted(each.getLong(unit), each.getString("words")));
        }
    }
}
