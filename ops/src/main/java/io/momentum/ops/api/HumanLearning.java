package io.momentum.ops.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** What the classifier has learned, for people at a terminal. */
public final class HumanLearning {

    private static final int LINES_SHOWN = 40;

    private HumanLearning() {}

    public static String state(String json) {
        JsonObject state = new JsonObject(json);
        JsonArray promoted = state.getJsonArray("promoted");
        var text = new StringBuilder("%s serves%n".formatted(state.getString("serving")));
        text.append("%s is its base%n".formatted(state.getString("base")));
        text.append("%d corrections, %d of them not learned yet%n"
                .formatted(state.getLong("corrections"), state.getLong("untaught")));
        for (int i = promoted.size() - 2; i >= 0; i--) text.append("before it: %s%n".formatted(promoted.getString(i)));
        return text.toString();
    }

    public static String verdict(String json) {
        JsonObject verdict = new JsonObject(json);
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: macro-F1 %.3f, before %.3f; %d corrections learned, %d held back%n%s%n",
                verdict.getString("version"),
                verdict.getDouble("macroF1After"),
                verdict.getDouble("macroF1Before"),
                verdict.getInteger("taught"),
                verdict.getInteger("heldBack"),
                verdict.getBoolean("promotable") ? "It does no worse." : "It does worse, and is not to serve."));
        for (Object each : verdict.getJsonArray("goldenLost")) {
            JsonObject lost = (JsonObject) each;
            text.append("lost: '%s' is %s%n".formatted(lost.getString("text"), lost.getString("label")));
        }
        JsonArray learned = verdict.getJsonArray("learned");
        for (int i = 0; i < Math.min(learned.size(), LINES_SHOWN); i++) {
            JsonObject each = learned.getJsonObject(i);
            String asked = each.getString("asked");
            text.append("'%s'%s: %s -> %s%n"
                    .formatted(
                            each.getString("words"),
                            asked.equals("none") ? "" : " (asked " + asked + ")",
                            each.getString("before"),
                            each.getString("after")));
        }
        if (learned.size() > LINES_SHOWN) text.append("and %d more%n".formatted(learned.size() - LINES_SHOWN));
        return text.toString();
    }
}
