package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a gateway's answers say is wrong. */
class HumanTroubleTest {

    private final JsonObject status = new JsonObject()
            .put("version", "1")
            .put("uptimeSeconds", 60)
            .put("draining", false)
            .put("journal", new JsonObject().put("open", true).put("durableSequence", 100))
            .put("index", new JsonObject().put("lagFacts", 0));
    private final JsonObject bind = new JsonObject()
            .put("index", 0)
            .put("role", "transceiver")
            .put("state", "bound")
            .put("host", "smsc.example:2775")
            .put("windowUsed", 3)
            .put("windowSize", 10)
            .put("oldestUnansweredMillis", 5);
    private final JsonObject carrier = new JsonObject()
            .put("id", "telco")
            .put("bound", true)
            .put("credentialsRefused", false)
            .put("bindAlarm", false)
            .put("bindsLastHour", 1)
            .put("throttled", false)
            .put("ratePerSecondNow", 10.0)
            .put("circuit", "closed")
            .put("binds", new JsonArray().add(bind))
            .put(
                    "queue",
                    new JsonObject()
                            .put("messages", 10)
                            .put("messagesMax", 100)
                            .put("bytes", 1)
                            .put("bytesMax", 100)
                            .put("oldestSeconds", 1))
            .put(
                    "counters",
                    new JsonObject()
                            .put("submits", 100)
                            .put("responses", new JsonObject().put("ESME_ROK", 90))
                            .put("receipts", new JsonObject().put("DELIVRD", 80))
                            .put("messagesFromSubscribers", 5));
    private final JsonObject account = new JsonObject()
            .put("systemId", "acme")
            .put("binds", 1)
            .put("maxBinds", 4)
            .put("submits", 100)
            .put("suppressed", 1)
            .put("throttled", 2)
            .put("delivers", 3)
            .put("responses", new JsonObject().put("ESME_ROK", 100));

    @Test
    void whereNothingIsWrongItSaysSo() {
        assertEquals("all is well\n", HumanTrouble.text(troubles()));
        assertTrue(HumanText.isWell(status.encode(), page(carrier), page(account)));
    }

    @Test
    void theWorstStandsFirst() {
        carrier.put("throttled", true).put("bound", false);
        bind.put("state", "waiting").put("lastEnd", "connection refused").put("nextTry", "2026-11-29T21:00:00Z");
        status.getJsonObject("journal").put("open", false);
        List<HumanTrouble> troubles = troubles();
        assertTrue(troubles.getFirst().said().startsWith("the journal takes nothing"), troubles::toString);
        assertTrue(troubles.get(1).said().startsWith("no carrier is bound"), troubles::toString);
        assertTrue(
                troubles.get(2)
                        .said()
                        .contains("1 of 1 binds are down (connection refused at smsc.example:2775, next try"),
                troubles::toString);
        assertTrue(troubles.getLast().said().contains("throttles us"), troubles::toString);
        assertFalse(HumanText.isWell(status.encode(), page(carrier), page(account)));
    }

    @Test
    void eachTroubleSaysWhatToDo() {
        carrier.put("credentialsRefused", true)
                .put("bindAlarm", true)
                .put("circuit", "open")
                .put("throttled", true);
        carrier.getJsonObject("queue").put("messages", 95).put("oldestSeconds", 900);
        bind.put("oldestUnansweredMillis", 60_000);
        status.put("draining", true).getJsonObject("index").put("lagFacts", 1_000_000);
        account.put("binds", 0).getJsonObject("responses").put("ESME_RMSGQFUL", 50);
        List<HumanTrouble> troubles = troubles();
        assertEquals(10, troubles.size(), troubles::toString);
        for (HumanTrouble trouble : troubles) assertFalse(trouble.todo().isBlank(), trouble::toString);
    }

    @Test
    void aQueueThatFillsIsToldBeforeItIsFull() {
        carrier.getJsonObject("queue").put("bytes", 81);
        assertTrue(troubles().getFirst().said().contains("its queue is 81 % full"));
    }

    @Test
    void theLiveViewShowsRates() {
        HumanTop before = top(0);
        carrier.getJsonObject("counters").put("submits", 300).put("messagesFromSubscribers", 7);
        account.put("submits", 500);
        status.getJsonObject("journal").put("durableSequence", 1100);
        String picture = top(2_000_000_000L).since(before);
        assertTrue(picture.contains("facts 500/s"), picture);
        assertTrue(picture.matches("(?s).*telco +1/1 +closed +100 +0 +0 +1 +3/10 +10 +1s.*"), picture);
        assertTrue(picture.matches("(?s).*acme +1/4 +200 +0 .*"), picture);
        assertTrue(picture.contains("urgent 4"), picture);
        assertTrue(picture.contains("all is well"), picture);
    }

    @Test
    void aRestartBetweenTwoLooksIsNoNegativeRate() {
        HumanTop before = top(0);
        account.put("submits", 1);
        assertTrue(top(1_000_000_000L).since(before).matches("(?s).*acme +1/4 +- .*"));
    }

    private HumanTop top(long nanos) {
        return HumanTop.of(nanos, status.encode(), page(carrier), page(account), "{\"urgent\":4}");
    }

    private List<HumanTrouble> troubles() {
        return HumanTrouble.of(status, List.of(carrier), List.of(account));
    }

    private static String page(JsonObject item) {
        return new JsonObject().put("items", new JsonArray().add(item)).encode();
    }
}
