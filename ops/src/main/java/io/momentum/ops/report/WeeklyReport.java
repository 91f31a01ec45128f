package io.momentum.ops.report;

import io.momentum.ops.campaign.Review;
import io.momentum.ops.kpi.Backlog;
import io.momentum.ops.kpi.Facet;
import io.momentum.ops.kpi.Figure;
import io.momentum.ops.kpi.Figures;
import io.momentum.ops.kpi.Kpi;
import io.momentum.ops.kpi.Kpi.Cohort;
import io.momentum.ops.kpi.Mark;
import io.momentum.ops.kpi.Period;
import io.momentum.ops.kpi.Query;
import io.momentum.ops.kpi.Tally;
import io.momentum.store.calendar.WorkCalendar;
import io.momentum.store.index.Shelf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A week in figures, against the week before it.
 *
 * @param asOfMicros the moment as of which it is told, microseconds since 1970
 * @param only what it is limited to
 * @param days each day's figures, in their order
 * @param groups the same figures by campaign, team, owner and zone
 * @param causes why messages did not arrive, the most frequent cause first
 */
public record WeeklyReport(
        Period week,
        long asOfMicros,
        Map<Facet, String> only,
        List<Compared> figures,
        List<Day> days,
        Map<Facet, Map<String, List<Figure>>> groups,
        List<Backlog.Load> backlog,
        List<Late> late,
        List<Review.Group> causes) {

    /** The figures that come first. */
    public static final List<Kpi> HEADLINES = List.of(
            Kpi.OPEN_REPLIES, Kpi.TIME_TO_FIRST_ACTION, Kpi.OPERATIONAL_CLOSURE, Kpi.SLA_MET, Kpi.TIME_TO_OPT_OUT);

    private static final List<Kpi> OF_CHANNEL = List.of(Kpi.DELIVERY_RATE, Kpi.REPLY_RATE, Kpi.OPT_OUT_RATE);
    private static final List<Kpi> OF_WORK = List.of(
            Kpi.OPEN_REPLIES,
            Kpi.TIME_TO_FIRST_ACTION,
            Kpi.FIRST_RESPONSE,
            Kpi.OPERATIONAL_CLOSURE,
            Kpi.SLA_MET,
            Kpi.CLOSED);

    /** What the report is taken apart by. */
    public static final List<Facet> FACETS = List.of(Facet.CAMPAIGN, Facet.TEAM, Facet.OWNER, Facet.ZONE);

    /** A table has no more lines; the largest stay. */
    private static final int LINES_MAX = 50;

    /** A figure of the week and of the one before. */
    public record Compared(Figure now, Figure before) {
        /** Whether it is of a week at all: how things stand now says nothing of the week before. */
        public boolean isComparable() {
            return now.kpi().cohort() != Cohort.NOW;
        }
    }

    /** What came in and went out on a day. */
    public record Day(Period day, long replies, long closed, Figure firstAction) {}

    /** Whose clocks were late, and how many of how many. */
    public record Late(String owner, long late, long due) {}

    /**
     * What a report is made of.
     *
     * @param calendarOf the hours of each team
     * @param review the carriers' codes, understood
     */
    public record Sources(Shelf rows, Function<String, WorkCalendar> calendarOf, Review review) {}

    /** Reads everything. */
    public static WeeklyReport of(Sources from, Period week, Map<Facet, String> only, long asOfMicros) {
        var figures = new Figures(from.rows());
        var query = new Query(week.fromMicros(), week.toMicros(), asOfMicros, only);
        Period last = week.before();
        Tally now = figures.read(query);
        Tally before = figures.read(query.between(last.fromMicros(), last.toMicros()));
        List<Compared> compared = new ArrayList<>();
        for (Kpi kpi : Kpi.values()) compared.add(new Compared(kpi.of(now), kpi.of(before)));
        Map<Facet, Map<String, Tally>> groups = new EnumMap<>(Facet.class);
        for (Facet facet : FACETS) groups.put(facet, figures.by(facet, query));
        return new WeeklyReport(
                week,
                asOfMicros,
                only,
                compared,
                days(figures, query, week),
                tables(groups),
                Backlog.of(from.rows(), query, from.calendarOf()),
                late(groups.getOrDefault(Facet.OWNER, Map.of())),
                from.review().causes(now.endings()));
    }

    private static List<Day> days(Figures figures, Query query, Period week) {
        List<Day> days = new ArrayList<>();
        for (Period day : week.days()) {
            Tally tally = figures.read(query.between(day.fromMicros(), day.toMicros()));
            days.add(new Day(
                    day, tally.count(Mark.REPLIES), tally.count(Mark.CLOSED), Kpi.TIME_TO_FIRST_ACTION.of(tally)));
        }
        return days;
    }

    private static Map<Facet, Map<String, List<Figure>>> tables(Map<Facet, Map<String, Tally>> groups) {
        Map<Facet, Map<String, List<Figure>>> tables = new EnumMap<>(Facet.class);
        groups.forEach((facet, values) -> {
            Map<String, List<Figure>> lines = new LinkedHashMap<>();
            values.entrySet().stream()
                    .sorted(Comparator.comparingLong(each -> -weight(each.getValue())))
                    .limit(LINES_MAX)
                    .forEach(each -> lines.put(
                            each.getKey(),
                            columns(facet).stream()
                                    .map(kpi -> kpi.of(each.getValue()))
                                    .toList()));
            tables.put(facet, lines);
        });
        return tables;
    }

    private static long weight(Tally tally) {
        return tally.count(Mark.EPISODES) + tally.count(Mark.MESSAGES);
    }

    private static List<Late> late(Map<String, Tally> byOwner) {
        List<Late> late = new ArrayList<>();
        byOwner.forEach((owner, tally) -> {
            if (tally.count(Mark.BREACHED) > 0)
                late.add(new Late(owner, tally.count(Mark.BREACHED), tally.count(Mark.DUE)));
        });
        late.sort(Comparator.comparingLong(Late::late).reversed());
        return late.subList(0, Math.min(late.size(), LINES_MAX));
    }

    /** The figures of a table, in their order; messages have neither team nor owner. */
    public static List<Kpi> columns(Facet facet) {
        if (facet == Facet.TEAM || facet == Facet.OWNER) return OF_WORK;
        return Stream.concat(OF_CHANNEL.stream(), OF_WORK.stream()).toList();
    }

    /** A figure of the week. */
    public Compared figure(Kpi kpi) {
        return figures.stream()
                .filter(each -> each.now().kpi() == kpi)
                .findFirst()
                .orElseThrow();
    }
}
