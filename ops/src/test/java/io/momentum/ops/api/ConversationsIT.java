package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.ops.TestAppliance;
import io.momentum.ops.api.ApiClient.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationsIT {

    private static final String ANA = "15550100142";
    private static final String SENDER = "890123";

    @TempDir
    Path directory;

    private SimulatedCarrier carrier;
    private TestAppliance appliance;
    private ApiClient api;

    @BeforeEach
    void start() throws Exception {
        carrier = SimulatedCarrier.start(CarrierOptions.defaults());
        begin();
    }

    private void begin() throws Exception {
        appliance = TestAppliance.start(directory, carrier.port(), TestAppliance.STAYS);
        api = new ApiClient(appliance.url(), "operator");
        until(() -> carrier.counts().bindsOpen() >= 2);
    }

    @AfterEach
    void stop() {
        appliance.close();
        carrier.close();
    }

    @Test
    void aReplyStandsInAConversationThatNamesTheMessageThatItAnswers() throws Exception {
        String sent = send("Your visit is on Friday. Reply 1 to confirm, 2 to move it.");
        carrier.injectMo(ANA, SENDER, "1");
        JsonObject conversation = onlyConversation();
        assertEquals(ANA, conversation.getJsonObject("contact").getString("msisdn"));
        JsonObject answers = conversation.getJsonObject("answers");
        assertEquals(sent, answers.getString("message"));
        assertTrue(answers.getDouble("confidence") > 0.9, answers.encode());
        JsonObject whole = get("/v1/conversations/" + conversation.getString("id"));
        List<String> texts = texts(whole);
        assertEquals(List.of("1"), texts);
    }

    @Test
    void aReplyThatNoMessageWentBeforeIsWithoutContextAndCounted() throws Exception {
        carrier.injectMo(ANA, SENDER, "hello?");
        JsonObject conversation = onlyConversation();
        assertTrue(conversation.getJsonObject("answers").getBoolean("withoutContext"));
        assertEquals(1, get("/v1/conversations/counts").getInteger("no_context"));
    }

    @Test
    void theSameWordsTwiceAreOneReplyAndBothAreKept() throws Exception {
        carrier.injectMo(ANA, SENDER, "call me");
        onlyConversation();
        carrier.injectMo(ANA, SENDER, "Call me ");
        until(() -> replies().getInteger("duplicates") == 1);
        assertEquals(1, replies().getInteger("count"));
        JsonObject whole = get("/v1/conversations/" + onlyConversation().getString("id"));
        assertEquals(List.of("call me", "Call me "), texts(whole));
    }

    @Test
    void ofFiftyWhoClaimAtOnceExactlyOneWinsAndTheOthersHearWho() throws Exception {
        carrier.injectMo(ANA, SENDER, "who can help me");
        String id = onlyConversation().getString("id");
        List<CompletableFuture<Reply>> claims = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            JsonObject body = new JsonObject().put("owner", "agent" + i);
            claims.add(api.postOnceLater("/v1/conversations/" + id + "/claim", "claim-" + i, body));
        }
        List<String> winners = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (CompletableFuture<Reply> claim : claims) {
            Reply reply = claim.get(20, TimeUnit.SECONDS);
            JsonObject body = new JsonObject(reply.response().body());
            if (reply.status() == 200)
                winners.add(body.getJsonObject("ownership").getString("owner"));
            else if (reply.problem().equals("409 TAKEN")) told.add(body.getString("owner"));
        }
        assertEquals(1, winners.size(), winners.toString());
        assertEquals(49, told.size());
        told.forEach(owner -> assertEquals(winners.getFirst(), owner));
    }

    @Test
    void closingNeedsAnOutcomeAndWhatTheOutcomeAsksFor() throws Exception {
        carrier.injectMo(ANA, SENDER, "I pay on friday");
        String path = "/v1/conversations/" + onlyConversation().getString("id");
        assertEquals(
                "422 OUTCOME_UNKNOWN",
                api.post(path + "/close", new JsonObject()).problem());
        JsonObject promise = new JsonObject().put("outcome", "payment_promised");
        Reply refused = api.post(path + "/close", promise);
        assertEquals("422 FIELDS", refused.problem());
        assertEquals("date, amount", new JsonObject(refused.response().body()).getString("missing"));
        promise.put("fields", new JsonObject().put("date", inDays(30)).put("amount", "120.50"));
        for (String amount : List.of("1e-999999999", "1e999999999", "0", "-5", "a lot"))
            assertEquals("422 FIELDS", refusedWith(path, promise, "amount", amount), amount);
        for (String date : List.of("2001-01-01", "+999999999-12-31", "-999999999-01-01T00:00:00Z", "tomorrow"))
            assertEquals("422 FIELDS", refusedWith(path, promise, "date", date), date);
        promise.put("fields", new JsonObject().put("date", inDays(30)).put("amount", "120.50"));
        assertEquals(200, api.post(path + "/close", promise).status());
        assertEquals("409 CLOSED", api.post(path + "/close", promise).problem());
        JsonObject closed = get(path);
        assertEquals("closed", closed.getString("stage"));
        assertEquals("pending", closed.getJsonObject("closure").getString("promise"));
        for (String amount : List.of("1e-999999999", "none"))
            assertEquals("422 FIELDS", settled(path, "kept", amount), amount);
        assertEquals("422 FIELDS", settled(path, "kept", "1"), "that is a part");
        assertEquals("200 ", settled(path, "kept", "120.50"));
    }

    private static String inDays(int days) {
        return LocalDate.now(ZoneOffset.UTC).plusDays(days).toString();
    }

    private String refusedWith(String path, JsonObject promise, String field, String value) throws Exception {
        JsonObject body = promise.copy();
        body.getJsonObject("fields").put(field, value);
        return api.post(path + "/close", body).problem();
    }

    private String settled(String path, String state, String amount) throws Exception {
        Reply reply =
                api.post(path + "/promise", new JsonObject().put("state", state).put("amount", amount));
        return reply.status() == 200 ? "200 " : reply.problem();
    }

    @Test
    void whatTheContactSaysLaterOpensTheConversationAgain() throws Exception {
        carrier.injectMo(ANA, SENDER, "thanks");
        String path = "/v1/conversations/" + onlyConversation().getString("id");
        api.post(path + "/close", new JsonObject().put("outcome", "resolved"));
        carrier.injectMo(ANA, SENDER, "one more question");
        until(() -> !get(path).getString("stage").equals("closed"));
        JsonObject again = get(path);
        assertEquals(2, again.getInteger("episode"));
        assertEquals(1, again.getJsonObject("closure").getInteger("reopens"));
    }

    @Test
    void aDraftThatHasNotReadTheLastWordIsRefusedAndAnAnswerLeavesThroughTheGate() throws Exception {
        carrier.injectMo(ANA, SENDER, "how much is it");
        JsonObject first = onlyConversation();
        String path = "/v1/conversations/" + first.getString("id");
        String read = first.getJsonObject("replies").getString("last");
        carrier.injectMo(ANA, SENDER, "and by when");
        until(() -> get(path).getJsonObject("replies").getInteger("count") == 2);
        JsonObject draft = new JsonObject().put("text", "30 a month").put("account", "acme");
        Reply stale = api.post(path + "/reply", draft.copy().put("lastReply", read));
        assertEquals("412 CHANGED", stale.problem());
        Reply sent = api.post(path + "/reply", draft);
        assertEquals(202, sent.status(), sent.response().body());
        until(() -> carrier.counts().submits() == 1);
        JsonObject work = get(path).getJsonObject("work");
        assertEquals(1, work.getInteger("sent"));
        assertEquals("token:operator", work.getString("firstActor"));
    }

    @Test
    void deletedRowsComeBackFromTheJournalAsTheyWere() throws Exception {
        send("Do you want the offer?");
        carrier.injectMo(ANA, SENDER, "yes please");
        String path = "/v1/conversations/" + onlyConversation().getString("id");
        api.post(path + "/claim", new JsonObject().put("owner", "luis"));
        api.post(path + "/notes", new JsonObject().put("text", "sounds keen"));
        api.post(path + "/close", new JsonObject().put("outcome", "resolved"));
        JsonObject before = get(path);
        appliance.close();
        try (Stream<Path> files = Files.list(directory.resolve("index"))) {
            for (Path file : files.toList()) Files.delete(file);
        }
        begin();
        assertEquals(before, get(path));
    }

    @Test
    void aReplyIsLinkedOnlyToAMessageThatWentToItsNumberAndToACampaignThatThereIs() throws Exception {
        String mine = send("Your visit is on Friday.");
        String others = sendTo("15550100149", "acme", "Not for Ana");
        carrier.injectMo(ANA, SENDER, "1");
        String path = "/v1/conversations/" + onlyConversation().getString("id") + "/relink";
        assertEquals("422 NO_SUCH_MESSAGE", relinked(path, "message", others));
        assertEquals("422 NO_SUCH_MESSAGE", relinked(path, "message", "0123456789abcdef"));
        assertEquals("422 NO_SUCH_REPLY", relinked(path, "reply", mine));
        assertEquals("422 NO_SUCH_CAMPAIGN", relinked(path, "campaign", "never"));
        JsonObject definition =
                new JsonObject().put("account", "acme").put("sender", SENDER).put("text", "Hello");
        assertEquals(200, api.put("/v1/campaigns/nov", definition).status());
        assertEquals("200 ", relinked(path, "campaign", "nov"));
        assertEquals("200 ", relinked(path, "message", mine));
        String reply = replies().getString("last");
        assertEquals("200 ", relinked(path, "reply", reply));
    }

    @Test
    void aTimeThatNoClockReachesIsNoneAndBreaksNothing() throws Exception {
        assertEquals(
                200,
                api.get("/v1/conversations/search?openedFrom=-1000000000-01-01T00:00:00Z")
                        .status());
        for (String time : List.of("9999-12-31T00:00:00Z", "%2B50000-01-01T00:00:00Z")) {
            Reply reply = api.get("/v1/policy/explain?to=" + ANA + "&account=acme&at=" + time);
            assertEquals(400, reply.status(), reply.response().body());
        }
    }

    @Test
    void aTokenOfOneAccountLinksAndSeesNothingOfAnother() throws Exception {
        String foreign = sendTo(ANA, "other", "The other's secret");
        sendTo(ANA, "acme", "Acme: hello. Reply 1.");
        carrier.injectMo(ANA, TestAppliance.NUMBER_OF_ACME, "1");
        String path = "/v1/conversations/" + onlyConversation().getString("id");
        JsonObject closed = new JsonObject().put("reason", "asked");
        for (String scope : List.of("account:other", "account:acme"))
            assertTrue(api.put("/v1/suppressions/" + ANA, closed.copy().put("scope", scope))
                            .status()
                    < 300);
        ApiClient acme = new ApiClient(appliance.url(), "acme");
        JsonObject body = new JsonObject().put("message", foreign);
        assertEquals("422 NO_SUCH_MESSAGE", acme.post(path + "/relink", body).problem());
        assertEquals("422 NO_SUCH_MESSAGE", api.post(path + "/relink", body).problem());
        JsonObject definition =
                new JsonObject().put("account", "other").put("sender", SENDER).put("text", "Hello");
        api.put("/v1/campaigns/theirs", definition);
        JsonObject theirs = new JsonObject().put("campaign", "theirs");
        assertEquals("422 NO_SUCH_CAMPAIGN", acme.post(path + "/relink", theirs).problem());
        String seen = acme.get(path).response().body();
        assertFalse(seen.contains("secret") || seen.contains("account:other"), seen);
        String candidates = new JsonObject(seen).getJsonArray("candidates").encode();
        assertFalse(candidates.contains(foreign), candidates);
        assertTrue(seen.contains("account:acme"), seen);
        assertTrue(api.get(path).response().body().contains("account:other"));
    }

    private String relinked(String path, String member, String value) throws Exception {
        Reply reply = api.post(path, new JsonObject().put(member, value));
        return reply.status() == 200 ? "200 " : reply.problem();
    }

    // ----

    private String send(String text) throws Exception {
        return sendTo(ANA, "acme", text);
    }

    private String sendTo(String number, String account, String text) throws Exception {
        JsonObject body = new JsonObject()
                .put("account", account)
                .put("from", SENDER)
                .put("to", number)
                .put("text", text);
        Reply reply = api.post("/v1/messages", body);
        assertEquals(202, reply.status(), reply.response().body());
        String id = new JsonObject(reply.response().body()).getString("id");
        until(() -> get("/v1/messages/" + id).getString("status").equals("delivered"));
        return id;
    }

    private JsonObject onlyConversation() throws Exception {
        until(() -> get("/v1/conversations?view=all").getJsonArray("items").size() == 1);
        return get("/v1/conversations?view=all").getJsonArray("items").getJsonObject(0);
    }

    private JsonObject replies() {
        return get("/v1/conversations?view=all")
                .getJsonArray("items")
                .getJsonObject(0)
                .getJsonObject("replies");
    }

    private static List<String> texts(JsonObject conversation) {
        JsonArray timeline = conversation.getJsonArray("timeline");
        return timeline.stream()
                .map(JsonObject.class::cast)
                .filter(step -> step.getString("fact").equals("ReplyJoined"))
                .map(step -> step.getString("text"))
                .toList();
    }

    private JsonObject get(String path) {
        try {
            Reply reply = api.get(path);
            assertEquals(200, reply.status(), reply.response().body());
            return new JsonObject(reply.response().body());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it does not come true");
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
