package io.momentum.store.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Calendars for tests. */
final class Calendars {

    static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

    private Calendars() {}

    /** Monday to Friday. */
    static WorkCalendar weekdays(ZoneId zone, String... hours) {
        return weekdays(zone, Map.of(), hours);
    }

    static WorkCalendar weekdays(ZoneId zone, Map<LocalDate, WorkCalendar.Day> exceptions, String... hours) {
        Map<DayOfWeek, List<Interval>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.getValue() < 6)
                week.put(day, Arrays.stream(hours).map(Interval::parse).toList());
        }
        return new WorkCalendar("office", zone, week, exceptions);
    }

    /** The same hours on all days. */
    static WorkCalendar daily(ZoneId zone, String... hours) {
        Map<DayOfWeek, List<Interval>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(day, Arrays.stream(hours).map(Interval::parse).toList());
        }
        return new WorkCalendar("daily", zone, week, Map.of());
    }

    static Instant at(ZoneId zone, String local) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    static Instant madrid(String local) {
        return at(MADRID, local);
    }
}
