package io.momentum.store.correlation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.momentum.store.value.CarrierId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SmscIdsTest {

    private static final CarrierId TELCO = new CarrierId("telco");

    @ParameterizedTest
    @CsvSource({
        "12345, 12345, true",
        "00012345, 12345, true",
        "0ABCDEF, abcdef, true",
        "0, 000, true",
        "12345, 123450, false",
        "12345, 12346, false",
        "0, 1, false",
        "'', '', true",
        "'', 0, false",
        "6BA7B810-9DAD-11D1-80B4-00C04FD430C8, 6ba7b810-9dad-11d1-80b4-00c04fd430c8, true"
    })
    void idsAreTheSameWithoutLeadingZerosAndCase(String one, String other, boolean same) {
        assertEquals(same, SmscIds.same(one, other));
        assertEquals(same, SmscIds.same(other, one));
        assertEquals(same, SmscIds.hash(TELCO, one) == SmscIds.hash(TELCO, other));
    }

    @org.junit.jupiter.api.Test
    void anIdBelongsToItsCarrier() {
        assertNotEquals(SmscIds.hash(TELCO, "1"), SmscIds.hash(new CarrierId("other"), "1"));
    }
}
