package io.momentum.gateway.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.gateway.cause.CauseTable.Code;
import io.momentum.store.value.MessageState;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CauseTableTest {

    private static final CauseTable TABLE = new CauseTable(Map.of(
            Code.of(Layer.RECEIPT, "1"), Meaning.of(Cause.NUMBER_DEAD),
            Code.of(Layer.RECEIPT, "2050"), Meaning.of(Cause.OPTED_OUT),
            Code.of(Layer.RECEIPT, "21b"), Meaning.of(Cause.HANDSET_ABSENT),
            Code.of(Layer.RECEIPT, "0x2F"), Meaning.of(Cause.ROUTE),
            Code.of(Layer.RECEIPT, "0"), Meaning.of(Cause.CREDIT),
            Code.of(Layer.NEC, "34"), Meaning.of(Cause.NETWORK_TEMP),
            Code.of(Layer.NEC, "1"), Meaning.of(Cause.ROUTE),
            Code.of(Layer.SUBMIT, "1"), Meaning.of(Cause.LENGTH),
            Code.of(Layer.SUBMIT, "4294967295"), Meaning.of(Cause.BLOCKED)));

    @ParameterizedTest
    @CsvSource({
        "1, NUMBER_DEAD",
        "001, NUMBER_DEAD",
        "0001, NUMBER_DEAD",
        "' 1 ', NUMBER_DEAD",
        "2050, OPTED_OUT",
        "205, UNKNOWN",
        "21b, HANDSET_ABSENT",
        "21B, HANDSET_ABSENT",
        "021b, UNKNOWN",
        "0x2f, ROUTE",
        "47, UNKNOWN",
        "034, NETWORK_TEMP",
        "000, CREDIT",
        "'', UNKNOWN",
        "99999999999999999999, UNKNOWN"
    })
    void aReceiptsCodeCountsAsANumberWhereItIsOneAndElseAsItIs(String error, Cause expected) {
        assertEquals(
                expected, TABLE.ofReceipt(MessageState.UNDELIVERABLE, error).cause());
    }

    @ParameterizedTest
    @CsvSource({
        "DELIVERED, 2050, DELIVERED",
        "ENROUTE, 2050, IN_TRANSIT",
        "ACCEPTED, '', IN_TRANSIT",
        "EXPIRED, '', EXPIRED",
        "EXPIRED, 21b, HANDSET_ABSENT",
        "DELETED, 99, CANCELLED",
        "REJECTED, '', UNKNOWN",
        "UNKNOWN, 2050, OPTED_OUT"
    })
    void theStateCountsWhereTheCodeSaysNothing(MessageState state, String error, Cause expected) {
        assertEquals(expected, TABLE.ofReceipt(state, error).cause());
    }

    @Test
    void theSameDigitsMeanSomethingElseInAnotherPlace() {
        assertEquals(Cause.LENGTH, TABLE.ofSubmit(1).cause());
        assertEquals(Cause.NUMBER_DEAD, TABLE.of(Layer.RECEIPT, "1").cause());
        assertEquals(Cause.ROUTE, TABLE.of(Layer.NEC, "1").cause());
        assertEquals(Cause.UNKNOWN, TABLE.of(Layer.API, "1").cause());
    }

    @Test
    void aStatusAboveTheSignedRangeIsANumberToo() {
        assertEquals(Cause.BLOCKED, TABLE.ofSubmit(-1).cause());
        assertEquals(Cause.UNKNOWN, TABLE.ofSubmit(0x0400).cause());
    }

    @Test
    void aCodeOfAnyLengthIsLookedUpWithoutHarm() {
        assertEquals(
                Cause.UNKNOWN,
                TABLE.ofReceipt(MessageState.REJECTED, "0".repeat(100_000)).cause());
    }
}
