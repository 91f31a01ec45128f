package io.momentum.gateway.session;

import static io.momentum.gateway.codec.CommandStatus.ESME_RALYBND;
import static io.momentum.gateway.codec.CommandStatus.ESME_RBINDFAIL;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVPASWD;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVSYSTYP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.session.Comeback.Standing;
import io.momentum.gateway.session.Liveness.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When to bind, when to wait and when to give a link up, in numbers. */
class BindingTest {

    private static final long SECOND = 1_000_000_000L;

    private static Comeback comeback() {
        return new Comeback(1_000, 60_000, 30_000, 60_000, 900_000, 30_000);
    }

    @Test
    void afterAlreadyBoundTheFloorIsKeptAndGrows() {
        Comeback comeback = comeback();
        comeback.refused(ESME_RALYBND);
        assertEquals(Standing.ALREADY_BOUND, comeback.standing());
        assertEquals(30_000, comeback.afterFailure(0));
        comeback.refused(ESME_RALYBND);
        assertEquals(60_000, comeback.afterFailure(0));
        assertTrue(comeback.afterFailure(0.999) < 120_000 * 1.25);
        comeback.bound();
        comeback.refused(ESME_RALYBND);
        assertEquals(30_000, comeback.afterFailure(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {ESME_RINVPASWD, 0x0F, ESME_RINVSYSTYP})
    void refusedCredentialsWaitLongerEachTimeAndNeverForEver(int status) {
        Comeback comeback = comeback();
        long last = 0;
        for (int i = 0; i < 50; i++) {
            comeback.refused(status);
            assertEquals(Standing.CREDENTIALS_REFUSED, comeback.standing());
            long wait = comeback.afterFailure(0);
            assertTrue(wait >= 60_000 && wait >= last && wait <= 900_000, wait + " after " + last);
            last = wait;
        }
        assertEquals(900_000, last);
    }

    @Test
    void aBindFailIsTakenForCredentialsWhenItRepeats() {
        Comeback comeback = comeback();
        comeback.refused(ESME_RBINDFAIL);
        comeback.refused(ESME_RBINDFAIL);
        assertEquals(Standing.WELCOME, comeback.standing());
        comeback.refused(ESME_RBINDFAIL);
        assertEquals(Standing.CREDENTIALS_REFUSED, comeback.standing());
        comeback.bound();
        assertEquals(Standing.WELCOME, comeback.standing());
    }

    @Test
    void sessionsThatDoNotStandBackOffAsFailuresDo() {
        Comeback comeback = comeback();
        assertEquals(500, comeback.afterSession(100, 0));
        comeback.bound();
        assertEquals(1_000, comeback.afterSession(100, 0));
        comeback.bound();
        assertEquals(2_000, comeback.afterSession(100, 0));
        comeback.bound();
        assertEquals(500, comeback.afterSession(30_000, 0));
    }

    @Test
    void theBudgetGivesItsBurstAndThenSoManyAMinute() {
        var budget = new BindBudget(new BindBudget.Rules(6, 3));
        long now = -5;
        for (int i = 0; i < 3; i++) assertEquals(0, budget.takeOrWaitNanos(now));
        assertEquals(10 * SECOND, budget.takeOrWaitNanos(now));
        assertEquals(SECOND, budget.takeOrWaitNanos(now + 9 * SECOND));
        assertEquals(0, budget.takeOrWaitNanos(now + 10 * SECOND));
        assertEquals(10 * SECOND, budget.takeOrWaitNanos(now + 10 * SECOND));
        int taken = 0;
        for (long at = 3600 * SECOND; at < 3660 * SECOND; at += SECOND) {
            if (budget.takeOrWaitNanos(at) == 0) taken++;
        }
        assertEquals(3 + 5, taken, "what was not used does not pile up");
    }

    @Test
    void bindsAreCountedForAnHour() {
        var budget = new BindBudget(new BindBudget.Rules(60, 1));
        long now = 1_795_444_512_000L;
        for (int i = 0; i < 5; i++) budget.count(now);
        budget.count(now + 30 * 60_000);
        assertEquals(6, budget.lastHour(now + 30 * 60_000));
        assertEquals(1, budget.lastHour(now + 61 * 60_000));
        assertEquals(0, budget.lastHour(now + 200 * 60_000));
    }

    @Test
    void aSilentPeerIsGivenUpWithinTwiceTheInterval() {
        for (long answer : new long[] {SECOND, 10 * SECOND, 300 * SECOND}) {
            var liveness = new Liveness(30 * SECOND, answer, 0);
            long now = 0;
            while (liveness.tick(now) != Tick.CLOSE) now += SECOND / 10;
            assertTrue(now <= 60 * SECOND, now / SECOND + " s");
        }
    }

    @Test
    void aCarrierThatCountsEnquireLinksIsAskedThoughItTalks() {
        var always = new Liveness(30 * SECOND, 10 * SECOND, true, 0);
        var quiet = new Liveness(30 * SECOND, 10 * SECOND, 0);
        int asked = 0;
        for (long now = 0; now <= 120 * SECOND; now += SECOND) {
            always.heard(now);
            quiet.heard(now);
            if (always.tick(now) == Tick.ENQUIRE_LINK) asked++;
            assertEquals(Tick.NOTHING, quiet.tick(now));
        }
        assertEquals(4, asked);
    }

    @Test
    void aPeerThatAnswersNoRequestIsStalledOnceItsPatienceIsOver() {
        var stall = new Stall(10, 60 * SECOND, 0);
        stall.began(100 * SECOND);
        assertFalse(stall.isOver(9, 200 * SECOND), "a window with room may only be slow");
        assertFalse(stall.isOver(10, 160 * SECOND));
        assertTrue(stall.isOver(10, 161 * SECOND));
        stall.answered(161 * SECOND);
        assertFalse(stall.isOver(10, 162 * SECOND));
        stall.timedOut(6);
        stall.timedOut(6);
        stall.began(180 * SECOND);
        assertTrue(stall.isOver(1, 222 * SECOND), "a whole window timed out, and no answer since");
    }

    @Test
    void aNackWithoutANumberIsForTheOldestUnlessThatIsAnswered() {
        var nacks = new StrayNacks(10, 2 * SECOND);
        nacks.add(3, 0, 0);
        assertTrue(nacks.isEmpty(), "nothing waited: nobody was meant");
        nacks.add(3, 7, 0);
        assertEquals(-1, nacks.due(7, SECOND));
        assertEquals(3, nacks.due(7, 2 * SECOND));
        nacks.add(3, 8, 3 * SECOND);
        assertEquals(-1, nacks.due(9, 6 * SECOND), "the oldest of then was answered");
        assertTrue(nacks.isEmpty());
    }

    @Test
    void noMoreNacksAreRememberedThanRequestsCanWait() {
        var nacks = new StrayNacks(2, SECOND);
        for (int i = 0; i < 5; i++) nacks.add(3, 7, 0);
        assertEquals(3, nacks.due(7, 2 * SECOND));
        assertEquals(3, nacks.due(7, 2 * SECOND));
        assertEquals(-1, nacks.due(7, 2 * SECOND));
    }
}
