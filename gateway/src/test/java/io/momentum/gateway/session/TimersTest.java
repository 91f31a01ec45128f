package io.momentum.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.session.Liveness.Tick;
import org.junit.jupiter.api.Test;

class TimersTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void aSilentPeerIsAskedTwiceAndThenGivenUp() {
        var liveness = new Liveness(30 * SECOND, 10 * SECOND, 0);
        assertEquals(Tick.NOTHING, liveness.tick(29 * SECOND));
        assertEquals(Tick.ENQUIRE_LINK, liveness.tick(30 * SECOND));
        assertEquals(Tick.NOTHING, liveness.tick(39 * SECOND));
        assertEquals(Tick.ENQUIRE_LINK, liveness.tick(40 * SECOND));
        assertEquals(Tick.CLOSE, liveness.tick(50 * SECOND));
    }

    @Test
    void anyByteProvesLife() {
        var liveness = new Liveness(30 * SECOND, 10 * SECOND, 0);
        assertEquals(Tick.ENQUIRE_LINK, liveness.tick(30 * SECOND));
        liveness.heard(35 * SECOND);
        assertEquals(Tick.NOTHING, liveness.tick(64 * SECOND));
        assertEquals(Tick.ENQUIRE_LINK, liveness.tick(65 * SECOND));
    }

    @Test
    void aRateIsKeptOverASecondAndBurstsATenth() {
        var limit = new RateLimit(200);
        int taken = 0;
        for (long now = 0; now < 10 * SECOND; now += SECOND / 1000) {
            while (limit.tryTake(now)) taken++;
        }
        assertTrue(taken >= 1990 && taken <= 2025, () -> "in ten seconds at 200/s");
    }

    @Test
    void unlimitedIsUnlimited() {
        var limit = new RateLimit(0);
        for (int i = 0; i < 100_000; i++) assertTrue(limit.tryTake(0));
    }

    @Test
    void aSlowRateTakesOneAtATime() {
        var limit = new RateLimit(1);
        assertTrue(limit.tryTake(0));
        assertFalse(limit.tryTake(SECOND / 2));
        assertTrue(limit.tryTake(SECOND));
    }

    @Test
    void waitsDoubleUpToTheBoundAndAreSpread() {
        var backoff = new Backoff(1000, 60_000, 0).failed();
        assertEquals(500, backoff.delayMillis(0));
        assertEquals(1000, backoff.delayMillis(1));
        for (int i = 0; i < 50; i++) backoff = backoff.failed();
        assertEquals(60_000, backoff.delayMillis(1));
        assertEquals(0, backoff.reset().failures());
    }
}
