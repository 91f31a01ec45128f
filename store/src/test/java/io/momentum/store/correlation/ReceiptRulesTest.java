package io.momentum.store.correlation;

import static io.momentum.store.correlation.ReceiptRules.judge;
import static io.momentum.store.correlation.ReceiptRules.wants;
import static io.momentum.store.value.MessageState.DELIVERED;
import static io.momentum.store.value.MessageState.ENROUTE;
import static io.momentum.store.value.MessageState.UNDELIVERABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.momentum.store.correlation.ReceiptRules.Verdict;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.value.MessageState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReceiptRulesTest {

    @ParameterizedTest
    @CsvSource({
        "0x00, DELIVERED, false",
        "0x01, DELIVERED, true",
        "0x01, UNDELIVERABLE, true",
        "0x01, ENROUTE, false",
        "0x02, DELIVERED, false",
        "0x02, EXPIRED, true",
        "0x03, DELIVERED, true",
        "0x03, REJECTED, false",
        "0x10, ENROUTE, true",
        "0x10, DELIVERED, false",
        "0x11, ACCEPTED, true",
        "0xed, DELIVERED, true"
    })
    void anEsmeGetsWhatItAskedFor(String registeredDelivery, MessageState state, boolean wanted) {
        assertEquals(wanted, wants(Origin.SMPP, Integer.decode(registeredDelivery), state));
    }

    @Test
    void onlyAnEsmeIsPushedTo() {
        assertFalse(wants(Origin.API, 1, DELIVERED));
        assertFalse(wants(Origin.OPT_OUT_CONFIRMATION, 1, DELIVERED));
        assertFalse(ReceiptRules.wantsAny(Origin.API, 0x11));
    }

    @Test
    void theFirstFinalStateStands() {
        assertEquals(Verdict.UNDER_WAY, judge(null, ENROUTE));
        assertEquals(Verdict.ENDED, judge(null, DELIVERED));
        assertEquals(Verdict.REPEATED, judge(DELIVERED, DELIVERED));
        assertEquals(Verdict.REPEATED, judge(DELIVERED, ENROUTE));
        assertEquals(Verdict.CONTRADICTORY, judge(DELIVERED, UNDELIVERABLE));
    }
}
