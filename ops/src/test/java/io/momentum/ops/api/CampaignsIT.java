package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.ops.TestAppliance;
import io.momentum.ops.api.ApiClient.Reply;
import io.momentum.store.fact.CareFact.CampaignRecipients;
import io.momentum.store.fact.CareFact.MtTagged;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.FactCodec;
import io.momentum.store.journal.JournalReader;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignsIT {

    private static final String ANA = "15550100142";

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
        api = new ApiClient(appliance.url(), "admin");
        until(() -> carrier.counts().bindsOpen() >= 2);
    }

    @AfterEach
    void stop() {
        appliance.close();
        carrier.close();
    }

    @Test
    void aFileOfContactsIsTakenLineByLineAndASecondTimeChangesNothing() throws Exception {
        List<String> lines = List.of(
                "\uFEFFPhone;Name;Zona;Plan",
                "+1 555 010 0142;Ana;norte;gold",
                "hello;Nobody;;",
                "15550100143;\"Luis;sur;",
                "15550100144;Zoë;sur;",
                "");
        String file = String.join("\r\n", lines);
        Reply first = api.postAs("/v1/contacts/import?map=Zona=zone&source=may.csv", "text/csv", file);
        assertEquals(200, first.status(), first.response().body());
        assertEquals(2, first.json().getInteger("accepted"), first.response().body());
        assertEquals(2, first.json().getInteger("bad"));
        assertEquals(3, first.json().getJsonArray("errors").getJsonObject(0).getInteger("line"));
        JsonObject ana = get("/v1/contacts/" + ANA).getJsonObject("attributes");
        assertEquals(new JsonObject().put("name", "Ana").put("zone", "norte").put("Plan", "gold"), ana);
        long before = appliance.journal().durableSequence();
        Reply second = api.postAs("/v1/contacts/import?map=Zona=zone", "text/csv", file);
        assertEquals(2, second.json().getInteger("unchanged"));
        // Nothing but that somebody asked for it.
        assertEquals(before + 1, appliance.journal().durableSequence());
        assertEquals(1, items("/v1/contacts?attribute=zone&value=SUR").size());
        assertEquals(2, items("/v1/contacts?prefix=1555010014").size());
        assertEquals(204, api.delete("/v1/contacts/" + ANA + "?reason=asked").status());
        assertEquals("404 NOT_FOUND", api.get("/v1/contacts/" + ANA).problem());
        assertEquals(0, items("/v1/contacts?attribute=zone&value=norte").size());
    }

    @Test
    void aLineThatIsNotUtf8IsReadAsSpreadsheetsOfTheWestWriteIt() throws Exception {
        byte[] latin = "number,name\n15550100142,José\n".getBytes(StandardCharsets.ISO_8859_1);
        Reply reply = api.send(api.request("/v1/contacts/import")
                .header("Content-Type", "text/csv")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(latin)));
        assertEquals(200, reply.status(), reply.response().body());
        assertEquals(
                "José", get("/v1/contacts/" + ANA).getJsonObject("attributes").getString("name"));
    }

    @Test
    void eachRecipientGetsItsOwnTextOnceAndWhoOptedOutOrCannotBeFilledIsLeftOut() throws Exception {
        define("nov", "Hello {name}, your visit is on {day|Friday}.");
        recipients(
                "nov",
                "number,name\n15550100142,Ana\n15550100143,Luis\n15550100143,Luis\n15550100144,\n15550100145,Eva\n");
        JsonObject closed = new JsonObject().put("scope", "global").put("reason", "asked");
        Reply suppressed = api.put("/v1/suppressions/15550100145", closed);
        assertTrue(suppressed.status() < 300, suppressed.response().body());
        JsonObject preview = post("/v1/campaigns/nov/preview");
        assertEquals(4, preview.getInteger("recipients"), preview.encode());
        assertEquals(1, preview.getInteger("suppressed"));
        assertEquals(1, preview.getJsonObject("unfilled").getInteger("name"));
        assertEquals(
                "Hello Ana, your visit is on Friday.",
                preview.getJsonArray("examples").getJsonObject(0).getString("text"));
        post("/v1/campaigns/nov/send");
        until(() -> stage("nov").equals("finished"));
        until(() -> progress("nov").getJsonObject("messages").getInteger("delivered", 0) == 2);
        assertEquals(2, carrier.counts().submits());
        JsonObject skipped = progress("nov").getJsonObject("skippedBy");
        assertEquals(new JsonObject().put("opted_out", 1).put("unfilled", 1), skipped);
        JsonArray left = items("/v1/campaigns/nov/messages?skipped=opted_out");
        assertEquals("15550100145", left.getJsonObject(0).getString("msisdn"));
    }

    @Test
    void thePreviewSaysWhatATextTakesAsWrittenAndMadeToFit() throws Exception {
        String text = "\u00a1Hola {name}! \u201C" + "a".repeat(80) + "\u201D";
        define("fit", text);
        recipients("fit", "phone,name\n15550100142,Ana\n15550100143,Jos\u00e9\n");
        JsonObject written = post("/v1/campaigns/fit/preview");
        assertEquals(4, written.getInteger("segments"), written.encode());
        assertEquals(4, written.getInteger("segmentsAsWritten"));
        assertEquals(2, written.getInteger("segmentsFitted"));
        assertTrue(written.encode().contains("it takes 2 parts instead of 4"), written.encode());
    }

    @Test
    void aReplyToACampaignNamesIt() throws Exception {
        define("nov", "Your visit is on Friday. Reply 1 to confirm.");
        recipients("nov", "number\n" + ANA + "\n");
        post("/v1/campaigns/nov/send");
        until(() -> progress("nov").getJsonObject("messages").getInteger("delivered", 0) == 1);
        carrier.injectMo(ANA, "890123", "1");
        until(() -> items("/v1/conversations?view=campaign:nov").size() == 1);
    }

    @Test
    void stoppedInTheMiddleItGoesOnAndEachRecipientIsWrittenToExactlyOnce() throws Exception {
        int count = 600;
        define("big", "Code {code}");
        StringBuilder file = new StringBuilder("number,code\n");
        for (int i = 0; i < count; i++)
            file.append("1555020").append(1000 + i).append(",x").append(i).append('\n');
        recipients("big", file.toString());
        api.put("/v1/campaigns/big", definition("Code {code}").put("pacePerSecond", 300));
        post("/v1/campaigns/big/send");
        for (int stop = 1; stop <= 3; stop++) {
            int reached = stop * 100;
            until(() -> progress("big").getInteger("sent") >= reached);
            appliance.close();
            begin();
        }
        until(() -> stage("big").equals("finished"));
        assertEquals(count, progress("big").getInteger("sent"));
        Set<Long> written = new HashSet<>();
        Set<Long> tagged = new HashSet<>();
        int[] accepted = new int[1];
        try (JournalReader reader = appliance.journal().read(1)) {
            JournalReader.Sink sink = (sequence, fact, position) -> {
                if (fact instanceof MtAccepted mt) {
                    accepted[0]++;
                    written.add(mt.destinationDigits());
                }
                if (fact instanceof MtTagged mt) tagged.add(mt.mtId());
            };
            while (reader.poll(1_000, sink) > 0) {
                // The next thousand.
            }
        }
        assertEquals(count, accepted[0]);
        assertEquals(count, written.size());
        assertEquals(count, tagged.size());
        assertTrue(carrier.counts().submits() <= count, "no more than once to the carrier");
    }

    @Test
    void aPausedCampaignSendsNothingUntilItIsResumed() throws Exception {
        define("slow", "Hello");
        recipients("slow", "number\n15550100142\n15550100143\n15550100144\n15550100145\n15550100146\n15550100147\n");
        api.put("/v1/campaigns/slow", definition("Hello").put("pacePerSecond", 2));
        post("/v1/campaigns/slow/send");
        until(() -> progress("slow").getInteger("sent") >= 1);
        post("/v1/campaigns/slow/pause");
        until(() -> progress("slow").getInteger("sent") == carrier.counts().submits());
        assertTrue(progress("slow").getInteger("pending") > 0);
        post("/v1/campaigns/slow/resume");
        until(() -> stage("slow").equals("finished"));
        assertEquals(
                "409 STAGE",
                api.post("/v1/campaigns/slow/pause", new JsonObject()).problem());
        until(() -> carrier.counts().submits() == 6);
    }

    @Test
    void whatTheLinterCallsAnErrorIsNotSentUnlessSomebodyInsists() throws Exception {
        JsonObject definition = definition("Big sale today").put("category", "marketing");
        definition.put("answers", new JsonArray().add("CANCEL"));
        api.put("/v1/campaigns/sale", definition);
        recipients("sale", "number\n" + ANA + "\n");
        Reply refused = api.post("/v1/campaigns/sale/send", new JsonObject());
        assertEquals("422 LINT", refused.problem());
        String said = refused.response().body();
        assertTrue(said.contains("NO_OPT_OUT") && said.contains("RESERVED_ANSWER"), said);
        assertEquals(0, carrier.counts().submits());
        assertEquals(
                200,
                api.post("/v1/campaigns/sale/send?force=true", new JsonObject()).status());
        until(() -> carrier.counts().submits() == 1);
    }

    @Test
    void deletedRowsOfACampaignComeBackFromTheJournalAsTheyWere() throws Exception {
        define("nov", "Hello");
        recipients("nov", "number\n15550100142\n15550100143\n");
        post("/v1/campaigns/nov/send");
        until(() -> stage("nov").equals("finished"));
        until(() -> progress("nov").getJsonObject("messages").getInteger("delivered", 0) == 2);
        JsonObject before = get("/v1/campaigns/nov/review");
        appliance.close();
        try (Stream<Path> files = Files.list(directory.resolve("index"))) {
            for (Path file : files.toList()) Files.delete(file);
        }
        begin();
        assertEquals(before, get("/v1/campaigns/nov/review"));
    }

    @Test
    void aTextThatGrowsOverWhatAMessageCarriesCostsOnlyItsRecipientAndNoOtherCampaign() throws Exception {
        String places = "{a}".repeat(500);
        define("grows", places);
        String long500 = "x".repeat(500);
        recipients("grows", "number,a\n15550100142," + long500 + "\n15550100143," + long500 + "\n15550100144,\n");
        define("short", "Hello");
        recipients("short", "number\n15550100145\n");
        assertEquals(2, post("/v1/campaigns/grows/preview").getInteger("tooLong"));
        post("/v1/campaigns/grows/send?force=true");
        post("/v1/campaigns/short/send");
        until(() -> stage("short").equals("finished"));
        until(() -> stage("grows").equals("finished"));
        JsonObject skipped = new JsonObject().put("too_long", 2).put("unfilled", 1);
        assertEquals(skipped, progress("grows").getJsonObject("skippedBy"));
        assertEquals(2, items("/v1/campaigns/grows/messages?skipped=too_long").size());
    }

    @Test
    void aDefinitionWhoseTextsOrTimesAreOutOfBoundsIsRefusedWithTheMemberThatIsWrong() throws Exception {
        JsonObject long1601 = definition("Hello").put("texts", new JsonObject().put("es", "x".repeat(1_601)));
        assertEquals(400, api.put("/v1/campaigns/nov", long1601).status());
        JsonObject language = definition("Hello").put("texts", new JsonObject().put("x".repeat(5_000), "Hola"));
        assertEquals(400, api.put("/v1/campaigns/nov", language).status());
        for (String time :
                List.of("+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z", "9999-12-31T00:00:00Z")) {
            JsonObject window = definition("Hello").put("window", new JsonObject().put("until", time));
            Reply refused = api.put("/v1/campaigns/nov", window);
            assertEquals(400, refused.status(), refused.response().body());
            assertTrue(
                    refused.response().body().contains("window.until"),
                    refused.response().body());
            JsonObject match = new JsonObject().put("account", "acme").put("from", time);
            Reply rule = api.put("/v1/campaigns/nov", definition("Hello").put("match", new JsonArray().add(match)));
            assertEquals(400, rule.status(), rule.response().body());
        }
        assertEquals("404 NOT_FOUND", api.get("/v1/campaigns/nov").problem());
    }

    @Test
    void onlyWhatPausesIsResumedAndTheLinterLooksAtThatToo() throws Exception {
        JsonObject sale = definition("Big sale today").put("category", "marketing");
        api.put("/v1/campaigns/sale", sale);
        recipients("sale", "number\n" + ANA + "\n");
        Reply draft = api.post("/v1/campaigns/sale/resume", new JsonObject());
        assertEquals("409 STAGE", draft.problem());
        assertTrue(draft.response().body().contains("send it"), draft.response().body());
        api.put("/v1/campaigns/sale", definition("Hello").put("window", window("2020-01-01T00:00:00Z")));
        post("/v1/campaigns/sale/send?force=true");
        until(() -> stage("sale").equals("paused"));
        api.put("/v1/campaigns/sale", sale);
        Reply changed = api.post("/v1/campaigns/sale/resume", new JsonObject());
        assertEquals("422 LINT", changed.problem());
        assertEquals(0, carrier.counts().submits());
        post("/v1/campaigns/sale/resume?force=true");
        until(() -> stage("sale").equals("finished"));
        assertEquals(
                "409 STAGE",
                api.post("/v1/campaigns/sale/resume", new JsonObject()).problem());
        // Whom else it is to go to gets it by an order of its own.
        recipients("sale", "number\n15550100143\n");
        assertEquals(
                "422 LINT",
                api.post("/v1/campaigns/sale/send", new JsonObject()).problem());
        post("/v1/campaigns/sale/send?force=true");
        until(() -> progress("sale").getInteger("sent") == 2);
    }

    @Test
    void aRecipientAtWhichItStumblesIsLeftOutAndWhereItStumblesAtAllItPausesAndSaysSo() throws Exception {
        sendSoon("odd");
        sendSoon("broken");
        addUnreadable("odd", 2);
        addUnreadable("broken", 60);
        define("short", "Hello");
        recipients("short", "number\n15550100145\n");
        post("/v1/campaigns/short/send");
        until(() -> stage("short").equals("finished"));
        until(() -> stage("odd").equals("finished"));
        assertEquals(new JsonObject().put("failed", 2), progress("odd").getJsonObject("skippedBy"));
        assertEquals(1, progress("odd").getInteger("sent"));
        until(() -> stage("broken").equals("paused"));
        String reason = get("/v1/campaigns/broken").getString("reason");
        assertTrue(reason.startsWith("it stumbles: "), reason);
    }

    private void sendSoon(String campaign) throws Exception {
        JsonObject window =
                new JsonObject().put("from", Instant.now().plusSeconds(3).toString());
        api.put("/v1/campaigns/" + campaign, definition("Hello").put("window", window));
        recipients(campaign, "number\n" + ANA + "\n");
        post("/v1/campaigns/" + campaign + "/send");
    }

    /** Recipients whose columns cannot be read: none can be made by the API. */
    private void addUnreadable(String campaign, int count) {
        List<Long> digits =
                LongStream.range(0, count).map(i -> 15550300100L + i).boxed().toList();
        List<String> columns = Collections.nCopies(count, "{");
        long now = System.currentTimeMillis() * 1_000;
        appliance
                .care()
                .record(0, List.of(new CampaignRecipients(now, "test", campaign, 1, digits, columns)))
                .join();
    }

    @Test
    void aTokenOfOneAccountKnowsNoMessagesOfAnotherAsItsCampaigns() throws Exception {
        ApiClient acme = new ApiClient(appliance.url(), "acme");
        JsonObject any = new JsonObject().put("serviceType", "CMT");
        for (JsonObject match : List.of(any, any.copy().put("account", "other"))) {
            JsonObject definition = definition("Hello").put("match", new JsonArray().add(match));
            assertEquals(403, acme.put("/v1/campaigns/nov", definition).status());
        }
        JsonObject own =
                definition("Hello").put("match", new JsonArray().add(any.copy().put("account", "acme")));
        assertEquals(200, acme.put("/v1/campaigns/nov", own).status());
    }

    @Test
    void theKeysOfCampaignsAreOutOfTheReachOfClients() throws Exception {
        JsonObject message = new JsonObject()
                .put("account", "acme")
                .put("from", "890123")
                .put("to", "15550100149")
                .put("text", "Not from the campaign");
        Reply refused = api.postOnce("/v1/messages", "campaign/nov/0", message);
        assertEquals("422 KEY_RESERVED", refused.problem());
        assertEquals(
                202, api.postOnce("/v1/messages", "campaigns-nov-0", message).status());
        define("nov", "Hello");
        recipients("nov", "number\n" + ANA + "\n");
        post("/v1/campaigns/nov/send");
        until(() -> stage("nov").equals("finished"));
        until(() -> carrier.counts().submits() == 2);
    }

    @Test
    void noFileOfRecipientsOrContactsMakesFactsThatTheJournalDoesNotTake() throws Exception {
        var file = new StringBuilder("number");
        for (int i = 0; i < 14; i++) file.append(",c").append(i);
        file.append('\n');
        // What is written with two characters in JSON, and one that is no Latin-1.
        String cells = ("," + "\\".repeat(500)).repeat(13) + ",\u0142" + "\\".repeat(498);
        for (int i = 0; i < 120; i++)
            file.append("1555020").append(1000 + i).append(cells).append('\n');
        define("wide", "Hello");
        recipients("wide", file.toString());
        assertEquals(120, progress("wide").getInteger("recipients"));
        Reply contacts = api.postAs("/v1/contacts/import", "text/csv", file.toString());
        assertEquals(
                120, contacts.json().getInteger("accepted"), contacts.response().body());
        int[] most = new int[2];
        try (JournalReader reader = appliance.journal().read(1)) {
            JournalReader.Sink sink = (sequence, fact, position) -> {
                if (fact instanceof CampaignRecipients) {
                    most[0] = Math.max(most[0], FactCodec.estimatedBytes(fact));
                    most[1]++;
                }
            };
            while (reader.poll(1_000, sink) > 0) {
                // The next thousand.
            }
        }
        assertTrue(most[0] < FactCodec.FACT_MAX_BYTES / 2 && most[1] < 120, most[0] + " octets, " + most[1] + " facts");
    }

    // ----

    private static JsonObject window(String until) {
        return new JsonObject().put("until", until);
    }

    private static JsonObject definition(String text) {
        return new JsonObject().put("account", "acme").put("sender", "890123").put("text", text);
    }

    private void define(String campaign, String text) throws Exception {
        Reply reply = api.put("/v1/campaigns/" + campaign, definition(text));
        assertEquals(200, reply.status(), reply.response().body());
    }

    private void recipients(String campaign, String file) throws Exception {
        Reply reply = api.postAs("/v1/campaigns/" + campaign + "/recipients", "text/csv", file);
        assertEquals(200, reply.status(), reply.response().body());
    }

    private JsonObject post(String path) throws Exception {
        Reply reply = api.post(path, new JsonObject());
        assertEquals(200, reply.status(), reply.response().body());
        return reply.json();
    }

    private String stage(String campaign) {
        return get("/v1/campaigns/" + campaign).getString("stage");
    }

    private JsonObject progress(String campaign) {
        return get("/v1/campaigns/" + campaign).getJsonObject("progress");
    }

    private JsonArray items(String path) {
        return get(path).getJsonArray("items");
    }

    private JsonObject get(String path) {
        try {
            Reply reply = api.get(path);
            assertEquals(200, reply.status(), reply.response().body());
            return reply.json();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it does not come true");
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
