package io.momentum.store.calendar;

import static io.momentum.store.calendar.Calendars.MADRID;
import static io.momentum.store.calendar.Calendars.at;
import static io.momentum.store.calendar.Calendars.daily;
import static io.momentum.store.calendar.Calendars.madrid;
import static io.momentum.store.calendar.Calendars.weekdays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkCalendarTest {

    private static final WorkCalendar OFFICE = weekdays(MADRID, "09:00-17:00");

    @Test
    void anHourFromFridayHalfPastFourEndsOnMondayHalfPastNine() {
        Instant friday = madrid("2026-11-27T16:30");
        assertEquals(madrid("2026-11-30T09:30"), OFFICE.plus(friday, Duration.ofHours(1)));
        assertEquals(Duration.ofHours(1), OFFICE.between(friday, madrid("2026-11-30T09:30")));
        assertEquals(friday, OFFICE.minus(madrid("2026-11-30T09:30"), Duration.ofHours(1)));
    }

    @Test
    void workThatFillsTheDayEndsWithTheDayAndNotWithTheNext() {
        assertEquals(madrid("2026-11-27T17:00"), OFFICE.plus(madrid("2026-11-27T16:30"), Duration.ofMinutes(30)));
    }

    @Test
    void aHolidayDoesNotCountAndAnExceptionCountsAsItSays() {
        WorkCalendar office = weekdays(
                MADRID,
                Map.of(
                        LocalDate.of(2026, 12, 8),
                        WorkCalendar.Day.holiday("Inmaculada"),
                        LocalDate.of(2026, 12, 12),
                        new WorkCalendar.Day("stocktaking", List.of(Interval.parse("10:00-12:00")))),
                "09:00-17:00");
        assertEquals(madrid("2026-12-09T10:00"), office.plus(madrid("2026-12-07T16:00"), Duration.ofHours(2)));
        assertEquals(madrid("2026-12-12T11:00"), office.plus(madrid("2026-12-11T16:00"), Duration.ofHours(2)));
        assertFalse(office.isOpen(madrid("2026-12-08T10:00")));
        assertTrue(office.isOpen(madrid("2026-12-12T10:00")));
        assertFalse(office.isOpen(madrid("2026-12-12T12:00")));
    }

    @Test
    void theBreakOfASplitShiftDoesNotCount() {
        WorkCalendar split = weekdays(MADRID, "16:00-20:00", "09:00-13:00");
        assertEquals(madrid("2026-11-25T16:30"), split.plus(madrid("2026-11-25T12:30"), Duration.ofHours(1)));
        assertEquals(Duration.ofHours(8), split.between(madrid("2026-11-25T00:00"), madrid("2026-11-26T00:00")));
    }

    @ParameterizedTest
    @CsvSource({
        // Round the clock over the change: a day has as many hours as it has.
        "Europe/Madrid, 2026-03-29T00:00, 2026-03-30T00:00, 00:00-24:00, 23",
        "Europe/Madrid, 2026-10-25T00:00, 2026-10-26T00:00, 00:00-24:00, 25",
        "America/New_York, 2026-03-08T00:00, 2026-03-09T00:00, 00:00-24:00, 23",
        "America/New_York, 2026-11-01T00:00, 2026-11-02T00:00, 00:00-24:00, 25",
        "America/Santiago, 2026-09-06T01:00, 2026-09-07T00:00, 00:00-24:00, 23",
        "America/Santiago, 2026-04-04T00:00, 2026-04-05T00:00, 00:00-24:00, 25",
        // Hours that lie in what is left out, or comes twice.
        "Europe/Madrid, 2026-03-29T00:00, 2026-03-30T00:00, 01:00-04:00, 2",
        "Europe/Madrid, 2026-10-25T00:00, 2026-10-26T00:00, 01:00-04:00, 4",
        "Europe/Madrid, 2026-03-29T00:00, 2026-03-30T00:00, 02:00-03:00, 0",
        "Europe/Madrid, 2026-10-25T00:00, 2026-10-26T00:00, 02:00-03:00, 2",
        "Australia/Lord_Howe, 2026-10-04T00:00, 2026-10-05T00:00, 01:00-05:00, 3.5",
        // Office hours do not change.
        "Europe/Madrid, 2026-03-29T00:00, 2026-03-30T00:00, 09:00-17:00, 8"
    })
    void summerTimeBeginsAndEndsByTheClockOnTheWall(
            ZoneId zone, String from, String to, String hours, double expected) {
        Duration work = daily(zone, hours).between(at(zone, from), at(zone, to));
        assertEquals(Duration.ofMinutes(Math.round(expected * 60)), work);
    }

    @Test
    void aClockOverTheChangeIsDueByTheClockOnTheWall() {
        Instant friday = madrid("2026-03-27T16:30");
        assertEquals(madrid("2026-03-30T09:30"), OFFICE.plus(friday, Duration.ofHours(1)));
        assertEquals(Duration.ofHours(64), Duration.between(friday, madrid("2026-03-30T09:30")));
        Instant october = madrid("2026-10-23T16:30");
        assertEquals(madrid("2026-10-26T09:30"), OFFICE.plus(october, Duration.ofHours(1)));
        assertEquals(Duration.ofHours(66), Duration.between(october, madrid("2026-10-26T09:30")));
    }

    @Test
    void aroundTheClockIsACalendarToo() {
        WorkCalendar always = WorkCalendar.always("24x7", ZoneOffset.UTC);
        Instant now = Instant.parse("2026-02-28T23:59:59.123456Z");
        assertEquals(now.plusSeconds(90_000), always.plus(now, Duration.ofHours(25)));
        assertEquals(Duration.ofHours(25), always.between(now, now.plusSeconds(90_000)));
    }

    @Test
    void aCalendarWithoutHoursOrWithHoursTwiceIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new WorkCalendar("x", MADRID, Map.of(), Map.of()));
        assertThrows(IllegalArgumentException.class, () -> weekdays(MADRID, "09:00-13:00", "12:00-14:00"));
        assertThrows(IllegalArgumentException.class, () -> Interval.parse("17:00-09:00"));
        assertThrows(IllegalArgumentException.class, () -> Interval.parse("09:00-24:01"));
    }
}
