package io.momentum.ops.followup.sla;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.store.calendar.Interval;
import io.momentum.store.calendar.WorkCalendar;
import io.momentum.store.calendar.WorkCalendar.Day;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TermsTextTest {

    /** Such a name was journalled once, and no clock of its conversation could be read again. */
    @Test
    void aNameOfSeveralLinesIsReadAgainInOne() {
        LocalDate fair = LocalDate.of(2026, 12, 8);
        var calendar = new WorkCalendar(
                "office",
                ZoneOffset.UTC,
                Map.of(DayOfWeek.MONDAY, List.of(Interval.parse("09:00-17:00"))),
                Map.of(fair, Day.holiday("Fair\nof the town\r\n")));
        var terms = new Terms("gold", 1, ClockKind.RESOLUTION, Duration.ofHours(8), calendar, List.of(80), List.of());
        Terms read = TermsText.parse(TermsText.of(terms));
        assertEquals(
                "Fair of the town",
                read.calendar().exceptions().get(fair).name().strip());
        assertEquals(terms.within(), read.within());
    }
}
