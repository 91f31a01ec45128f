package io.momentum.ops.inbox;

import io.momentum.ops.kpi.Period;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/** The day, week or month that a page is of, and where to go from it. */
public record PeriodChoice(Period period) {

    /** This week, where the URL names none that there is. */
    static PeriodChoice of(Visit visit) {
        ZoneId zone = visit.session().zone();
        String wanted = visit.query("period");
        LocalDate today = LocalDate.now(zone);
        try {
            if (!wanted.isEmpty()) return new PeriodChoice(Period.parse(wanted, zone));
        } catch (IllegalArgumentException e) {
            // A URL that somebody has mistyped shows what one without it does.
        }
        return new PeriodChoice(Period.weekOf(today, zone));
    }

    static PeriodChoice thisMonth(Visit visit) {
        ZoneId zone = visit.session().zone();
        return new PeriodChoice(Period.parse(YearMonth.now(zone).toString(), zone));
    }

    public String name() {
        return period.name();
    }

    public String before() {
        return period.before().name();
    }

    public String after() {
        return Period.parse(sameKind(period.end()), period.zone()).name();
    }

    public boolean isWeek() {
        return period.name().contains("W");
    }

    /** Its first day as a day, a week or a month. */
    public String asDay() {
        return around().toString();
    }

    public String asWeek() {
        return Period.weekOf(around(), period.zone()).name();
    }

    public String asMonth() {
        return around().toString().substring(0, 7);
    }

    /** Today where it is in it, else its first day. */
    private LocalDate around() {
        LocalDate today = LocalDate.now(period.zone());
        boolean in = !today.isBefore(period.first()) && today.isBefore(period.end());
        return in ? today : period.first();
    }

    private String sameKind(LocalDate day) {
        if (isWeek()) return Period.weekOf(day, period.zone()).name();
        return period.name().length() == 7 ? day.toString().substring(0, 7) : day.toString();
    }
}
