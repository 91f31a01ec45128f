package io.momentum.store.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolidayFileTest {

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Test
    void aListHasADayAndItsNameOnEachLine() {
        assertEquals(
                new TreeMap<>(Map.of(day("2026-12-25"), "Christmas Day", day("2027-01-06"), "")),
                HolidayFile.parse("# public\n2026-12-25 Christmas Day  # all offices\n\n2027-01-06\n"));
    }

    @Test
    void aCalendarHasSingleDaysRangesAndDaysOfEveryYear() {
        var days = HolidayFile.parse("""
                BEGIN:VCALENDAR
                VERSION:2.0
                BEGIN:VEVENT
                SUMMARY:Office closed\\, all
                  of it
                DTSTART;VALUE=DATE:20261224
                DTEND;VALUE=DATE:20261227
                END:VEVENT
                BEGIN:VEVENT
                SUMMARY:New Year
                DTSTART;VALUE=DATE:20260101
                RRULE:FREQ=YEARLY;UNTIL=20290101
                EXDATE;VALUE=DATE:20280101
                END:VEVENT
                BEGIN:VEVENT
                SUMMARY:Memorial Day
                DTSTART;VALUE=DATE:20260525
                RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;COUNT=2
                END:VEVENT
                BEGIN:VEVENT
                STATUS:CANCELLED
                DTSTART;VALUE=DATE:20260601
                END:VEVENT
                END:VCALENDAR
                """);
        assertEquals("Office closed, all of it", days.get(day("2026-12-26")));
        assertFalse(days.containsKey(day("2026-12-27")));
        assertEquals("New Year", days.get(day("2027-01-01")));
        assertFalse(days.containsKey(day("2028-01-01")));
        assertTrue(days.containsKey(day("2029-01-01")));
        assertFalse(days.containsKey(day("2030-01-01")));
        assertTrue(days.containsKey(day("2027-05-31")));
        assertFalse(days.containsKey(day("2026-06-01")));
        assertEquals(8, days.size());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-25 one|Christmas, line 2: must be a day",
        "2026-12-25 one|2026-02-30 x, line 2: there is no day 2026-02-30",
        "BEGIN:VCALENDAR|BEGIN:VEVENT|DTSTART:2026|END:VEVENT, line 4: there is no day 2026",
        "BEGIN:VCALENDAR|BEGIN:VEVENT|SUMMARY:x|END:VEVENT, line 4: a VEVENT without DTSTART",
        "BEGIN:VCALENDAR|BEGIN:VEVENT|DTSTART:20260101|RRULE:FREQ=DAILY|END:VEVENT, line 5: only days that come every year",
        "BEGIN:VCALENDAR|BEGIN:VEVENT|DTSTART:20260101|RRULE:FREQ=YEARLY;BYWEEKNO=3|END:VEVENT, line 5: a rule with BYWEEKNO",
        "BEGIN:VCALENDAR|BEGIN:VEVENT|DTSTART:20260101, line 3: the last VEVENT has no end"
    })
    void aMistakeIsToldWithItsLine(String text, String message) {
        var e = assertThrows(IllegalArgumentException.class, () -> HolidayFile.parse(text.replace('|', '\n')));
        assertTrue(String.valueOf(e.getMessage()).startsWith(message), e.getMessage());
    }
}
