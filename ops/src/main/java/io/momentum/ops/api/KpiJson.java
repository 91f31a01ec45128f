package io.momentum.ops.api;

import io.momentum.ops.kpi.Backlog;
import io.momentum.ops.kpi.Facet;
import io.momentum.ops.kpi.Figure;
import io.momentum.ops.kpi.Figures;
import io.momentum.ops.kpi.Kind;
import io.momentum.ops.kpi.Kpi;
import io.momentum.ops.kpi.KpiRow;
import io.momentum.ops.kpi.Mark;
import io.momentum.ops.kpi.Period;
import io.momentum.ops.kpi.Query;
import io.momentum.ops.kpi.Span;
import io.momentum.ops.report.WeeklyReport;
import io.momentum.store.value.MessageId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Key figures as JSON. What has no value is null, never 0. */
final class KpiJson {

    private KpiJson() {}

    // ---- figures

    static JsonObject of(
            Period period, Query query, Facet by, Map<String, List<Figure>> groups, long oldestMicros, Locale locale) {
        JsonObject json = of(period, query.asOfMicros(), query.only());
        if (by == Facet.ALL) {
            if (oldestMicros != Long.MAX_VALUE) json.put("oldestOpenSince", MessageJson.time(oldestMicros));
            return json.put("kpis", figures(groups.getOrDefault("", List.of()), locale));
        }
        JsonArray items = new JsonArray();
        groups.forEach((value, figures) ->
                items.add(new JsonObject().put("value", named(value)).put("kpis", figures(figures, locale))));
        return json.put("by", by.word()).put("groups", items);
    }

    private static JsonObject of(Period period, long asOfMicros, Map<Facet, String> only) {
        JsonObject filter = new JsonObject();
        only.forEach((facet, value) -> filter.put(facet.word(), named(value)));
        return new JsonObject()
                .put("period", period.name())
                .put("from", MessageJson.time(period.fromMicros()))
                .put("to", MessageJson.time(period.toMicros()))
                .put("timeZone", period.zone().getId())
                .put("asOf", MessageJson.time(asOfMicros))
                .put("only", filter);
    }

    private static String named(String value) {
        return value.isEmpty() ? KpiOps.NONE : value;
    }

    private static JsonArray figures(List<Figure> figures, Locale locale) {
        JsonArray items = new JsonArray();
        figures.forEach(figure -> items.add(of(figure, locale)));
        return items;
    }

    private static JsonObject of(Figure figure, Locale locale) {
        Kpi kpi = figure.kpi();
        JsonObject json = new JsonObject()
                .put("kpi", kpi.word())
                .put("group", MessageJson.word(kpi.group()))
                .put("title", kpi.title().in(locale))
                .put("unit", MessageJson.word(kpi.unit()))
                .put("cohort", "by_" + MessageJson.word(kpi.cohort()))
                .put("value", orNull(figure.value()));
        if (!kpi.over().isEmpty()) {
            json.put("numerator", figure.of()).put("denominator", figure.over()).put("stillOpen", figure.stillOpen());
        }
        if (!kpi.spans().isEmpty()) json.put("measured", figure.of());
        Figure.Measured times = figure.times();
        if (times != null) {
            json.put("p50", times.p50())
                    .put("p90", times.p90())
                    .put("p95", times.p95())
                    .put("mean", times.mean());
        }
        return json;
    }

    private static @Nullable Number orNull(OptionalDouble value) {
        return value.isEmpty() ? null : plain(value.getAsDouble());
    }

    private static Number plain(double value) {
        return value == Math.rint(value) ? (Number) (long) value : (Number) value;
    }

    /** What each figure is. */
    static JsonObject catalogue() {
        JsonArray items = new JsonArray();
        for (Kpi kpi : Kpi.values()) {
            items.add(new JsonObject()
                    .put("kpi", kpi.word())
                    .put("group", MessageJson.word(kpi.group()))
                    .put("unit", MessageJson.word(kpi.unit()))
                    .put("cohort", "by_" + MessageJson.word(kpi.cohort()))
                    .put("better", MessageJson.word(kpi.better()))
                    .put("title", of(kpi.title()))
                    .put("definition", of(kpi.definition())));
        }
        return new JsonObject().put("items", items);
    }

    private static JsonObject of(Kpi.Text text) {
        return new JsonObject().put("en", text.en()).put("es", text.es());
    }

    // ---- rows

    static JsonObject rows(Kpi kpi, boolean over, Figures.Page page) {
        List<Mark> marks = over ? kpi.over() : kpi.of();
        JsonArray items = new JsonArray();
        page.items().forEach(row -> items.add(of(row, marks, kpi.spans())));
        JsonObject json = new JsonObject().put("kpi", kpi.word()).put("items", items);
        if (page.next() != null) json.put("next", page.next());
        return json;
    }

    private static JsonObject of(KpiRow row, List<Mark> marks, List<Span> spans) {
        JsonObject json = new JsonObject()
                .put("kind", MessageJson.word(row.kind()))
                .put("at", MessageJson.time(row.atMicros()))
                .put(nameOf(row.kind()), idOf(row))
                .put("counts", marks.stream().mapToLong(row::count).sum());
        if (row.kind() == Kind.RECIPIENT) json.put("msisdn", Long.toString(row.sub()));
        for (Span span : spans) json.put("took", row.spans().get(span));
        for (Facet facet : Facet.values()) {
            String value = row.dims().value(facet);
            if (!value.isEmpty()) json.put(facet.word(), value);
        }
        if (!row.word().isEmpty()) json.put("ending", row.word());
        return json;
    }

    private static String nameOf(Kind kind) {
        return switch (kind) {
            case MESSAGE, RECIPIENT, REPLY -> "message";
            case SKIPPED -> "msisdn";
            case EPISODE, CLOSE, DEADLINE, RESPONSE, PROMISE, OPEN -> "conversation";
        };
    }

    private static String idOf(KpiRow row) {
        return row.kind() == Kind.SKIPPED ? Long.toString(row.id()) : MessageId.format(row.id());
    }

    // ---- the week

    static JsonObject of(WeeklyReport report, Locale locale) {
        JsonObject json = of(report.week(), report.asOfMicros(), report.only());
        JsonArray figures = new JsonArray();
        for (WeeklyReport.Compared each : report.figures()) {
            JsonObject figure = of(each.now(), locale);
            if (each.isComparable())
                figure.put("weekBefore", orNull(each.before().value()));
            figures.add(figure);
        }
        JsonObject groups = new JsonObject();
        report.groups().forEach((facet, lines) -> {
            JsonArray items = new JsonArray();
            lines.forEach((value, line) ->
                    items.add(new JsonObject().put("value", named(value)).put("kpis", figures(line, locale))));
            groups.put(facet.word(), items);
        });
        return json.put("kpis", figures)
                .put("groups", groups)
                .put("backlog", backlog(report.backlog()))
                .put("late", late(report))
                .put("causes", causes(report));
    }

    private static JsonArray backlog(List<Backlog.Load> loads) {
        JsonArray items = new JsonArray();
        for (Backlog.Load load : loads) {
            items.add(new JsonObject()
                    .put("owner", named(load.owner()))
                    .put("open", load.total())
                    .put("byAge", new JsonArray(load.byAge()))
                    .put("oldestSince", MessageJson.time(load.oldestMicros())));
        }
        return items;
    }

    private static JsonArray late(WeeklyReport report) {
        JsonArray items = new JsonArray();
        for (WeeklyReport.Late late : report.late()) {
            items.add(new JsonObject()
                    .put("owner", named(late.owner()))
                    .put("late", late.late())
                    .put("due", late.due()));
        }
        return items;
    }

    private static JsonArray causes(WeeklyReport report) {
        JsonArray items = new JsonArray();
        report.causes()
                .forEach(cause -> items.add(new JsonObject()
                        .put("cause", MessageJson.word(cause.cause()))
                        .put("family", MessageJson.word(cause.family()))
                        .put("messages", cause.count())
                        .put("advice", cause.advice())));
        return items;
    }
}
