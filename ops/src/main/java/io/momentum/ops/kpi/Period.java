package io.momentum.ops.kpi;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A day, week or month of a time zone; weeks as ISO 8601 has them, from Monday. A day is as long as its zone makes it: 23, 24
 * or 25 hours.
 *
 * @param name as it is typed: {@code 2026-11-23}, {@code 2026-W48}, {@code 2026-11}
 * @param first its first day
 * @param end the first day behind it
 */
public record Period(String name, LocalDate first, LocalDate end, ZoneId zone) {

    private static final Pattern WEEK = Pattern.compile("([0-9]{4})-W([0-9]{2})");
    private static final Pattern MONTH = Pattern.compile("([0-9]{4})-([0-9]{2})");

    /** Throws {@link IllegalArgumentException} with a sentence for people where it is none. */
    public static Period parse(String text, ZoneId zone) {
        try {
            Matcher week = WEEK.matcher(text);
            if (week.matches()) return week(Integer.parseInt(week.group(1)), Integer.parseInt(week.group(2)), zone);
            if (MONTH.matcher(text).matches()) {
                YearMonth month = YearMonth.parse(text);
                return new Period(text, month.atDay(1), month.plusMonths(1).atDay(1), zone);
            }
            LocalDate day = LocalDate.parse(text);
            return new Period(text, day, day.plusDays(1), zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no day, week or month such as 2026-11-23, 2026-W48 or 2026-11", e);
        }
    }

    private static Period week(int year, int number, ZoneId zone) {
        LocalDate first =
                LocalDate.of(year, 1, 4).with(WeekFields.ISO.dayOfWeek(), 1).plusWeeks(number - 1L);
        Period period = weekOf(first, zone);
        if (!period.name.equals("%04d-W%02d".formatted(year, number)))
            throw new DateTimeException(year + " has no week " + number);
        return period;
    }

    /** The week of a day. */
    public static Period weekOf(LocalDate day, ZoneId zone) {
        LocalDate first = day.with(WeekFields.ISO.dayOfWeek(), 1);
        String name = "%04d-W%02d"
                .formatted(first.get(IsoFields.WEEK_BASED_YEAR), first.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        return new Period(name, first, first.plusWeeks(1), zone);
    }

    /** The one of the same kind before it. */
    public Period before() {
        LocalDate last = first.minusDays(1);
        if (MONTH.matcher(name).matches()) return parse(YearMonth.from(last).toString(), zone);
        return name.contains("W") ? weekOf(last, zone) : parse(last.toString(), zone);
    }

    /** Its days, in their order. */
    public List<Period> days() {
        List<Period> days = new ArrayList<>();
        for (LocalDate day = first; day.isBefore(end); day = day.plusDays(1))
            days.add(new Period(day.toString(), day, day.plusDays(1), zone));
        return days;
    }

    public long fromMicros() {
        return micros(first);
    }

    /** The first microsecond behind it. */
    public long toMicros() {
        return micros(end);
    }

    private long micros(LocalDate day) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, day.atStartOfDay(zone).toInstant());
    }
}
