package io.momentum.gateway.flow;

import static io.momentum.gateway.flow.Circuit.State.CLOSED;
import static io.momentum.gateway.flow.Circuit.State.HALF_OPEN;
import static io.momentum.gateway.flow.Circuit.State.OPEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.momentum.gateway.flow.Circuit.Rules;
import io.momentum.gateway.flow.Circuit.Totals;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private static final long TENTH = 100_000_000L;
    private static final Rules RULES = new Rules(50, 20, 10_000, 200, 15_000);

    private final Circuit circuit = new Circuit(RULES);
    private long now;
    private long good;
    private long bad;
    private long nanos;

    /** So many tenths of a second with so many outcomes in each. */
    private void run(int tenths, int goodEach, int badEach, int millisEach) {
        for (int i = 0; i < tenths; i++) {
            now += TENTH;
            good += goodEach;
            bad += badEach;
            nanos += 1_000_000L * millisEach * (goodEach + badEach);
            circuit.sample(now, new Totals(good, bad, good + bad, nanos));
        }
    }

    @Test
    void errorsUnderTheShareLeaveItClosed() {
        run(200, 6, 4, 50);
        assertEquals(CLOSED, circuit.state());
    }

    @Test
    void aHalfOfErrorsOpensItOnceThereAreEnoughOutcomes() {
        run(3, 0, 5, 50);
        assertEquals(CLOSED, circuit.state(), "the first sample is where counting begins: ten outcomes tell nothing");
        run(3, 0, 5, 50);
        assertEquals(OPEN, circuit.state());
    }

    @Test
    void slowAnswersOpenItToo() {
        run(20, 5, 0, 150);
        assertEquals(CLOSED, circuit.state());
        run(100, 5, 0, 400);
        assertEquals(OPEN, circuit.state());
    }

    @Test
    void afterAWhileAFewGoodOutcomesCloseIt() {
        run(10, 0, 5, 50);
        assertEquals(OPEN, circuit.state());
        run(151, 0, 0, 0);
        assertEquals(HALF_OPEN, circuit.state());
        run(1, 2, 0, 50);
        assertEquals(HALF_OPEN, circuit.state());
        run(1, 1, 0, 50);
        assertEquals(CLOSED, circuit.state());
    }

    @Test
    void aShortWindowDoesNotKeepTheTrialsFromAddingUp() {
        var hasty = new Circuit(new Rules(50, 20, 1_000, 0, 15_000));
        for (int i = 0; i < 10; i++) hasty.sample(i * TENTH, new Totals(0, 5L * i, 5L * i, 0));
        for (int i = 10; i < 170; i++) hasty.sample(i * TENTH, new Totals(0, 45, 45, 0));
        assertEquals(HALF_OPEN, hasty.state());
        for (int i = 0; i < 3; i++) hasty.sample((170 + 20L * i) * TENTH, new Totals(1 + i, 45, 46 + i, 0));
        assertEquals(CLOSED, hasty.state(), "three good outcomes, one every two seconds");
    }

    @Test
    void aBadTrialOpensItForLonger() {
        run(10, 0, 5, 50);
        run(151, 0, 0, 0);
        run(1, 0, 3, 50);
        assertEquals(OPEN, circuit.state());
        run(151, 0, 0, 0);
        assertEquals(OPEN, circuit.state());
        run(150, 0, 0, 0);
        assertEquals(HALF_OPEN, circuit.state());
    }

    @Test
    void whatLiesBackFurtherThanTheWindowCountsNoMore() {
        run(3, 0, 5, 50);
        run(150, 0, 0, 0);
        run(10, 1, 1, 50);
        assertEquals(OPEN, circuit.state(), "20 outcomes, half of them bad");
        var patient = new Circuit(new Rules(50, 21, 10_000, 0, 15_000));
        for (int i = 0; i <= 300; i++) patient.sample(i * TENTH, new Totals(i / 20, i / 20, i / 10, 0));
        assertEquals(CLOSED, patient.state(), "never 21 within ten seconds");
    }

    @Test
    void oneThatIsNotUsedNeverOpens() {
        var never = new Circuit(Rules.NEVER);
        for (int i = 0; i < 100; i++) assertFalse(never.sample(i * TENTH, new Totals(0, i * 100L, i * 100L, 0)));
        assertEquals(CLOSED, never.state());
    }
}
