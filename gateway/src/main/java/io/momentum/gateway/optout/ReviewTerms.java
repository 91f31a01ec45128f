package io.momentum.gateway.optout;

import io.momentum.store.calendar.Interval;
import io.momentum.store.calendar.WorkCalendar;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How long people have to look at what may be an opt-out.
 *
 * @param within of the calendar's open time
 * @param calendar the hours that count
 */
public record ReviewTerms(Duration within, WorkCalendar calendar) {

    /** One business day: the hours of Monday to Friday count, all of them, in UTC. */
    public static final ReviewTerms DEFAULT = new ReviewTerms(Duration.ofHours(24), weekdays());

    private static WorkCalendar weekdays() {
        Map<DayOfWeek, List<Interval>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            boolean weekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
            week.put(day, weekend ? List.of() : List.of(Interval.WHOLE_DAY));
        }
        return new WorkCalendar("weekdays", ZoneOffset.UTC, week, Map.of());
    }

    /** When a doubt of now is an opt-out if nobody has looked, in microseconds since 1970. */
    public long deadlineMicros(long nowMicros) {
        Instant now = Instant.EPOCH.plus(nowMicros, ChronoUnit.MICROS);
        Instant deadline = calendar.plus(now, within);
        // A calendar that does not open any more must not keep somebody waiting for ever.
        if (deadline.equals(Instant.MAX)) deadline = now.plus(within);
        return ChronoUnit.MICROS.between(Instant.EPOCH, deadline);
    }
}
