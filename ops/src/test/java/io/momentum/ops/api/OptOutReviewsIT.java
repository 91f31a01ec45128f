package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.ops.TestAppliance;
import io.momentum.ops.optout.Decisions;
import io.momentum.store.value.SuppressionScope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Doubtful opt-outs, those that were none, and the proof, over HTTP and SMPP. */
class OptOutReviewsIT {

    private static final String PATH = "/v1/suppressions";
    private static final String NUMBER = PATH + "/15550100";
    private static final SuppressionScope SCOPE = SuppressionScope.GLOBAL;

    @TempDir
    Path dir;

    private SimulatedCarrier carrier;
    private TestAppliance appliance;
    private ApiClient operator;

    @BeforeEach
    void start() throws Exception {
        carrier = SimulatedCarrier.start(CarrierOptions.defaults());
        appliance = TestAppliance.start(dir, carrier.port(), TestAppliance.STAYS);
        operator = new ApiClient(appliance.url(), "operator");
        until(() -> carrier.counts().bindsOpen() > 0);
    }

    @AfterEach
    void stop() {
        appliance.close();
        carrier.close();
    }

    private static void until(BooleanSupplier isSo) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!isSo.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within 20 s");
            Thread.onSpinWait();
        }
    }

    private void say(String text) {
        carrier.injectMo("15550100", "890123", text);
    }

    private static JsonObject message() {
        return new JsonObject().put("from", "890123").put("to", "15550100").put("text", "Hello");
    }

    private JsonArray held() throws Exception {
        return operator.get(PATH + "/held").json().getJsonArray("items");
    }

    /** Why the follow-up reads the last reply as it does. */
    private String reading() {
        try {
            JsonArray found = operator.get("/v1/conversations/search?number=15550100")
                    .json()
                    .getJsonArray("items");
            return found.isEmpty()
                    ? ""
                    : found.getJsonObject(0)
                            .getJsonObject("label", new JsonObject())
                            .encode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static JsonObject decision(String decision) {
        return new JsonObject().put("decision", decision).put("reason", "read it");
    }

    @Test
    void aDoubtIsListedWithItsDeadlineAndHoldsBackUntilItIsDismissed() throws Exception {
        say("Stop calling me!");
        until(() -> appliance.suppressions().isHeld(15550100L, SCOPE));
        JsonObject one = held().getJsonObject(0);
        assertEquals("15550100", one.getString("msisdn"));
        assertEquals("global", one.getString("scope"));
        assertEquals("Stop calling me!", one.getString("text"));
        assertEquals("optout-en@3", one.getString("rule"));
        assertTrue(one.getString("deadline").compareTo(one.getString("since")) > 0);
        assertEquals(
                "422 OPT_OUT_REVIEW",
                operator.as("acme").post("/v1/messages", message()).problem());

        assertEquals("403 FORBIDDEN", operator.as("viewer").get(PATH + "/held").problem());
        assertEquals(
                "400 BAD_REQUEST",
                operator.post(NUMBER + "/review", decision("perhaps")).problem());
        assertEquals(
                "dismissed",
                operator.post(NUMBER + "/review", decision("dismiss")).json().getString("state"));
        assertEquals(0, held().size());
        assertEquals(202, operator.as("acme").post("/v1/messages", message()).status());
        assertEquals(
                "404 NOT_FOUND",
                operator.post(NUMBER + "/review", decision("dismiss")).problem());
    }

    /** The follow-up reads the reply as the gateway did: somebody is to look. */
    @Test
    void anAnswerThatTheLastMessageOfferedIsListedForReview() throws Exception {
        JsonObject asks = message().put("text", "Prioridad ALTA/MEDIA/BAJA?");
        assertEquals(202, operator.as("acme").post("/v1/messages", asks).status());
        until(() -> carrier.counts().submits() == 1);
        say("BAJA");
        until(() -> appliance.suppressions().isHeld(15550100L, SCOPE)
                || appliance.suppressions().contains(15550100L, SCOPE));
        assertEquals("BAJA", held().getJsonObject(0).getString("text"));
        until(() -> reading().contains("opt-out rule T3"));
    }

    @Test
    void aConfirmedDoubtClosesAndMayBeUndoneWithAReason() throws Exception {
        say("wrong number");
        until(() -> appliance.suppressions().isHeld(15550100L, SCOPE));
        assertEquals(200, operator.post(NUMBER + "/review", decision("confirm")).status());
        assertTrue(appliance.suppressions().contains(15550100L, SCOPE));
        assertFalse(appliance.suppressions().isHeld(15550100L, SCOPE));
        assertEquals(
                "422 OPTED_OUT",
                operator.as("acme").post("/v1/messages", message()).problem());

        JsonObject undo = new JsonObject().put("reason", "not ours");
        assertEquals("undone", operator.post(NUMBER + "/undo", undo).json().getString("state"));
        assertEquals(202, operator.as("acme").post("/v1/messages", message()).status());
    }

    @Test
    void aStopThatComesInWhileAnOptOutIsUndoneStays() throws Exception {
        say("wrong number");
        until(() -> appliance.suppressions().isHeld(15550100L, SCOPE));
        assertEquals(200, operator.post(NUMBER + "/review", decision("confirm")).status());
        appliance.index().awaitSequence(appliance.journal().durableSequence(), Duration.ofSeconds(20));
        long seen = appliance.index().lastSequence();
        var closed = appliance.index().suppressionsOf(15550100L).getFirst();
        // Whoever undoes it has looked; now the subscriber says it in a word.
        say("STOP");
        until(() -> appliance.index().optOuts().hasChangedSince(15550100L, seen));
        var loop = appliance.gateway().loops().any();
        loop.run(() -> loop.stage().note(Decisions.undone(closed, seen, "user:ana", "not ours", 1)));
        long before = appliance.journal().durableSequence();
        until(() -> appliance.journal().durableSequence() > before
                && appliance.index().lastSequence() >= appliance.journal().durableSequence());
        assertTrue(appliance.suppressions().contains(15550100L, SCOPE), "in memory");
        assertEquals(
                "keyword",
                appliance.index().suppressionsOf(15550100L).getFirst().source());
        JsonArray facts = operator.get(NUMBER + "/proof").json().getJsonArray("facts");
        assertFalse(facts.encode().contains("OptOutUndone"), "it has undone nothing");
    }

    @Test
    void aPermissionIsForTheRolesThatMayGiveItAndOpensNoDoor() throws Exception {
        appliance.suppressions().add(15550100L, SCOPE);
        JsonObject told =
                operator.get("/v1/policy/explain?to=15550100&account=acme").json();
        assertEquals("send", told.getString("decision"), told.encode());
        assertEquals(true, told.getBoolean("optedOut"), told.encode());
        JsonObject reason = new JsonObject().put("reason", "product recall");
        assertEquals(
                "403 FORBIDDEN",
                operator.post("/v1/messages/0123456789abcdef/waiver", reason).problem());
        assertEquals(
                "404 NOT_FOUND",
                operator.as("admin")
                        .post("/v1/messages/0123456789abcdef/waiver", reason)
                        .problem());
        assertEquals(
                "404 NOT_FOUND",
                operator.as("admin").post("/v1/campaigns/none/waiver", reason).problem());
        assertEquals(
                "400 BAD_REQUEST",
                operator.as("admin")
                        .post("/v1/campaigns/none/waiver", new JsonObject())
                        .problem());
    }

    @Test
    void aKeywordIsNeverUndone() throws Exception {
        say("STOP");
        until(() -> appliance.suppressions().contains(15550100L, SCOPE));
        JsonObject undo = new JsonObject().put("reason", "a mistake").put("proof", "x");
        assertEquals("409 NOT_UNDOABLE", operator.post(NUMBER + "/undo", undo).problem());
    }

    @Test
    void aKeywordIsNotUndoneThroughDoubtfulWordsThatCameAfterIt() throws Exception {
        say("STOP");
        until(() -> appliance.suppressions().contains(15550100L, SCOPE));
        until(() -> appliance.index().optOuts().hasChangedSince(15550100L, 0));
        long before = appliance.index().lastSequence();
        say("please stop texting me");
        until(() -> appliance.index().optOuts().hasChangedSince(15550100L, before));
        JsonObject undo = new JsonObject().put("reason", "a mistake").put("proof", "x");
        assertEquals("409 NOT_UNDOABLE", operator.post(NUMBER + "/undo", undo).problem());
        assertTrue(appliance.suppressions().contains(15550100L, SCOPE));
    }

    @Test
    void theProofHasEachFactTheWordsAndWhatBecameOfEachMessage() throws Exception {
        assertEquals(202, operator.as("acme").post("/v1/messages", message()).status());
        say("please stop texting me");
        until(() -> appliance.suppressions().contains(15550100L, SCOPE));
        assertEquals(
                "422 OPTED_OUT",
                operator.as("acme").post("/v1/messages", message()).problem());
        JsonObject proof = operator.get(NUMBER + "/proof").json();
        JsonObject fact = proof.getJsonArray("facts").getJsonObject(0);
        assertEquals("OptedOut", fact.getString("fact"));
        assertEquals("FREE_TEXT", fact.getString("source"));
        assertTrue(fact.getLong("sequence") > 0);
        assertEquals("free_text", proof.getJsonArray("closed").getJsonObject(0).getString("source"));
        JsonArray messages = proof.getJsonArray("messages");
        assertEquals(2, messages.size());
        assertFalse(messages.getJsonObject(0).getJsonArray("timeline").isEmpty());
        assertEquals("please stop texting me", messages.getJsonObject(1).getString("text"));
        assertEquals(fact.getString("evidenceId"), messages.getJsonObject(1).getString("id"));
        assertTrue(proof.getBoolean("complete"));
        assertEquals("403 FORBIDDEN", operator.as("acme").get(NUMBER + "/proof").problem());
    }

    @Test
    void aRegistryIsTriedTakenAndTakenAgainWithoutAChange() throws Exception {
        String file = "Numero;Fecha\n15550100\n15550101,2026-11-01,x,y,z,more\nBob\n";
        String path = PATH + "/import?scope=registry:rne";
        JsonObject tried =
                operator.postAs(path + "&dryRun=true", "text/csv", file).json();
        assertEquals(2, tried.getLong("accepted"));
        assertEquals(0, appliance.suppressions().size());
        JsonObject taken = operator.postAs(path, "text/csv", file).json();
        assertEquals(List.of(2L, 1L), List.of(taken.getLong("accepted"), taken.getLong("bad")));
        JsonObject again = operator.postAs(path, "text/csv", file).json();
        assertEquals(List.of(0L, 2L), List.of(again.getLong("accepted"), again.getLong("duplicates")));
        assertEquals(
                "422 OPTED_OUT",
                operator.as("acme").post("/v1/messages", message()).problem());
        JsonObject entry = operator.get(NUMBER).json().getJsonArray("items").getJsonObject(0);
        assertEquals("registry", entry.getString("source"));
        say("START");
        until(() -> appliance.journal().durableSequence() >= 4);
        assertEquals(
                "422 OPTED_OUT",
                operator.as("acme").post("/v1/messages", message()).problem());
    }
}
