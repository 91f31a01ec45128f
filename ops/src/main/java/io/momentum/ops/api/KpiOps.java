package io.momentum.ops.api;

import io.momentum.gateway.net.Loop;
import io.momentum.ops.campaign.Review;
import io.momentum.ops.care.Care;
import io.momentum.ops.kpi.Facet;
import io.momentum.ops.kpi.Figure;
import io.momentum.ops.kpi.Figures;
import io.momentum.ops.kpi.Kpi;
import io.momentum.ops.kpi.Period;
import io.momentum.ops.kpi.Query;
import io.momentum.ops.kpi.Tally;
import io.momentum.ops.report.KpiCsv;
import io.momentum.ops.report.Kpis;
import io.momentum.ops.report.ReportPage;
import io.momentum.ops.report.WeeklyReport;
import io.momentum.store.calendar.WorkCalendar;
import io.momentum.store.index.Shelf;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Operations on key figures and reports. They are of all accounts, and for tokens that see all. */
final class KpiOps {

    /** What stands for rows that have no value of a facet. */
    static final String NONE = "-";

    /** A page of the report may use its own styles, and nothing from anywhere. */
    private static final String PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private final Kpis kpis;
    private final Care care;
    private final Review review;

    KpiOps(ApiParts parts) {
        kpis = parts.kpis();
        care = parts.care();
        review = new Review(parts.gateway().carriers());
    }

    Map<String, Operation> byId() {
        return Map.of(
                "listKpis", this::list,
                "listKpiRows", this::rows,
                "describeKpis", call -> Answer.json(200, KpiJson.catalogue()),
                "weeklyReport", this::weekly);
    }

    // ---- what is asked

    /** @param asOf empty for as it is now */
    private record Asked(Period period, Query query, OptionalLong asOf) {}

    private Asked asked(Call call, String periodIn) {
        call.caller().mustSeeAll();
        ZoneId zone = zone(call);
        OptionalLong asOf = call.asOfMicros();
        long at = asOf.orElseGet(Loop::clockMicros);
        Period period = call.query(periodIn)
                .map(text -> period(text, zone))
                .orElseGet(() ->
                        Period.weekOf(LocalDate.ofInstant(Instant.EPOCH.plus(at, ChronoUnit.MICROS), zone), zone));
        return new Asked(period, new Query(period.fromMicros(), period.toMicros(), at, only(call)), asOf);
    }

    private static ZoneId zone(Call call) {
        try {
            return call.query("timeZone").map(ZoneId::of).orElse(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw Problem.badRequest("timeZone: a name such as America/Bogota").refusal();
        }
    }

    private static Period period(String text, ZoneId zone) {
        try {
            return Period.parse(text, zone);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage())).refusal();
        }
    }

    private static Map<Facet, String> only(Call call) {
        Map<Facet, String> only = new EnumMap<>(Facet.class);
        for (Facet facet : Facet.values()) {
            if (facet != Facet.ALL)
                call.query(facet.word()).ifPresent(value -> only.put(facet, value.equals(NONE) ? "" : value));
        }
        return only;
    }

    private static Locale locale(Call call) {
        return call.query("lang").map(Locale::of).orElse(Locale.ENGLISH);
    }

    private <T> T ask(Asked asked, BiFunction<Shelf, Asked, T> question) {
        if (asked.asOf().isEmpty()) return question.apply(kpis.now(), asked);
        return kpis.asOf(asked.asOf().getAsLong(), rows -> question.apply(rows, asked))
                .orElseThrow(() -> Problem.busy("Another question about the past is being answered.")
                        .refusal());
    }

    // ---- figures

    private Answer list(Call call) {
        Facet by = call.query("by").flatMap(Facet::named).orElse(Facet.ALL);
        Asked asked = asked(call, "period");
        Map<String, Tally> tallies = ask(asked, (rows, each) -> tallies(rows, each.query(), by));
        Map<String, List<Figure>> figures = new LinkedHashMap<>();
        boolean byZone = by == Facet.ZONE || asked.query().only().containsKey(Facet.ZONE);
        tallies.forEach((value, tally) -> figures.put(value, figures(tally, byZone)));
        if (call.query("format").orElse("json").equals("csv"))
            return Answer.text(
                    "text/csv; charset=utf-8", KpiCsv.of(asked.period().name(), by, figures));
        return Answer.json(200, KpiJson.of(asked.period(), asked.query(), by, figures, oldest(tallies), locale(call)));
    }

    private static Map<String, Tally> tallies(Shelf rows, Query query, Facet by) {
        var figures = new Figures(rows);
        if (by != Facet.ALL) return figures.by(by, query);
        return new TreeMap<>(Map.of("", figures.read(query)));
    }

    private static List<Figure> figures(Tally tally, boolean byZone) {
        return java.util.Arrays.stream(Kpi.values())
                .map(kpi -> kpi.of(tally))
                .map(figure -> byZone && figure.isOfFew() ? figure.hidden() : figure)
                .toList();
    }

    private static long oldest(Map<String, Tally> tallies) {
        return tallies.values().stream().mapToLong(Tally::oldestMicros).min().orElse(Long.MAX_VALUE);
    }

    // ---- what they are made of

    private Answer rows(Call call) {
        Kpi kpi = Kpi.named(call.path("kpi"))
                .orElseThrow(() -> Problem.notFound("No such figure.").refusal());
        boolean over = call.query("part").orElse("numerator").equals("denominator");
        if (over && kpi.over().isEmpty())
            throw Problem.badRequest("part: this figure is over nothing").refusal();
        Asked asked = asked(call, "period");
        refuseFew(kpi, asked);
        try {
            Figures.Page page = ask(
                    asked,
                    (rows, each) -> new Figures(rows)
                            .rows(
                                    each.query(),
                                    over ? kpi.over() : kpi.of(),
                                    kpi.spans(),
                                    call.query("cursor").orElse(null),
                                    call.limit()));
            return Answer.json(200, KpiJson.rows(kpi, over, page));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("cursor: not one of this list").refusal();
        }
    }

    /** What a figure does not tell of a few people, its rows do not tell either. */
    private void refuseFew(Kpi kpi, Asked asked) {
        if (kpi.group() != Kpi.Group.GOVERNMENT || !asked.query().only().containsKey(Facet.ZONE)) return;
        Figure figure = ask(asked, (rows, each) -> kpi.of(new Figures(rows).read(each.query())));
        if (figure.isOfFew())
            throw Problem.forbidden("Of a zone with fewer than 10 it is not told.")
                    .refusal();
    }

    // ---- the week

    private Answer weekly(Call call) {
        Asked asked = asked(call, "week");
        if (!asked.period()
                .equals(Period.weekOf(asked.period().first(), asked.period().zone())))
            throw Problem.badRequest("week: a week such as 2026-W48").refusal();
        WeeklyReport report = ask(
                asked,
                (rows, each) -> WeeklyReport.of(
                        new WeeklyReport.Sources(rows, this::calendarOf, review),
                        each.period(),
                        each.query().only(),
                        each.query().asOfMicros()));
        return switch (call.query("format").orElse("html")) {
            case "csv" -> Answer.text("text/csv; charset=utf-8", KpiCsv.of(report));
            case "json" -> Answer.json(200, KpiJson.of(report, locale(call)));
            default ->
                Answer.text("text/html; charset=utf-8", ReportPage.of(report, locale(call)))
                        .with("Content-Security-Policy", PAGE_POLICY);
        };
    }

    private WorkCalendar calendarOf(String team) {
        return care.playbook().sla().calendarOf(team);
    }
}
