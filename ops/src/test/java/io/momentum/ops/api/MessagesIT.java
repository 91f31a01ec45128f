package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.TestAppliance;
import io.momentum.ops.api.ApiClient.Reply;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.SuppressionScope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessagesIT {

    private static final String PATH = "/v1/messages";

    @TempDir
    Path directory;

    private TestAppliance appliance;
    private ApiClient acme;
    private ApiClient operator;

    @BeforeEach
    void start() throws Exception {
        appliance = TestAppliance.start(directory);
        acme = new ApiClient(appliance.url(), "acme");
        operator = acme.as("operator");
    }

    @AfterEach
    void stop() {
        appliance.close();
    }

    @Test
    void anAcceptedMessageIsFoundAtOnceUnderItsId() throws Exception {
        Reply sent = acme.post(PATH, text("Olá, € ä"));
        assertEquals(202, sent.status(), sent.response().body());
        String id = sent.json().getString("id");
        assertEquals("/v1/messages/" + id, sent.header("Location"));

        JsonObject found = acme.get(PATH + "/" + id).json();
        assertEquals("acme", found.getString("account"));
        assertEquals("queued", found.getString("status"));
        assertEquals("api", found.getString("origin"));
        JsonObject first = found.getJsonArray("timeline").getJsonObject(0);
        assertEquals("MtAccepted", first.getString("event"));
        assertTrue(first.getString("at").endsWith("Z"), first::encode);
        assertFalse(found.containsKey("text"));

        JsonObject whole = acme.get(PATH + "/" + id + "?include=pdu").json();
        assertEquals("Olá, € ä", whole.getString("text"));
        assertTrue(whole.getString("pdu").length() > 32);
    }

    @Test
    void aLongTextGoesInPartsAndTheAnswerSaysInHowMany() throws Exception {
        JsonObject one = acme.post(PATH, text("Hello")).json();
        assertEquals(1, one.getInteger("parts"));
        assertEquals("gsm7", one.getString("encoding"));

        JsonObject three = acme.post(PATH, text("好".repeat(160))).json();
        assertEquals(3, three.getInteger("parts"));
        assertEquals("ucs2", three.getString("encoding"));
        JsonObject found = acme.get(PATH + "/" + three.getString("id")).json();
        assertEquals(3, found.getInteger("parts"));
        assertEquals("queued", found.getString("status"));
        JsonObject split = found.getJsonArray("timeline").getJsonObject(1);
        assertEquals("MtSplit", split.getString("event"));
        assertEquals("telco 3 parts", split.getString("detail"));
    }

    @Test
    void aTextOfMorePartsThanTheCarrierTakesIsRefusedWithTheLimit() throws Exception {
        Reply reply = acme.post(PATH, text("x".repeat(1531)));

        assertEquals("422 TOO_LONG", reply.problem());
        assertEquals(11, reply.json().getInteger("parts"));
        assertEquals(10, reply.json().getInteger("max"));
    }

    @Test
    void whatAMessageSaysIsForOperators() throws Exception {
        String id = acme.post(PATH, text("a")).json().getString("id");
        assertEquals(200, acme.as("viewer").get(PATH + "/" + id).status());
        assertEquals(
                "403 FORBIDDEN",
                acme.as("viewer").get(PATH + "/" + id + "?include=pdu").problem());
    }

    @Test
    void aMessageOfAnotherAccountIsNotThere() throws Exception {
        String id = acme.post(PATH, text("a")).json().getString("id");
        assertEquals("404 NOT_FOUND", acme.as("other").get(PATH + "/" + id).problem());
        assertEquals("404 NOT_FOUND", acme.get(PATH + "/0123456789abcdef").problem());
        assertEquals("400 BAD_REQUEST", acme.get(PATH + "/0123").problem());
    }

    @Test
    void aTokenOfAllAccountsSaysForWhom() throws Exception {
        assertEquals("400 BAD_REQUEST", operator.post(PATH, text("a")).problem());
        assertEquals(
                "422 NO_SUCH_ACCOUNT",
                operator.post(PATH, text("a").put("account", "nobody")).problem());
        Reply sent = operator.post(PATH, text("a").put("account", "other"));
        assertEquals(202, sent.status());
        assertEquals(
                "403 FORBIDDEN",
                acme.post(PATH, text("a").put("account", "other")).problem());
    }

    @Test
    void aRepeatedRequestIsSentOnceEvenWhenAllComeAtOnce() throws Exception {
        List<CompletableFuture<Reply>> replies = IntStream.range(0, 20)
                .mapToObj(i -> acme.postOnceLater(PATH, "order-1", text("a")))
                .toList();
        Set<String> ids = new HashSet<>();
        int replayed = 0;
        for (CompletableFuture<Reply> reply : replies) {
            assertEquals(202, reply.get().status(), reply.get().response().body());
            ids.add(reply.get().json().getString("id"));
            if (reply.get().header("Idempotent-Replayed").equals("true")) replayed++;
        }
        assertEquals(1, ids.size());
        assertEquals(19, replayed);
        assertEquals(1, contact().size());
    }

    @Test
    void aKeyWithAnotherMessageIsRefusedAlsoAfterARestart() throws Exception {
        String id = acme.postOnce(PATH, "k", text("a")).json().getString("id");
        assertEquals(
                "422 IDEMPOTENCY_KEY_REUSED",
                acme.postOnce(PATH, "k", text("b")).problem());
        assertEquals(202, acme.as("other").postOnce(PATH, "k", text("b")).status());

        appliance.close();
        appliance = TestAppliance.start(directory);
        acme = new ApiClient(appliance.url(), "acme");
        assertEquals(id, acme.postOnce(PATH, "k", text("a")).json().getString("id"));
        assertEquals(
                "422 IDEMPOTENCY_KEY_REUSED",
                acme.postOnce(PATH, "k", text("b")).problem());
    }

    @Test
    void aNumberThatOptedOutIsRefusedWithTheScope() throws Exception {
        SuppressionList list = appliance.suppressions();
        list.add(15550100L, SuppressionScope.parse("account:acme"));
        Reply refused = acme.postOnce(PATH, "k", text("a"));
        assertEquals("422 OPTED_OUT", refused.problem());
        assertEquals("account:acme", refused.json().getString("scope"));
        assertEquals(202, acme.as("other").post(PATH, text("a")).status());

        list.remove(15550100L, SuppressionScope.parse("account:acme"));
        assertEquals(202, acme.postOnce(PATH, "k", text("a")).status());
    }

    @Test
    void aFullQueueSaysWhenToComeAgain() throws Exception {
        Reply reply = acme.post(PATH, text("a"));
        for (int i = 0; i < 30 && reply.status() == 202; i++) reply = acme.post(PATH, text("a"));
        assertEquals("429 THROTTLED", reply.problem());
        assertEquals("1", reply.header("Retry-After"));
    }

    @Test
    void aDestinationWithoutARouteIsRefused() throws Exception {
        assertEquals(
                "422 ESME_RINVDSTADR",
                acme.post(PATH, text("a").put("to", "4915550100")).problem());
    }

    @Test
    void whatTheContractDoesNotAllowIsNamed() throws Exception {
        assertEquals(
                "400 BAD_REQUEST", acme.post(PATH, text("a").put("to", "Bob")).problem());
        assertEquals(
                "400 BAD_REQUEST",
                acme.post(PATH, text("a").put("colour", "red")).problem());
        Reply missing = acme.post(PATH, new JsonObject().put("from", "890123").put("to", "15550100"));
        assertEquals("400 BAD_REQUEST", missing.problem());
        assertTrue(missing.json().getJsonArray("errors").size() > 0, missing.response()::body);
        assertEquals(
                "400 BAD_REQUEST",
                acme.post(PATH, text("a").put("from", "LongerThanEleven")).problem());
        assertEquals(
                "400 BAD_REQUEST", acme.postAs(PATH, "application/json", "{").problem());
    }

    @Test
    void aContactsMessagesComeInPagesNewestFirst() throws Exception {
        for (int i = 0; i < 5; i++) acme.post(PATH, text("a" + i));
        JsonObject page = acme.get("/v1/contacts/15550100/messages?limit=3").json();
        assertEquals(3, page.getJsonArray("items").size());
        JsonObject rest = acme.get("/v1/contacts/15550100/messages?limit=3&cursor=" + page.getString("next"))
                .json();
        assertEquals(2, rest.getJsonArray("items").size());
        assertFalse(rest.containsKey("next"));
        JsonObject newest = page.getJsonArray("items").getJsonObject(0);
        assertEquals("out", newest.getString("direction"));
        assertEquals("queued", newest.getString("status"));
        assertTrue(newest.getString("at")
                        .compareTo(rest.getJsonArray("items").getJsonObject(1).getString("at"))
                > 0);
        assertEquals(
                0,
                acme.as("other")
                        .get("/v1/contacts/15550100/messages")
                        .json()
                        .getJsonArray("items")
                        .size());
        assertEquals(
                "400 BAD_REQUEST",
                acme.get("/v1/contacts/15550100/messages?cursor=x").problem());
    }

    private JsonArray contact() throws Exception {
        String last = acme.post(PATH, text("last").put("to", "15550199")).json().getString("id");
        assertEquals(200, acme.get(PATH + "/" + last).status());
        return acme.get("/v1/contacts/15550100/messages").json().getJsonArray("items");
    }

    private static JsonObject text(String text) {
        return new JsonObject().put("from", "890123").put("to", "+15550100").put("text", text);
    }
}
