package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import io.momentum.ops.api.Answer;
import io.momentum.ops.api.Ask;
import io.momentum.ops.kpi.Facet;
import io.momentum.ops.kpi.Kpi;
import io.momentum.ops.kpi.Period;
import io.momentum.ops.report.Shown;
import io.momentum.ops.report.WeeklyReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How the work stands: five figures that come first, all others of a day, week or month, and the rows behind each. */
public final class OverviewPages implements Section {

    static final String PLACE = "overview";

    private static final String PATH = "/overview";
    private static final String NOBODY = "-";
    private static final int ROWS = 50;
    private static final int OWNERS_MAX = 20;
    private static final List<String> OF_CAMPAIGN = Stream.of(
                    Kpi.REPLY_RATE,
                    Kpi.OPT_OUT_RATE,
                    Kpi.OPEN_REPLIES,
                    Kpi.CLOSED,
                    Kpi.OPERATIONAL_CLOSURE,
                    Kpi.INTERESTED)
            .map(Kpi::word)
            .toList();

    @Override
    public List<Entry> menu() {
        return List.of(new Entry(PLACE, "overview.menu", Inbox.ROOT + PATH, Right.GATEWAY_READ));
    }

    @Override
    public void on(Routes routes) {
        routes.get(PATH, Right.GATEWAY_READ, OverviewPages::overview);
        routes.get(PATH + "/figure/:kpi", Right.GATEWAY_READ, OverviewPages::figure);
        routes.get(PATH + "/report", Right.GATEWAY_READ, OverviewPages::report);
    }

    // ---- what is shown

    /**
     * A figure.
     *
     * @param basis what it is of, in words; empty where that says nothing
     * @param definition what it counts
     */
    public record FigureView(String kpi, String title, String value, String basis, String definition) {}

    /** Figures that belong together. */
    public record GroupView(String title, List<FigureView> figures) {}

    /** A value that the page can be limited to, or is. */
    public record Choice(String value, String title, boolean here) {}

    /**
     * The overview.
     *
     * @param only what it is limited to, as {@code campaign} to a value; empty values for no limit
     */
    public record OverviewView(
            PeriodChoice period,
            Map<String, String> only,
            List<FigureView> tiles,
            BarChart days,
            BarChart owners,
            List<GroupView> groups) {

        /** A path of ours with the same period and limits. */
        public String path(String below) {
            return Inbox.ROOT + PATH + below + Paths.query(only, "period", period.name());
        }

        public String path(String below, String otherPeriod) {
            return Inbox.ROOT + PATH + below + Paths.query(only, "period", otherPeriod);
        }
    }

    /**
     * A conversation or message behind a figure.
     *
     * @param conversation empty where it is none
     */
    public record RowView(
            Instant at, String conversation, String what, String campaign, String owner, String label, String took) {}

    public record FigureRows(
            FigureView figure, String part, OverviewView overview, List<RowView> rows, String next, boolean hasParts) {

        public String partPath(String other) {
            return overview.path("/figure/" + figure.kpi()) + "&part=" + other;
        }

        public String nextPath() {
            return partPath(part) + "&cursor=" + Paths.encoded(next);
        }
    }

    // ---- the overview

    private static View overview(Visit visit) {
        OverviewView view = view(visit);
        return visit.html("overview/page", PLACE, visit.t("overview.title"), view);
    }

    private static OverviewView view(Visit visit) {
        PeriodChoice period = PeriodChoice.of(visit);
        Map<String, String> only = only(visit);
        Map<String, String> definitions = definitions(visit);
        JsonArray figures = visit.read(kpis(visit, period.name(), only)).getJsonArray("kpis");
        Map<String, FigureView> byWord = new LinkedHashMap<>();
        Map<String, List<FigureView>> byGroup = new LinkedHashMap<>();
        for (Object each : figures) {
            JsonObject json = (JsonObject) each;
            FigureView figure = figure(visit, json, definitions);
            byWord.put(figure.kpi(), figure);
            byGroup.computeIfAbsent(json.getString("group"), name -> new ArrayList<>())
                    .add(figure);
        }
        List<FigureView> tiles = WeeklyReport.HEADLINES.stream()
                .flatMap(kpi -> Optional.ofNullable(byWord.get(kpi.word())).stream())
                .toList();
        List<GroupView> groups = new ArrayList<>();
        byGroup.forEach((name, list) -> groups.add(new GroupView(groupTitle(visit, name), list)));
        return new OverviewView(period, only, tiles, days(visit, period, only), owners(visit, period, only), groups);
    }

    /** The figures of replies and work that a campaign's page shows. */
    static List<FigureView> figuresOf(Visit visit, String period, Map<String, String> only) {
        List<FigureView> figures = new ArrayList<>();
        for (Object each : visit.read(kpis(visit, period, only)).getJsonArray("kpis")) {
            JsonObject json = (JsonObject) each;
            if (OF_CAMPAIGN.contains(json.getString("kpi"))) figures.add(figure(visit, json, Map.of()));
        }
        return figures;
    }

    /** Where the rows of a campaign's figure are. */
    static String path(String kpi, PeriodChoice period, String campaign) {
        return Inbox.ROOT + PATH + "/figure/" + kpi
                + Paths.query(Map.of("campaign", campaign), "period", period.name());
    }

    private static Map<String, String> only(Visit visit) {
        Map<String, String> only = new LinkedHashMap<>();
        for (Facet facet : Facet.values()) {
            if (facet != Facet.ALL) only.put(facet.word(), visit.query(facet.word()));
        }
        return only;
    }

    private static Ask kpis(Visit visit, String period, Map<String, String> only) {
        return limited(Ask.of("listKpis"), visit, period, only)
                .query("lang", visit.session().language().code());
    }

    private static Ask limited(Ask ask, Visit visit, String period, Map<String, String> only) {
        Ask limited = ask.query("period", period)
                .query("timeZone", visit.session().zone().getId());
        for (Map.Entry<String, String> each : only.entrySet()) limited = limited.query(each.getKey(), each.getValue());
        return limited;
    }

    private static Map<String, String> definitions(Visit visit) {
        Map<String, String> definitions = new LinkedHashMap<>();
        for (Object each : visit.read(Ask.of("describeKpis")).getJsonArray("items")) {
            JsonObject json = (JsonObject) each;
            String text = json.getJsonObject("definition")
                    .getString(visit.session().language().code(), "");
            definitions.put(json.getString("kpi"), text);
        }
        return definitions;
    }

    private static String groupTitle(Visit visit, String name) {
        return Kpi.Group.valueOf(name.toUpperCase(Locale.ROOT))
                .title()
                .in(visit.session().language().locale());
    }

    private static FigureView figure(Visit visit, JsonObject json, Map<String, String> definitions) {
        var shown = new Shown(visit.session().language().locale());
        String kpi = json.getString("kpi");
        return new FigureView(
                kpi,
                json.getString("title"),
                amount(shown, json, "value"),
                basis(visit, shown, json),
                definitions.getOrDefault(kpi, ""));
    }

    private static String amount(Shown shown, JsonObject json, String name) {
        Number value = json.getNumber(name);
        if (value == null) return Shown.NOTHING;
        Kpi.Unit unit = Kpi.Unit.valueOf(json.getString("unit").toUpperCase(Locale.ROOT));
        return shown.amount(unit, value.doubleValue());
    }

    private static String basis(Visit visit, Shown shown, JsonObject json) {
        if (json.getNumber("p90") != null)
            return visit.t("overview.times", amount(shown, json, "p90"), json.getLong("measured", 0L));
        if (json.getLong("denominator", 0L) == 0L) return "";
        return visit.t("overview.share", json.getLong("numerator"), json.getLong("denominator"));
    }

    // ---- charts

    /** What came in that is still there, and what was closed, day by day; for a day none. */
    private static BarChart days(Visit visit, PeriodChoice period, Map<String, String> only) {
        List<Period> days = period.period().days();
        if (days.size() == 1 || days.size() > 7) return BarChart.none();
        LocalDate today = LocalDate.now(visit.session().zone());
        List<BarChart.Bar> bars = new ArrayList<>();
        for (Period day : days) {
            long closed = day.first().isAfter(today) ? 0 : count(visit, day.name(), only, Kpi.CLOSED.word());
            String name = Times.weekday(day.first(), visit.session().language());
            bars.add(new BarChart.Bar(name, closed, Inbox.ROOT + PATH + Paths.query(only, "period", day.name())));
        }
        return new BarChart(visit.t("overview.closed-by-day"), bars);
    }

    private static long count(Visit visit, String period, Map<String, String> only, String kpi) {
        for (Object each : visit.read(kpis(visit, period, only)).getJsonArray("kpis")) {
            JsonObject json = (JsonObject) each;
            if (json.getString("kpi").equals(kpi)) return json.getLong("value", 0L);
        }
        return 0;
    }

    /** Who has how many that are open. */
    private static BarChart owners(Visit visit, PeriodChoice period, Map<String, String> only) {
        if (!only.getOrDefault("owner", "").isEmpty()) return BarChart.none();
        List<BarChart.Bar> bars = new ArrayList<>();
        JsonObject answer = visit.read(kpis(visit, period.name(), only).query("by", "owner"));
        for (Object each : answer.getJsonArray("groups", new JsonArray())) {
            JsonObject group = (JsonObject) each;
            long open = valueOf(group.getJsonArray("kpis"), Kpi.OPEN_REPLIES.word());
            if (open > 0) bars.add(owner(visit, group.getString("value"), open, period, only));
        }
        bars.sort((one, other) -> Long.compare(other.count(), one.count()));
        return new BarChart(
                visit.t("overview.open-by-owner"),
                bars.stream().limit(OWNERS_MAX).toList());
    }

    private static BarChart.Bar owner(
            Visit visit, String owner, long open, PeriodChoice period, Map<String, String> only) {
        Map<String, String> its = new LinkedHashMap<>(only);
        its.put("owner", owner);
        String name = owner.equals(NOBODY) ? visit.t("overview.nobody") : owner;
        String path = PATH + "/figure/" + Kpi.OPEN_REPLIES.word();
        return new BarChart.Bar(name, open, Inbox.ROOT + path + Paths.query(its, "period", period.name()));
    }

    private static long valueOf(JsonArray figures, String kpi) {
        for (Object each : figures) {
            JsonObject json = (JsonObject) each;
            if (json.getString("kpi").equals(kpi) && json.getNumber("value") != null) return json.getLong("value");
        }
        return 0;
    }

    // ---- the rows behind a figure

    private static View figure(Visit visit) {
        String kpi = visit.path("kpi");
        PeriodChoice period = PeriodChoice.of(visit);
        Map<String, String> only = only(visit);
        JsonObject found = null;
        for (Object each : visit.read(kpis(visit, period.name(), only)).getJsonArray("kpis")) {
            if (((JsonObject) each).getString("kpi").equals(kpi)) found = (JsonObject) each;
        }
        if (found == null) throw NotDone.missing();
        boolean over = visit.query("part").equals("denominator");
        Ask rows = limited(Ask.of("listKpiRows").path("kpi", kpi), visit, period.name(), only)
                .query("part", over ? "denominator" : "numerator")
                .query("cursor", visit.query("cursor"))
                .query("limit", Integer.toString(ROWS));
        JsonObject page = visit.read(rows);
        FigureView figure = figure(visit, found, definitions(visit));
        var overview = new OverviewView(period, only, List.of(), BarChart.none(), BarChart.none(), List.of());
        var view = new FigureRows(
                figure,
                over ? "denominator" : "numerator",
                overview,
                rows(visit, found, page),
                page.getString("next", ""),
                found.getLong("denominator", 0L) > 0);
        return visit.html("overview/figure", PLACE, figure.title(), view);
    }

    private static List<RowView> rows(Visit visit, JsonObject figure, JsonObject page) {
        var shown = new Shown(visit.session().language().locale());
        List<RowView> rows = new ArrayList<>();
        for (Object each : page.getJsonArray("items")) {
            JsonObject row = (JsonObject) each;
            row.put("unit", figure.getString("unit"));
            rows.add(new RowView(
                    Instant.parse(row.getString("at")),
                    row.getString("conversation", ""),
                    row.getString("kind"),
                    row.getString("campaign", ""),
                    row.getString("owner", ""),
                    row.getString("label", ""),
                    row.getNumber("took") == null ? "" : amount(shown, row, "took")));
        }
        return rows;
    }

    // ---- the week's report

    private static View report(Visit visit) {
        PeriodChoice period = PeriodChoice.of(visit);
        ZoneId zone = visit.session().zone();
        String week = Period.weekOf(period.period().first(), zone).name();
        String format = visit.query("format").equals("csv") ? "csv" : "html";
        Answer answer = visit.ask(Ask.of("weeklyReport")
                .query("week", week)
                .query("timeZone", zone.getId())
                .query("lang", visit.session().language().code())
                .query("format", format));
        if (answer.status() >= 400) throw new NotDone(answer.status(), new JsonObject(answer.body()));
        return new View.Bytes(
                "text/" + format,
                "momentum-%s.%s".formatted(week, format),
                answer.body().getBytes());
    }
}
