package io.momentum.store.correlation;

import static io.momentum.store.correlation.ReceiptRules.judge;
import static io.momentum.store.correlation.ReceiptRules.wants;
import static io.momentum.store.value.MessageState.DELIVERED;
import static io.momentum.store.value.MessageState.ENROUTE;
import static io.momentum.store.value.MessageState.UNDELIVERABLE;
import static io.momentum.store.value.MessageState.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.correlation.ReceiptRules.Verdict;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.fact.Fact.Reading;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.IdForm;
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
        assertEquals(Verdict.UNDER_WAY, judge(null, said(ENROUTE)));
        assertEquals(Verdict.ENDED, judge(null, said(DELIVERED)));
        assertEquals(Verdict.REPEATED, judge(DELIVERED, said(DELIVERED)));
        assertEquals(Verdict.REPEATED, judge(DELIVERED, said(ENROUTE)));
        assertEquals(Verdict.CONTRADICTORY, judge(DELIVERED, said(UNDELIVERABLE)));
    }

    @Test
    void theLastFinalStateStandsWhereTheProfileSaysSo() {
        assertEquals(Verdict.REVISED, judge(DELIVERED, said(UNDELIVERABLE, reading(false, true, 0))));
        assertEquals(Verdict.REPEATED, judge(DELIVERED, said(DELIVERED, reading(false, true, 0))));
        assertEquals(Verdict.REPEATED, judge(DELIVERED, said(ENROUTE, reading(false, true, 0))));
    }

    @Test
    void anEndThatNobodyKnowsGivesWayToOneThatSomebodyDoes() {
        assertEquals(Verdict.ENDED, judge(null, said(UNKNOWN)));
        assertEquals(Verdict.ENDED, judge(UNKNOWN, said(DELIVERED)));
        assertEquals(Verdict.REPEATED, judge(DELIVERED, said(UNKNOWN)));
        assertEquals(Verdict.REPEATED, judge(DELIVERED, said(UNKNOWN, reading(false, true, 0))));
    }

    @Test
    void anIntermediateNotificationEndsNothing() {
        assertEquals(Verdict.UNDER_WAY, judge(null, said(DELIVERED, reading(true, false, 0))));
        assertEquals(Verdict.REPEATED, judge(DELIVERED, said(UNDELIVERABLE, reading(true, true, 0))));
    }

    @Test
    void whatIsDeliveredSoonerThanAPhoneCanIsSuspect() {
        DlrReceived quick = said(DELIVERED, reading(false, false, 250));
        assertTrue(ReceiptRules.isSuspect(quick, AT - 249_999));
        assertTrue(ReceiptRules.isSuspect(quick, AT + 50_000), "before its submit_sm_resp");
        assertFalse(ReceiptRules.isSuspect(quick, AT - 250_000));
        assertFalse(ReceiptRules.isSuspect(quick, 0), "never submitted, as far as is known");
        assertFalse(ReceiptRules.isSuspect(said(DELIVERED), AT - 1), "off");
        assertFalse(ReceiptRules.isSuspect(said(UNDELIVERABLE, reading(false, false, 250)), AT - 1));
    }

    @Test
    void aDateBeforeTheSubmitOrInTheFutureCannotBe() {
        assertFalse(ReceiptRules.isClockWrong(done(0), AT));
        assertFalse(ReceiptRules.isClockWrong(done(AT - 60_000_000), AT));
        assertTrue(ReceiptRules.isClockWrong(done(AT - 3_600_000_000L), AT));
        assertTrue(ReceiptRules.isClockWrong(done(AT + 3_600_000_000L), AT));
        assertFalse(ReceiptRules.isClockWrong(done(AT - 3_600_000_000L), 0));
    }

    private static final long AT = 1_795_000_000_000_000L;

    private static DlrReceived said(MessageState state) {
        return said(state, Reading.PLAIN);
    }

    private static DlrReceived said(MessageState state, Reading reading) {
        return new DlrReceived(AT, 1, new CarrierId("telco"), "77", state, "", 0, new byte[0], reading);
    }

    private static DlrReceived done(long atMicros) {
        return new DlrReceived(AT, 1, new CarrierId("telco"), "77", DELIVERED, "", atMicros, new byte[0]);
    }

    private static Reading reading(boolean intermediate, boolean lastWins, int suspectMillis) {
        return new Reading(IdForm.SAME, 1, 0, 0, "", intermediate, false, lastWins, suspectMillis);
    }
}
