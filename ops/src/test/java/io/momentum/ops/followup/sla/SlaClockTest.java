package io.momentum.ops.followup.sla;

import static io.momentum.ops.followup.sla.Calendars.MADRID;
import static io.momentum.ops.followup.sla.Calendars.madrid;
import static io.momentum.ops.followup.sla.Calendars.weekdays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.followup.sla.SlaClock.PausedIn;
import io.momentum.ops.followup.sla.SlaClock.Said;
import io.momentum.ops.followup.sla.SlaClock.State;
import io.momentum.ops.followup.sla.SlaClock.Step;
import io.momentum.ops.followup.sla.SlaSignal.Breached;
import io.momentum.ops.followup.sla.SlaSignal.Escalated;
import io.momentum.ops.followup.sla.SlaSignal.Warned;
import io.momentum.store.calendar.WorkCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlaClockTest {

    private static final WorkCalendar OFFICE = weekdays(MADRID, "09:00-17:00");
    private static final Instant FRIDAY = madrid("2026-11-27T16:30");
    private static final Instant DUE = madrid("2026-11-30T09:30");

    private static Terms hour(int version) {
        return new Terms(
                "gold",
                version,
                ClockKind.FIRST_ACTION,
                Duration.ofHours(1),
                OFFICE,
                List.of(50, 80),
                SlaPolicy.LADDER);
    }

    private static SlaClock started() {
        return SlaClock.start(hour(4), FRIDAY);
    }

    @Test
    void itIsDueByTheCalendarThatWasFrozenIntoIt() {
        SlaClock clock = started();
        assertEquals(Optional.of(DUE), clock.due());
        assertEquals(4, clock.terms().version());
        assertEquals("office", clock.terms().calendar().id());
    }

    @Test
    void itWarnsBreachesAndClimbsTheLadderEachOnce() {
        List<Said> all = new ArrayList<>();
        SlaClock clock = started();
        for (Optional<Instant> next = clock.nextAt(); next.isPresent(); next = clock.nextAt()) {
            for (int twice = 0; twice < 2; twice++) {
                Step step = clock.advance(next.get());
                all.addAll(step.said());
                clock = step.clock();
            }
        }
        assertEquals(
                List.of(
                        new Said(madrid("2026-11-27T17:00"), new Warned(50)),
                        new Said(madrid("2026-11-30T09:18"), new Warned(80)),
                        new Said(DUE, new Breached()),
                        new Said(DUE, new Escalated(Rung.Whom.OWNER)),
                        new Said(madrid("2026-11-30T10:30"), new Escalated(Rung.Whom.LEAD)),
                        new Said(madrid("2026-11-30T11:30"), new Escalated(Rung.Whom.DUTY_MANAGER))),
                all);
        assertTrue(clock.isBreached());
        assertEquals(all, started().advance(madrid("2027-01-01T00:00")).said());
    }

    @Test
    void aLateStopBetweenTwoTicksIsABreach() {
        SlaClock ticked = started().advance(DUE.minusSeconds(1)).clock();
        assertFalse(ticked.isBreached());
        Step late = ticked.stop(DUE.plusNanos(1_000));
        assertTrue(late.clock().isBreached());
        assertFalse(late.clock().isMet());
        assertEquals(new Said(DUE, new Breached()), late.said().getFirst());
        assertTrue(ticked.stop(DUE).clock().isMet(), "the due time itself is in time");
    }

    @Test
    void aStopAtNightAfterADueTimeAtTheEndOfTheDayIsABreach() {
        Step late = SlaClock.start(hour(1), madrid("2026-11-26T16:00")).stop(madrid("2026-11-26T20:00"));
        assertTrue(late.clock().isBreached());
        assertEquals(Duration.ZERO, late.clock().measured(DUE).overBy());
        assertTrue(late.clock().explain(DUE).getLast().contains("breached"));
    }

    @Test
    void aPauseDoesNotCountAndNeedsAReason() {
        SlaClock paused = started()
                .pause(madrid("2026-11-27T16:50"), PausedIn.WAITING_CONTACT, "asked for the plate")
                .clock();
        assertEquals(State.PAUSED, paused.state());
        assertEquals(Optional.empty(), paused.due());
        assertEquals(Optional.empty(), paused.nextAt());
        assertEquals(List.of(), paused.advance(madrid("2027-01-01T00:00")).said());
        SlaClock resumed = paused.resume(madrid("2026-11-30T12:00")).clock();
        assertEquals(Optional.of(madrid("2026-11-30T12:40")), resumed.due());
        SlaClock stopped = resumed.stop(madrid("2026-11-30T12:30")).clock();
        assertTrue(stopped.isMet());
        SlaClock.Measured measured = stopped.measured(Instant.MAX);
        assertEquals(Duration.ofMinutes(50), measured.work());
        assertEquals(Duration.between(FRIDAY, madrid("2026-11-30T12:30")), measured.wall());
        assertEquals(Duration.between(madrid("2026-11-27T16:50"), madrid("2026-11-30T12:00")), measured.pausedWall());
        assertThrows(IllegalArgumentException.class, () -> started().pause(DUE, PausedIn.SCHEDULED, " "));
    }

    @Test
    void aPauseThatComesTooLateDoesNotHideTheBreach() {
        Step late = started().pause(DUE.plusSeconds(60), PausedIn.SCHEDULED, "call on Tuesday");
        assertTrue(late.said().contains(new Said(DUE, new Breached())));
        assertEquals(Optional.of(DUE), late.clock().due());
    }

    @Test
    void itMayStopWhileItIsPaused() {
        SlaClock stopped = started()
                .pause(FRIDAY, PausedIn.SCHEDULED, "later")
                .clock()
                .stop(madrid("2027-01-04T10:00"))
                .clock();
        assertTrue(stopped.isMet());
        assertEquals(Duration.ZERO, stopped.measured(Instant.MAX).work());
    }

    @Test
    void aCancelledClockIsNeitherMetNorForgotten() {
        SlaClock cancelled =
                started().cancel(FRIDAY.plusSeconds(1), "opted out").clock();
        assertEquals(State.CANCELLED, cancelled.state());
        assertFalse(cancelled.isMet());
        assertThrows(IllegalStateException.class, () -> cancelled.stop(DUE));
        assertTrue(cancelled.explain(DUE).getLast().contains("opted out"));
    }

    @Test
    void aConversationThatIsOpenedAgainBeginsANewEpisode() {
        SlaClock first = started().stop(DUE.plusSeconds(1)).clock();
        SlaClock second = first.reopened(hour(5), madrid("2026-12-01T09:00"));
        assertEquals(2, second.episode());
        assertFalse(second.isBreached());
        assertEquals(Optional.of(madrid("2026-12-01T10:00")), second.due());
        assertEquals(5, second.terms().version());
        assertThrows(IllegalStateException.class, () -> second.reopened(hour(5), DUE));
    }

    @Test
    void otherTermsMakeAnotherInstanceFromTheSameStart() {
        SlaClock warned = started().advance(madrid("2026-11-27T17:00")).clock();
        Terms half = new Terms(
                "gold", 5, ClockKind.FIRST_ACTION, Duration.ofMinutes(40), OFFICE, List.of(50, 80), List.of());
        SlaClock.Reassessed both = warned.reassess(half, madrid("2026-11-27T18:00"));
        assertEquals(State.CANCELLED, both.old().clock().state());
        assertEquals(Optional.of(madrid("2026-11-30T09:10")), both.now().clock().due());
        assertEquals(List.of(), both.now().said(), "it has warned at 50 percent already");
    }

    @Test
    void timeDoesNotGoBack() {
        SlaClock stopped = started().stop(FRIDAY.minusSeconds(1)).clock();
        assertEquals(State.STOPPED, stopped.state());
        assertEquals(FRIDAY, stopped.endedAt());
    }

    @Test
    void itExplainsItself() {
        SlaClock clock = started()
                .pause(madrid("2026-11-27T16:45"), PausedIn.WAITING_CONTACT, "asked for the plate")
                .clock()
                .resume(madrid("2026-11-30T09:00"))
                .clock();
        assertEquals(
                List.of(
                        "first action by gold@4: 1h of work within calendar office (Europe/Madrid)",
                        "began 2026-11-27T15:30:00Z, episode 1",
                        "paused 2026-11-27T15:45:00Z to 2026-11-30T08:00:00Z: asked for the plate (WAITING_CONTACT)",
                        "30m of work gone, 64h45m in all, 64h15m of it paused",
                        "due 2026-11-30T08:45:00Z, 30m left"),
                clock.explain(madrid("2026-11-30T09:15")));
    }
}
