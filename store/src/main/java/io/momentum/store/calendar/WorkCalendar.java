package io.momentum.store.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * When a team works: hours for each day of the week by the clock of its zone, and days on which it is otherwise. A second counts
 * where that clock shows an hour of work: what a change to summer time leaves out never was, and an hour that comes twice
 * counts twice.
 *
 * @param id its name in the configuration
 * @param week the hours of each day, in order, without overlap; at least one day has some
 * @param exceptions days with other hours, or none
 */
public record WorkCalendar(
        String id, ZoneId zone, Map<DayOfWeek, List<Interval>> week, Map<LocalDate, Day> exceptions) {

    /** Around the clock. */
    public static final WorkCalendar ALWAYS = always("always", ZoneOffset.UTC);

    /**
     * A day that is not as its day of the week.
     *
     * @param open its hours; none on a holiday
     */
    public record Day(String name, List<Interval> open) {

        public Day {
            open = inOrder(open);
        }

        public static Day holiday(String name) {
            return new Day(name, List.of());
        }
    }

    public WorkCalendar {
        Map<DayOfWeek, List<Interval>> sorted = new EnumMap<>(DayOfWeek.class);
        week.forEach((day, hours) -> sorted.put(day, inOrder(hours)));
        if (sorted.values().stream().allMatch(List::isEmpty))
            throw new IllegalArgumentException("a calendar needs hours on at least one day of the week");
        week = Collections.unmodifiableMap(sorted);
        exceptions = Collections.unmodifiableSortedMap(new TreeMap<>(exceptions));
    }

    /** One that never closes, by the days of a zone. */
    public static WorkCalendar always(String id, ZoneId zone) {
        Map<DayOfWeek, List<Interval>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) week.put(day, List.of(Interval.WHOLE_DAY));
        return new WorkCalendar(id, zone, week, Map.of());
    }

    private static List<Interval> inOrder(List<Interval> hours) {
        List<Interval> sorted = hours.stream().sorted().toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i - 1).overlaps(sorted.get(i)))
                throw new IllegalArgumentException("%s and %s overlap".formatted(sorted.get(i - 1), sorted.get(i)));
        }
        return sorted;
    }

    /** The hours of one day. */
    public List<Interval> hoursOf(LocalDate date) {
        Day exception = exceptions.get(date);
        return exception == null ? week.getOrDefault(date.getDayOfWeek(), List.of()) : exception.open();
    }

    public boolean isOpen(Instant at) {
        OpenTimes times = new OpenTimes(this, at);
        return times.next() && !times.start().isAfter(at);
    }

    /** Time of work from one moment to another; negative where the second is before the first. */
    public Duration between(Instant from, Instant to) {
        if (to.isBefore(from)) return between(to, from).negated();
        Duration sum = Duration.ZERO;
        OpenTimes times = new OpenTimes(this, from);
        while (times.next() && times.start().isBefore(to)) {
            Instant end = times.end().isBefore(to) ? times.end() : to;
            sum = sum.plus(Duration.between(times.start(), end));
        }
        return sum;
    }

    /**
     * The first moment at which so much time of work has passed.
     *
     * @param work not negative
     */
    public Instant plus(Instant from, Duration work) {
        if (work.isNegative()) throw new IllegalArgumentException("time of work cannot be negative");
        if (work.isZero()) return from;
        Duration left = work;
        OpenTimes times = new OpenTimes(this, from);
        while (times.next()) {
            Duration open = Duration.between(times.start(), times.end());
            if (open.compareTo(left) >= 0) return times.start().plus(left);
            left = left.minus(open);
        }
        return Instant.MAX;
    }

    /**
     * The last moment from which on so much time of work passes until {@code to}.
     *
     * @param work not negative
     */
    public Instant minus(Instant to, Duration work) {
        if (work.isNegative()) throw new IllegalArgumentException("time of work cannot be negative");
        if (work.isZero()) return to;
        // Looks back in growing steps, then goes forward what is too much.
        for (long days = 1 + work.toDays(); days < OpenTimes.DAYS_MAX; days *= 2) {
            Instant early = to.minus(Duration.ofDays(days));
            Duration spare = between(early, to).minus(work);
            if (!spare.isNegative()) return firstOpen(plus(early, spare));
        }
        return Instant.MIN;
    }

    /** The moment itself where it is open then, otherwise the next at which it opens; {@link Instant#MAX} for never. */
    public Instant nextOpen(Instant at) {
        OpenTimes times = new OpenTimes(this, at);
        return times.next() ? times.start() : Instant.MAX;
    }

    /** The same hours by the clock of another zone. */
    public WorkCalendar in(ZoneId other) {
        return new WorkCalendar(id, other, week, exceptions);
    }

    private Instant firstOpen(Instant at) {
        Instant open = nextOpen(at);
        return open.equals(Instant.MAX) ? at : open;
    }
}
