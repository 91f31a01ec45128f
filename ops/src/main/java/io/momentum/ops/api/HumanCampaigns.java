package io.momentum.ops.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Contacts and campaigns for people at a terminal. */
public final class HumanCampaigns {

    private static final int LINES_SHOWN = 20;

    private HumanCampaigns() {}

    // ---- imports

    public static String importReport(String json) {
        JsonObject report = new JsonObject(json);
        var text = new StringBuilder("%d accepted, %d unchanged, %d duplicates, %d bad of %d lines%s%n"
                .formatted(
                        report.getLong("accepted"),
                        report.getLong("unchanged"),
                        report.getLong("duplicates"),
                        report.getLong("bad"),
                        report.getLong("lines"),
                        report.getBoolean("dryRun") ? " (nothing was changed)" : ""));
        JsonArray errors = report.getJsonArray("errors");
        for (int i = 0; i < Math.min(errors.size(), LINES_SHOWN); i++) {
            JsonObject error = errors.getJsonObject(i);
            text.append("line %d: %s%n".formatted(error.getLong("line"), error.getString("reason")));
        }
        if (errors.size() > LINES_SHOWN)
            text.append("and %d more; --errors FILE has them%n".formatted(errors.size() - LINES_SHOWN));
        return text.toString();
    }

    public static boolean isWhole(String report) {
        return new JsonObject(report).getLong("bad") == 0;
    }

    /** The lines that were not taken, as CSV. */
    public static String errorFile(String report) {
        var text = new StringBuilder("line,reason\r\n");
        for (Object each : new JsonObject(report).getJsonArray("errors")) {
            JsonObject error = (JsonObject) each;
            text.append(error.getLong("line"))
                    .append(",\"")
                    .append(error.getString("reason").replace("\"", "\"\""))
                    .append("\"\r\n");
        }
        return text.toString();
    }

    // ---- before it is sent

    /** A definition of text members, and how fast. */
    public static String definition(Map<String, String> texts, @Nullable Double pace) {
        JsonObject json = new JsonObject();
        texts.forEach(json::put);
        if (pace != null) json.put("pacePerSecond", pace);
        return json.encode();
    }

    public static String preview(String json, @Nullable Double cost) {
        JsonObject preview = new JsonObject(json);
        long segments = preview.getLong("segments");
        var text = new StringBuilder("%d recipients, %d of them suppressed, %d without a route%n"
                .formatted(preview.getLong("recipients"), preview.getLong("suppressed"), preview.getLong("noRoute")));
        text.append("%d parts, at most %d for one; %d in UCS-2%n"
                .formatted(segments, preview.getInteger("longest"), preview.getLong("ucs2")));
        if (cost != null) text.append("cost: %.2f%n".formatted(segments * cost));
        fit(text, preview, cost);
        for (Object each : preview.getJsonArray("examples")) {
            JsonObject example = (JsonObject) each;
            text.append("  %s: %s%n".formatted(example.getString("msisdn"), example.getString("text")));
        }
        return text.append(findings(json)).toString();
    }

    /** What it takes and costs with and without its texts made to fit the GSM 7-bit alphabet, where that makes a difference. */
    private static void fit(StringBuilder text, JsonObject preview, @Nullable Double cost) {
        long written = preview.getLong("segmentsAsWritten");
        long fitted = preview.getLong("segmentsFitted");
        if (written == fitted) return;
        text.append("as written %s, made to fit (--gsm7 letters) %s%n"
                .formatted(parts(written, cost), parts(fitted, cost)));
    }

    private static String parts(long segments, @Nullable Double cost) {
        return cost == null ? segments + " parts" : "%d parts for %.2f".formatted(segments, segments * cost);
    }

    public static boolean hasErrors(String preview) {
        return new JsonObject(preview).getBoolean("errors");
    }

    public static String findings(String json) {
        var text = new StringBuilder();
        JsonArray findings = new JsonObject(json).getJsonArray("findings");
        for (Object each : findings) {
            JsonObject finding = (JsonObject) each;
            text.append("%s: %s (%s)%n"
                    .formatted(finding.getString("level"), finding.getString("text"), finding.getString("code")));
        }
        return text.isEmpty() ? "nothing is wrong with it%n".formatted() : text.toString();
    }

    // ---- while it goes, and after

    public static boolean isRunning(String campaign) {
        return new JsonObject(campaign).getString("stage").equals("running");
    }

    public static String progress(String campaign) {
        return progress(new JsonObject(campaign));
    }

    private static String progress(JsonObject campaign) {
        JsonObject progress = campaign.getJsonObject("progress");
        return "%s: %d of %d sent, %d left out, %d delivered"
                .formatted(
                        campaign.getString("stage"),
                        progress.getLong("sent"),
                        progress.getLong("recipients"),
                        progress.getLong("skipped"),
                        progress.getJsonObject("messages").getLong("delivered", 0L));
    }

    public static String list(String page) {
        var text = new StringBuilder();
        for (Object each : new JsonObject(page).getJsonArray("items")) {
            JsonObject campaign = (JsonObject) each;
            text.append("%-24s %s%n".formatted(campaign.getString("name"), progress(campaign)));
        }
        return text.isEmpty() ? "no campaigns%n".formatted() : text.toString();
    }

    public static String campaign(String json) {
        JsonObject campaign = new JsonObject(json);
        String reason = campaign.getString("reason", "");
        return "%s %s%s%n"
                .formatted(campaign.getString("name"), progress(campaign), reason.isEmpty() ? "" : " (" + reason + ")");
    }

    public static String review(String json) {
        JsonObject review = new JsonObject(json);
        var text = new StringBuilder(campaign(json));
        review.getJsonObject("progress")
                .getJsonObject("messages")
                .forEach(each -> text.append("  %-12s %s%n".formatted(each.getKey(), each.getValue())));
        for (Object each : review.getJsonArray("causes")) {
            JsonObject cause = (JsonObject) each;
            text.append("%d %s (%s): %s%n"
                    .formatted(
                            cause.getLong("count"),
                            cause.getString("cause"),
                            cause.getString("family"),
                            cause.getString("advice")));
        }
        return text.toString();
    }
}
