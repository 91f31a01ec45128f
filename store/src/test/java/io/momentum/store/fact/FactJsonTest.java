package io.momentum.store.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.value.SuppressionScope;
import org.junit.jupiter.api.Test;

class FactJsonTest {

    @Test
    void aFactIsOneLineWithAllItsComponents() {
        assertEquals(
                "{\"sequence\":12,\"fact\":\"MtAccepted\",\"at\":\"2026-09-21T14:13:20.123456Z\","
                        + "\"mtId\":\"0a1b2c3d4e5f6071\",\"account\":\"acme\",\"origin\":\"SMPP\","
                        + "\"source\":{\"ton\":5,\"npi\":0,\"text\":\"Café\"},"
                        + "\"destination\":{\"ton\":1,\"npi\":1,\"text\":\"15550100142\"},"
                        + "\"destinationDigits\":\"15550100142\",\"registeredDelivery\":1,"
                        + "\"idempotencyKey\":\"order-€-7\",\"pdu\":\"0000001000000015000000000000002a\"}",
                FactJson.toJson(12, SampleFacts.byName().get("MtAccepted.v1"), false));
    }

    @Test
    void aComponentThatIsMissingIsLeftOut() {
        String line = FactJson.toJson(1, SampleFacts.byName().get("MtRefused.v1"), false);
        assertTrue(line.endsWith("\"mtId\":\"0a1b2c3d4e5f6071\",\"status\":\"0x0000000b\"}"), line);
    }

    @Test
    void noNumberAndNoPduIsInAMaskedLine() {
        SampleFacts.byName().values().forEach(fact -> {
            String line = FactJson.toJson(1, fact, true);
            assertFalse(line.contains("155501001"), line);
            assertFalse(line.contains("00000010"), line);
        });
    }

    @Test
    void whatJsonReservesIsEscaped() {
        String reason = "a\"b\\c\nd\u2028\ud83d\ude00\ud800";
        Fact fact = new Fact.OptedOut(0, 15_550_100_142L, SuppressionScope.GLOBAL, Fact.OptSource.API, 0, reason);
        String line = FactJson.toJson(1, fact, false);
        assertTrue(line.endsWith("\"reason\":\"a\\\"b\\\\c\\u000ad\\u2028\\ud83d\\ude00\\ud800\"}"), line);
    }
}
