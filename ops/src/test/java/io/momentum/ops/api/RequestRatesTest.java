package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RequestRatesTest {

    @Test
    void oneTokenThatAsksTooMuchIsHeldUpAlone() {
        var rates = new RequestRates(3);
        for (int i = 0; i < 3; i++) assertFalse(rates.isOver("a", i));
        assertTrue(rates.isOver("a", 3));
        assertFalse(rates.isOver("b", 3));
        assertFalse(rates.isOver("a", 1_000_000_000L));
    }

    @Test
    void withoutARateNobodyIs() {
        var rates = new RequestRates(0);
        for (int i = 0; i < 5000; i++) assertFalse(rates.isOver("a", 0));
    }
}
