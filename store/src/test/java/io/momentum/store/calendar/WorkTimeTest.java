package io.momentum.store.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Working time held against a count of every minute. */
class WorkTimeTest {

    private static final Instant BASE = Instant.parse("2026-01-01T00:00:00Z");
    private static final int YEAR_MINUTES = 366 * 24 * 60;

    @Provide
    Arbitrary<WorkCalendar> calendars() {
        Arbitrary<ZoneId> zones = Arbitraries.of(
                        "Europe/Madrid",
                        "America/New_York",
                        "America/Santiago",
                        "Asia/Kolkata",
                        "Australia/Lord_Howe",
                        "Africa/Casablanca",
                        "Pacific/Apia",
                        "UTC",
                        "America/Havana")
                .map(ZoneId::of);
        Arbitrary<List<Interval>> hours = Arbitraries.integers()
                .between(0, 96)
                .list()
                .ofMinSize(0)
                .ofMaxSize(6)
                .uniqueElements()
                .map(WorkTimeTest::intervals);
        Arbitrary<List<List<Interval>>> week = hours.list().ofSize(7);
        Arbitrary<Map<Integer, List<Interval>>> exceptions =
                Arbitraries.maps(Arbitraries.integers().between(0, 366), hours).ofMaxSize(20);
        return Combinators.combine(zones, week, exceptions).as(WorkTimeTest::calendar);
    }

    private static List<Interval> intervals(List<Integer> quarters) {
        List<Integer> sorted = quarters.stream().sorted().toList();
        List<Interval> intervals = new ArrayList<>();
        for (int i = 0; i + 1 < sorted.size(); i += 2) {
            intervals.add(new Interval(sorted.get(i) * 900, sorted.get(i + 1) * 900));
        }
        return intervals;
    }

    private static WorkCalendar calendar(ZoneId zone, List<List<Interval>> hours, Map<Integer, List<Interval>> other) {
        Map<DayOfWeek, List<Interval>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) week.put(day, hours.get(day.getValue() - 1));
        if (hours.stream().allMatch(List::isEmpty)) week.put(DayOfWeek.MONDAY, List.of(Interval.parse("09:00-17:00")));
        Map<LocalDate, WorkCalendar.Day> exceptions = new TreeMap<>();
        other.forEach(
                (day, open) -> exceptions.put(LocalDate.of(2026, 1, 1).plusDays(day), new WorkCalendar.Day("", open)));
        return new WorkCalendar("any", zone, week, exceptions);
    }

    /** Looks at the clock on the wall every minute. */
    private static boolean isOpen(WorkCalendar calendar, Instant at) {
        ZonedDateTime local = at.atZone(calendar.zone());
        int second = local.toLocalTime().toSecondOfDay();
        return calendar.hoursOf(local.toLocalDate()).stream()
                .anyMatch(hours -> hours.fromSecond() <= second && second < hours.toSecond());
    }

    @Property(tries = 150)
    void timeBetweenIsTheMinutesThatAWatcherCounts(
            @ForAll("calendars") WorkCalendar calendar,
            @ForAll @IntRange(max = YEAR_MINUTES) int from,
            @ForAll @IntRange(max = 10_000) int length) {
        Instant start = BASE.plusSeconds(from * 60L);
        long counted = 0;
        for (int i = 0; i < length; i++) if (isOpen(calendar, start.plusSeconds(i * 60L))) counted++;
        assertEquals(Duration.ofMinutes(counted), calendar.between(start, start.plusSeconds(length * 60L)));
        assertEquals(isOpen(calendar, start), calendar.isOpen(start));
    }

    @Property(tries = 300)
    void timeAddsUp(
            @ForAll("calendars") WorkCalendar calendar,
            @ForAll @IntRange(max = YEAR_MINUTES * 60) int a,
            @ForAll @IntRange(max = 3_000_000) int b,
            @ForAll @IntRange(max = 3_000_000) int c) {
        Instant one = BASE.plusSeconds(a);
        Instant two = one.plusSeconds(b);
        Instant three = two.plusSeconds(c);
        assertEquals(calendar.between(one, three), calendar.between(one, two).plus(calendar.between(two, three)));
        assertEquals(calendar.between(one, two).negated(), calendar.between(two, one));
    }

    @Property(tries = 300)
    void plusAndMinusUndoBetween(
            @ForAll("calendars") WorkCalendar calendar,
            @ForAll @IntRange(max = YEAR_MINUTES * 60) int from,
            @ForAll @IntRange(min = 1, max = 2_000_000) int seconds) {
        Instant start = BASE.plusSeconds(from).plusNanos(123_456_000);
        Duration work = Duration.ofSeconds(seconds);
        Instant end = calendar.plus(start, work);
        assertEquals(work, calendar.between(start, end));
        assertTrue(calendar.between(start, end.minusNanos(1)).compareTo(work) < 0, "an earlier moment would do");
        Instant back = calendar.minus(end, work);
        assertEquals(work, calendar.between(back, end));
        assertFalse(back.isBefore(start), "the last moment is not before another one");
        if (calendar.isOpen(start)) assertEquals(start, back);
    }
}
