package io.momentum.ops.api;

import io.momentum.ops.kpi.Kpi;
import io.momentum.ops.report.Shown;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** Answers about key figures as text for a terminal. */
public final class HumanKpis {

    private static final Shown SHOWN = new Shown(Locale.ENGLISH);

    private HumanKpis() {}

    /** A table of all figures, or of the figures of each value of a facet. */
    public static String figures(String json) {
        JsonObject answer = new JsonObject(json);
        var text = new StringBuilder("%s (%s), as of %s%s%n%n"
                .formatted(
                        answer.getString("period"),
                        answer.getString("timeZone"),
                        answer.getString("asOf"),
                        only(answer.getJsonObject("only"))));
        JsonArray groups = answer.getJsonArray("groups");
        if (groups == null)
            return text.append(table(answer.getJsonArray("kpis"))).toString();
        for (Object each : groups) {
            JsonObject group = (JsonObject) each;
            text.append("%s %s%n".formatted(answer.getString("by"), group.getString("value")))
                    .append(table(group.getJsonArray("kpis")))
                    .append("%n".formatted());
        }
        return groups.isEmpty() ? text.append("nothing%n".formatted()).toString() : text.toString();
    }

    private static String only(JsonObject only) {
        var text = new StringBuilder();
        only.forEach(each -> text.append(", %s %s".formatted(each.getKey(), each.getValue())));
        return text.toString();
    }

    private static String table(JsonArray kpis) {
        var text = new StringBuilder();
        String group = "";
        for (Object each : kpis) {
            JsonObject kpi = (JsonObject) each;
            if (!kpi.getString("group").equals(group)) {
                group = kpi.getString("group");
                text.append("%s%n".formatted(group.toUpperCase(Locale.ROOT)));
            }
            text.append("  %-28s %14s  %s"
                            .formatted(kpi.getString("kpi"), value(kpi), basis(kpi))
                            .stripTrailing())
                    .append("%n".formatted());
        }
        return text.toString();
    }

    private static String value(JsonObject kpi) {
        Number value = kpi.getNumber("value");
        return value == null ? Shown.NOTHING : SHOWN.amount(unit(kpi), value.doubleValue());
    }

    private static Kpi.Unit unit(JsonObject kpi) {
        return Kpi.Unit.valueOf(kpi.getString("unit").toUpperCase(Locale.ROOT));
    }

    private static String basis(JsonObject kpi) {
        if (kpi.containsKey("p90")) {
            return "p90 %s, p95 %s, of %d"
                    .formatted(
                            SHOWN.amount(unit(kpi), kpi.getInteger("p90")),
                            SHOWN.amount(unit(kpi), kpi.getInteger("p95")),
                            kpi.getLong("measured"));
        }
        if (!kpi.containsKey("denominator") || kpi.getNumber("value") == null) return open(kpi);
        return "%d / %d%s".formatted(kpi.getLong("numerator"), kpi.getLong("denominator"), open(kpi));
    }

    private static String open(JsonObject kpi) {
        long open = kpi.getLong("stillOpen", 0L);
        return open == 0 ? "" : ", %d still open".formatted(open);
    }

    /** What each figure is. */
    public static String definitions(String json) {
        var text = new StringBuilder();
        for (Object each : new JsonObject(json).getJsonArray("items")) {
            JsonObject kpi = (JsonObject) each;
            text.append("%s (%s, %s)%n  %s%n"
                    .formatted(
                            kpi.getString("kpi"),
                            kpi.getString("unit"),
                            kpi.getString("cohort"),
                            kpi.getJsonObject("definition").getString("en")));
        }
        return text.toString();
    }

    /** A page of rows, one a line. */
    public static String rows(String json) {
        var text = new StringBuilder();
        for (Object each : new JsonObject(json).getJsonArray("items")) {
            JsonObject row = (JsonObject) each;
            String id = row.getString("conversation", row.getString("message", row.getString("msisdn")));
            text.append("%s  %s %s  %s%n"
                    .formatted(
                            row.getString("at"),
                            row.getString("kind"),
                            id,
                            row.containsKey("took")
                                    ? "took " + row.getValue("took")
                                    : "counts " + row.getLong("counts")));
        }
        return text.toString();
    }
}
