package io.momentum.ops.report;

import io.momentum.ops.kpi.Backlog;
import io.momentum.ops.kpi.Facet;
import io.momentum.ops.kpi.Figure;
import io.momentum.ops.kpi.Kpi;
import io.momentum.ops.kpi.Kpi.Better;
import io.momentum.ops.report.WeeklyReport.Compared;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A week's report as one HTML file: no script, nothing from elsewhere, made to be read on a screen, printed and forwarded. All
 * that is not ours in it is escaped.
 */
public final class ReportPage {

    private static final String STYLE = """
        :root{--ink:#1b2733;--soft:#5b6b7b;--line:#d9e0e7;--good:#1a7f4b;--bad:#b42318;--in:#2f6fb0;--out:#8fb8de}
        *{box-sizing:border-box}
        body{margin:0;background:#f4f6f8;color:var(--ink);font:15px/1.45 "Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        main{max-width:1040px;margin:0 auto;padding:32px 28px 48px;background:#fff}
        h1{font-size:26px;margin:0}h2{font-size:18px;margin:34px 0 10px;border-bottom:2px solid var(--line);padding-bottom:5px}
        h3{font-size:15px;margin:20px 0 6px}
        .meta,.note{color:var(--soft);margin:4px 0}
        .tiles{display:grid;grid-template-columns:repeat(5,1fr);gap:12px;margin:22px 0 4px}
        .tile{border:1px solid var(--line);border-radius:8px;padding:12px 14px;break-inside:avoid}
        .tile .what{color:var(--soft);font-size:13px;min-height:36px}
        .tile .value{font-size:24px;font-weight:600;white-space:nowrap}
        .tile .basis{font-size:12px;color:var(--soft);min-height:18px}
        .good{color:var(--good)}.bad{color:var(--bad)}.same{color:var(--soft)}
        table{border-collapse:collapse;width:100%;font-size:14px}
        th,td{text-align:left;padding:6px 8px;border-bottom:1px solid var(--line);vertical-align:top}
        th{font-size:12px;color:var(--soft);font-weight:600;vertical-align:bottom}
        td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
        th.n{white-space:normal}
        tr{break-inside:avoid}td small{color:var(--soft)}
        tr.group td{background:#f4f6f8;font-weight:600}
        .wide{overflow-x:auto}
        svg{width:100%;height:auto;display:block;margin:8px 0}
        svg .grid{stroke:var(--line)}svg .in{fill:var(--in)}svg .out{fill:var(--out)}
        svg text{font-size:12px;fill:var(--ink)}svg .axis{fill:var(--soft)}svg .sub{fill:var(--soft);font-size:11px}
        .key{font-size:13px;color:var(--soft)}.key i{display:inline-block;width:11px;height:11px;margin:0 5px 0 14px}
        .ok{padding:12px 14px;border:1px solid #b7dfc8;background:#eefaf2;border-radius:8px}
        dl{font-size:13px}dt{font-weight:600;margin-top:9px}dd{margin:0;color:#3b4a59}
        @media(max-width:760px){.tiles{grid-template-columns:repeat(2,1fr)}main{padding:20px 14px}}
        @media print{body{background:#fff;font-size:12px}main{max-width:none;padding:0}
        h2{break-after:avoid}.wide{overflow:visible}table{font-size:11px}.tile .value{font-size:18px}@page{margin:14mm}
        *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        """;

    private final WeeklyReport report;
    private final Locale locale;
    private final Shown shown;
    private final Html page = new Html();

    private ReportPage(WeeklyReport report, Locale locale) {
        this.report = report;
        this.locale = locale;
        shown = new Shown(locale);
    }

    /**
     * The whole file.
     *
     * @param locale English or Spanish
     */
    public static String of(WeeklyReport report, Locale locale) {
        return new ReportPage(report, locale).write();
    }

    private String write() {
        page.raw("<!doctype html>\n<html lang=\"" + (locale.getLanguage().equals("es") ? "es" : "en") + "\">\n<head>");
        page.raw("<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .element("title", say(Words.TITLE) + " " + report.week().name())
                .raw("<style>" + STYLE + "</style></head>\n<body><main>\n");
        head();
        tiles();
        attention();
        days();
        for (Facet facet : WeeklyReport.FACETS) table(facet, report.groups().getOrDefault(facet, Map.of()));
        figures();
        definitions();
        return page.raw("</main></body></html>\n").toString();
    }

    private String say(Words words) {
        return words.in(locale);
    }

    private String named(String value) {
        return value.isEmpty() ? say(Words.NONE) : value;
    }

    // ---- what it is about

    private void head() {
        var day = DateTimeFormatter.ofPattern("d MMM yyyy", locale);
        var week = report.week();
        page.raw("<header>").element("h1", say(Words.TITLE) + " " + week.name());
        page.element(
                "p class=\"meta\"",
                "%s %s %s · %s %s · %s %s"
                        .formatted(
                                day.format(week.first()),
                                say(Words.TO),
                                day.format(week.end().minusDays(1)),
                                say(Words.TIME_ZONE),
                                week.zone().getId(),
                                say(Words.AS_OF),
                                moment(report.asOfMicros())));
        if (!report.only().isEmpty()) {
            String only = report.only().entrySet().stream()
                    .map(each -> each.getKey().word() + " = " + named(each.getValue()))
                    .collect(Collectors.joining(", "));
            page.element("p class=\"meta\"", say(Words.ONLY) + " " + only);
        }
        if (report.asOfMicros() < week.toMicros()) page.element("p class=\"note\"", say(Words.SO_FAR));
        page.raw("</header>\n");
    }

    private String moment(long micros) {
        return DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", locale)
                .format(Instant.EPOCH
                        .plus(micros, ChronoUnit.MICROS)
                        .atZone(report.week().zone()));
    }

    private void tiles() {
        page.raw("<section class=\"tiles\">");
        for (Kpi kpi : WeeklyReport.HEADLINES) {
            Compared figure = report.figure(kpi);
            page.raw("<div class=\"tile\">")
                    .element("div class=\"what\"", kpi.title().in(locale));
            page.element("div class=\"value\"", shown.value(figure.now()));
            page.element("div class=\"basis\"", tileBasis(figure.now()));
            change(figure);
            page.raw("</div>");
        }
        page.raw("</section>\n");
    }

    private String tileBasis(Figure figure) {
        Figure.Measured times = figure.times();
        if (times != null)
            return "p90 " + shown.amount(figure.kpi().unit(), times.p90()) + " · n " + shown.count(figure.of());
        if (figure.kpi() == Kpi.OPEN_REPLIES && !report.backlog().isEmpty()) {
            long oldest = report.backlog().stream()
                    .mapToLong(Backlog.Load::oldestMicros)
                    .min()
                    .orElse(0);
            return say(Words.OLDEST) + " " + moment(oldest);
        }
        return basis(figure);
    }

    private String basis(Figure figure) {
        String basis = shown.basis(figure);
        if (figure.stillOpen() == 0) return basis;
        return basis + (basis.isEmpty() ? "" : " · ") + shown.count(figure.stillOpen()) + " " + say(Words.STILL_OPEN);
    }

    private void change(Compared figure) {
        String change = shown.change(figure.now(), figure.before());
        page.element("div class=\"" + mood(figure) + "\"", arrow(figure) + change);
    }

    private static String arrow(Compared figure) {
        int by = direction(figure);
        return by > 0 ? "▲ " : by < 0 ? "▼ " : "";
    }

    private static String mood(Compared figure) {
        int by = direction(figure);
        Better better = figure.now().kpi().better();
        if (by == 0 || better == Better.NONE) return "same";
        return by > 0 == (better == Better.UP) ? "good" : "bad";
    }

    private static int direction(Compared figure) {
        OptionalDouble now = figure.now().value();
        OptionalDouble before = figure.before().value();
        if (now.isEmpty() || before.isEmpty() || !figure.isComparable()) return 0;
        return Double.compare(now.getAsDouble(), before.getAsDouble());
    }

    // ---- what to do

    private void attention() {
        page.element("h2", say(Words.ATTENTION));
        boolean fine = report.late().isEmpty()
                && report.backlog().isEmpty()
                && report.causes().isEmpty();
        if (fine) page.element("p class=\"ok\"", say(Words.NOTHING_WRONG));
        if (!report.late().isEmpty()) late();
        if (!report.backlog().isEmpty()) {
            page.element("h3", say(Words.BACKLOG)).raw(new Charts(shown, locale).backlog(report.backlog()));
        }
        if (!report.causes().isEmpty()) causes();
    }

    private void late() {
        page.element("h3", say(Words.LATE)).raw("<table><thead><tr>");
        page.element("th", say(Words.OWNER)).element("th class=\"n\"", say(Words.LATE_OF));
        page.element("th class=\"n\"", say(Words.DUE)).raw("</tr></thead><tbody>");
        for (WeeklyReport.Late late : report.late()) {
            page.raw("<tr>").element("td", named(late.owner()));
            page.element("td class=\"n bad\"", shown.count(late.late()));
            page.element("td class=\"n\"", shown.count(late.due())).raw("</tr>");
        }
        page.raw("</tbody></table>\n");
    }

    private void causes() {
        page.element("h3", say(Words.CAUSES)).raw("<table><thead><tr>");
        page.element("th", say(Words.CAUSE)).element("th class=\"n\"", say(Words.MESSAGES));
        page.element("th", say(Words.ADVICE)).raw("</tr></thead><tbody>");
        for (var cause : report.causes()) {
            page.raw("<tr>")
                    .element("td", cause.cause().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            page.element("td class=\"n\"", shown.count(cause.count()));
            page.element("td", cause.advice()).raw("</tr>");
        }
        page.raw("</tbody></table>\n");
    }

    private void days() {
        page.element("h2", say(Words.DAYS));
        var name = DateTimeFormatter.ofPattern("EEE d", locale);
        List<String> names = report.days().stream()
                .map(day -> name.format(day.day().first()))
                .toList();
        page.raw("<p class=\"key\"><i style=\"background:var(--in)\"></i>").text(say(Words.RECEIVED));
        page.raw("<i style=\"background:var(--out)\"></i>").text(say(Words.CLOSED));
        page.text(" · " + say(Words.MEDIAN_FIRST)).raw("</p>");
        page.raw(new Charts(shown, locale).days(report.days(), names)).raw("\n");
    }

    // ---- tables

    private void table(Facet facet, Map<String, List<Figure>> lines) {
        if (lines.isEmpty() || lines.keySet().equals(java.util.Set.of(""))) return;
        page.element("h2", say(Words.by(facet))).raw("<div class=\"wide\"><table><thead><tr><th></th>");
        for (Kpi kpi : WeeklyReport.columns(facet))
            page.element("th class=\"n\"", kpi.title().in(locale));
        page.raw("</tr></thead><tbody>");
        lines.forEach((value, figures) -> {
            page.raw("<tr>").element("td", named(value));
            for (Figure figure : figures) {
                page.raw("<td class=\"n\">").text(shown.value(figure));
                if (figure.kpi().unit() == Kpi.Unit.PERCENT && figure.over() > 0)
                    page.raw("<br>").element("small", shown.basis(figure));
                page.raw("</td>");
            }
            page.raw("</tr>");
        });
        page.raw("</tbody></table></div>\n");
    }

    private void figures() {
        page.element("h2", say(Words.ALL_FIGURES)).raw("<table><thead><tr>");
        page.element("th", say(Words.FIGURE)).element("th class=\"n\"", say(Words.THIS_WEEK));
        page.element("th", say(Words.BASIS)).element("th class=\"n\"", say(Words.LAST_WEEK));
        page.element("th class=\"n\"", say(Words.CHANGE)).raw("</tr></thead><tbody>");
        Kpi.Group group = null;
        for (Compared figure : report.figures()) {
            Kpi kpi = figure.now().kpi();
            if (kpi.group() != group) {
                group = kpi.group();
                page.raw("<tr class=\"group\">")
                        .element(
                                "td colspan=\"5\"",
                                Objects.requireNonNull(group).title().in(locale))
                        .raw("</tr>");
            }
            page.raw("<tr>").element("td", kpi.title().in(locale));
            page.element("td class=\"n\"", shown.value(figure.now()));
            page.raw("<td>").element("small", basis(figure.now())).raw("</td>");
            String before = figure.isComparable() ? shown.value(figure.before()) : "";
            page.element("td class=\"n\"", before);
            page.element("td class=\"n " + mood(figure) + "\"", shown.change(figure.now(), figure.before()));
            page.raw("</tr>");
        }
        page.raw("</tbody></table>\n");
    }

    private void definitions() {
        page.element("h2", say(Words.DEFINITIONS)).element("p class=\"note\"", say(Words.DEFINITIONS_NOTE));
        page.raw("<dl>");
        for (Kpi kpi : Kpi.values()) {
            page.element("dt", kpi.title().in(locale))
                    .element("dd", kpi.definition().in(locale));
        }
        page.raw("</dl>");
    }
}
