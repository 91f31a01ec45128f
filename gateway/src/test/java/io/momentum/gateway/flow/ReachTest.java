package io.momentum.gateway.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReachTest {

    private static final long TEN_SECONDS = 10_000_000_000L;
    private static final long MILLI = 1_000_000L;

    private long now;
    private long answers;
    private long nanos;

    /** Ten seconds with so many answers, each after so long. */
    private boolean run(Reach reach, int newAnswers, long millisEach) {
        now += TEN_SECONDS;
        answers += newAnswers;
        nanos += newAnswers * millisEach * MILLI;
        return reach.sample(now, answers, nanos);
    }

    @Test
    void windowsOverTheTimeToAnAnswerAreWhatCanBeReached() {
        var reach = new Reach(200, 20);
        assertFalse(run(reach, 0, 0));
        assertEquals(0, reach.perSecond());
        assertFalse(run(reach, 1_000, 50));
        assertEquals(400, reach.perSecond());
        assertFalse(reach.isShort());
        assertTrue(run(reach, 1_000, 125), "it is told when it begins");
        assertEquals(160, reach.perSecond());
        assertEquals(125, reach.meanMillis());
        assertFalse(run(reach, 1_000, 125), "and not again");
        assertTrue(reach.isShort());
        assertFalse(run(reach, 1_000, 99), "a little more than is wanted is not enough to say that it is over");
        assertTrue(run(reach, 1_000, 50));
        assertFalse(reach.isShort());
    }

    @Test
    void fewAnswersTellNothingAndCountLater() {
        var reach = new Reach(200, 20);
        run(reach, 0, 0);
        for (int i = 0; i < 3; i++) assertFalse(run(reach, 6, 500));
        assertTrue(run(reach, 6, 500));
        assertEquals(40, reach.perSecond());
    }

    @Test
    void withoutARateNothingIsShort() {
        var reach = new Reach(0, 1);
        run(reach, 0, 0);
        assertFalse(run(reach, 1_000, 60_000));
        assertFalse(reach.isShort());
    }

    @Test
    void itLooksEveryTenSeconds() {
        var reach = new Reach(200, 20);
        run(reach, 0, 0);
        assertFalse(reach.sample(now + 1, 1_000, 1_000 * 500 * MILLI));
        assertEquals(0, reach.perSecond());
    }
}
