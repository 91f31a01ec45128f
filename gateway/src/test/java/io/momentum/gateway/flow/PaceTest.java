package io.momentum.gateway.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long STEP = SECOND / 1000;

    /** A carrier that throttles all it gets between two moments, and a clock that runs by milliseconds. */
    private static final class World {
        final Pace pace;
        long now;
        long sent;

        World(int perSecond) {
            pace = new Pace(perSecond, 1, 20_000, 0);
        }

        /** Sends as much as may be sent. @return how many were taken */
        int run(double seconds, int offeredPerMilli, boolean throttling) {
            int taken = 0;
            long end = now + (long) (seconds * SECOND);
            for (; now < end; now += STEP) {
                for (int i = 0; i < offeredPerMilli && pace.tryTake(now); i++) {
                    sent++;
                    if (throttling) pace.throttled(now, sent);
                    else pace.taken();
                    if (!throttling) taken++;
                }
                pace.tick(now, sent);
            }
            return taken;
        }
    }

    @Test
    void withoutALimitAndWithoutThrottlingNothingWaits() {
        var world = new World(0);
        assertEquals(5_000, world.run(1, 5, false));
        assertFalse(world.pace.isThrottled());
        assertEquals(0, world.pace.perSecond());
    }

    @Test
    void aConfiguredRateIsKept() {
        var world = new World(200);
        int taken = world.run(10, 5, false);
        assertTrue(taken >= 1_990 && taken <= 2_025, taken + " in ten seconds at 200/s");
    }

    @Test
    void thirtySecondsOfThrottlingBringTheRateDownAndAMinuteBringsItBack() {
        var world = new World(0);
        world.run(5, 1, false);
        long before = world.sent;
        world.run(30, 1, true);
        long throttled = world.sent - before;
        assertTrue(throttled < 2_000, throttled + " sent into the throttling, 30000 were offered");
        assertTrue(world.pace.perSecond() <= 60, "the rate is " + world.pace.perSecond());
        world.run(25, 1, false);
        int taken = world.run(1, 1, false);
        assertTrue(taken >= 950, taken + " in the second after 25 seconds");
        world.run(30, 1, false);
        assertFalse(world.pace.isThrottled());
        assertEquals(0, world.pace.perSecond(), "unlimited again");
    }

    @Test
    void aConfiguredRateIsTheMostThatComesBack() {
        var world = new World(100);
        world.run(5, 1, false);
        world.run(5, 1, true);
        assertTrue(world.pace.perSecond() < 50);
        world.run(60, 1, false);
        assertEquals(100, world.pace.perSecond());
    }

    @Test
    void manyThrottlesOfOneMomentCutTheRateOnce() {
        var world = new World(1_000);
        world.run(2, 1, false);
        for (int i = 0; i < 100; i++) world.pace.throttled(world.now + i, world.sent + i);
        assertEquals(500, world.pace.perSecond());
    }

    @Test
    void aCarrierThatTakesFiftyASecondIsKeptNearFifty() {
        var pace = new Pace(0, 1, 20_000, 0);
        long sent = 0;
        int taken = 0;
        int throttled = 0;
        double tokens = 5;
        for (long now = 0; now < 300 * SECOND; now += STEP) {
            tokens = Math.min(5, tokens + 0.05);
            while (pace.tryTake(now)) {
                sent++;
                if (tokens >= 1) {
                    tokens--;
                    pace.taken();
                    if (now > 100 * SECOND) taken++;
                } else {
                    pace.throttled(now, sent);
                    if (now > 100 * SECOND) throttled++;
                    if (pace.perSecond() == 0) break;
                }
                if (sent > 1_000_000) throw new AssertionError("no limit any more");
            }
            pace.tick(now, sent);
        }
        assertTrue(taken > 200 * 25, taken + " taken in 200 s");
        assertTrue(throttled < taken / 10, throttled + " throttled, " + taken + " taken");
    }
}
