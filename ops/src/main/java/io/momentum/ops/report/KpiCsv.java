package io.momentum.ops.report;

import io.momentum.ops.kpi.Facet;
import io.momentum.ops.kpi.Figure;
import io.momentum.ops.kpi.Kpi.Unit;
import io.momentum.ops.report.WeeklyReport.Compared;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;

/** Figures as CSV, for programs and spreadsheets: values with a point and without a unit; an empty cell for what has none. */
public final class KpiCsv {

    private KpiCsv() {}

    /**
     * One line a figure.
     *
     * @param values figures of each value of a facet, or of the empty one for all
     */
    public static String of(String period, Facet facet, Map<String, ? extends Collection<Figure>> values) {
        var table = new CsvTable(
                "period",
                facet == Facet.ALL ? "facet" : facet.word(),
                "group",
                "kpi",
                "title",
                "unit",
                "value",
                "of",
                "over",
                "still_open",
                "p50",
                "p90",
                "p95",
                "mean");
        values.forEach((value, figures) -> figures.forEach(figure -> table.add(line(period, value, figure))));
        return table.toString();
    }

    /** A week's report: its figures, then those of each table. */
    public static String of(WeeklyReport report) {
        var table = new CsvTable(
                "week",
                "facet",
                "value_of_facet",
                "kpi",
                "unit",
                "value",
                "week_before",
                "of",
                "over",
                "still_open",
                "p50",
                "p90",
                "p95");
        String week = report.week().name();
        for (Compared each : report.figures())
            add(table, week, "all", "", each.now(), each.isComparable() ? value(each.before()) : "");
        report.groups()
                .forEach((facet, lines) -> lines.forEach((value, figures) ->
                        figures.forEach(figure -> add(table, week, facet.word(), value, figure, ""))));
        return table.toString();
    }

    private static void add(CsvTable table, String week, String facet, String of, Figure figure, String before) {
        Figure.Measured times = figure.times();
        table.add(
                week,
                facet,
                of,
                figure.kpi().word(),
                unit(figure),
                value(figure),
                before,
                Long.toString(figure.of()),
                over(figure),
                Long.toString(figure.stillOpen()),
                times == null ? "" : Integer.toString(times.p50()),
                times == null ? "" : Integer.toString(times.p90()),
                times == null ? "" : Integer.toString(times.p95()));
    }

    private static String[] line(String period, String value, Figure figure) {
        Figure.Measured times = figure.times();
        return new String[] {
            period,
            value,
            figure.kpi().group().name().toLowerCase(java.util.Locale.ROOT),
            figure.kpi().word(),
            figure.kpi().title().en(),
            unit(figure),
            value(figure),
            Long.toString(figure.of()),
            over(figure),
            Long.toString(figure.stillOpen()),
            times == null ? "" : Integer.toString(times.p50()),
            times == null ? "" : Integer.toString(times.p90()),
            times == null ? "" : Integer.toString(times.p95()),
            times == null ? "" : decimal(times.mean())
        };
    }

    private static String unit(Figure figure) {
        return figure.kpi().unit().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String over(Figure figure) {
        boolean counts = figure.kpi().unit() == Unit.COUNT || figure.times() != null;
        return counts ? "" : Long.toString(figure.over());
    }

    private static String value(Figure figure) {
        OptionalDouble value = figure.value();
        return value.isEmpty() ? "" : decimal(value.getAsDouble());
    }

    private static String decimal(double value) {
        return BigDecimal.valueOf(value)
                .setScale(4, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
