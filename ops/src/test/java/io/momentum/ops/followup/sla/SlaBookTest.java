package io.momentum.ops.followup.sla;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.followup.match.Dimension;
import io.momentum.ops.followup.match.Match;
import io.momentum.ops.followup.match.Subject;
import io.momentum.store.calendar.WorkCalendar;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlaBookTest {

    private static SlaPolicy policy(String id, int priority, Match match, Map<ClockKind, Duration> within) {
        return new SlaPolicy(id, 1, priority, match, within, Optional.empty(), List.of(50, 80), SlaPolicy.LADDER);
    }

    private static final SlaPolicy ALL = policy(
            "all",
            1,
            Match.ANY,
            Map.of(ClockKind.FIRST_ACTION, Duration.ofHours(4), ClockKind.RESOLUTION, Duration.ofHours(40)));
    private static final SlaPolicy URGENT = policy(
            "urgent",
            9,
            new Match(Map.of(Dimension.LABEL, Set.of("urgency"), Dimension.TEAM, Set.of("north"))),
            Map.of(ClockKind.FIRST_ACTION, Duration.ofMinutes(15)));
    private static final WorkCalendar OFFICE = Calendars.weekdays(Calendars.MADRID, "09:00-17:00");
    private static final SlaBook BOOK = new SlaBook(List.of(ALL, URGENT), List.of(OFFICE), Map.of("north", "office"));
    private static final Subject URGENT_NORTH =
            new Subject(Map.of(Dimension.LABEL, "urgency", Dimension.TEAM, "north"));

    @Test
    void onePolicyRunsEachClockTheStrongestThatFitsAndHasIt() {
        Terms first = BOOK.termsOf(ClockKind.FIRST_ACTION, URGENT_NORTH).orElseThrow();
        assertEquals("urgent", first.policy());
        assertEquals(OFFICE, first.calendar());
        assertEquals(
                "all",
                BOOK.termsOf(ClockKind.RESOLUTION, URGENT_NORTH).orElseThrow().policy());
        Terms other = BOOK.termsOf(ClockKind.FIRST_ACTION, Subject.UNKNOWN).orElseThrow();
        assertEquals("all", other.policy());
        assertEquals(WorkCalendar.ALWAYS, other.calendar());
        assertTrue(BOOK.termsOf(ClockKind.NEXT_RESPONSE, URGENT_NORTH).isEmpty());
    }

    @Test
    void itExplainsWhyOnePolicyAndNotAnother() {
        List<String> lines = BOOK.explain(URGENT_NORTH.with(Dimension.LABEL, "question"));
        assertEquals("first action: all@1: 4h of work within calendar office (Europe/Madrid)", lines.get(0));
        assertEquals("  urgent@1: label is question, not urgency", lines.get(1));
        assertEquals("  all@1: decides, priority 1", lines.get(2));
        assertTrue(BOOK.explain(URGENT_NORTH).contains("  all@1: fits, but its priority 1 is lower"));
    }

    @Test
    void twoOfOnePriorityAndMissingCalendarsAreRefused() {
        SlaPolicy same = policy("same", 1, Match.ANY, ALL.within());
        assertThrows(IllegalArgumentException.class, () -> new SlaBook(List.of(ALL, same), List.of(), Map.of()));
        assertThrows(IllegalArgumentException.class, () -> new SlaBook(List.of(), List.of(), Map.of("north", "x")));
    }
}
