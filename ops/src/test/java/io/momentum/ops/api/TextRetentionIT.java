package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.ops.TestAppliance;
import io.momentum.ops.TestAppliance.Setup;
import io.momentum.ops.api.ApiClient.Reply;
import io.momentum.ops.boot.Rebuild;
import io.momentum.ops.evidence.Verifier;
import io.momentum.ops.retention.RetentionConfig;
import io.momentum.store.fact.FactCodec;
import io.momentum.store.index.Index;
import io.momentum.store.index.IndexOptions;
import io.momentum.store.index.Shelf;
import io.momentum.store.journal.JournalVerifier;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody wrote or was told goes from all that the process has; that it was, and all that rests on it, stays. */
class TextRetentionIT {

    private static final String PATH = "/v1/retention";
    private static final String ASKS = "15550100150";
    private static final String STOPS = "15550100151";
    private static final String HELD = "15550100152";
    private static final String TALKS = "15550100153";
    private static final String ERASED = "15550100154";
    private static final String PARCEL = "Your parcel is here.";
    private static final RetentionConfig TEXTS =
            new RetentionConfig(Optional.empty(), Optional.of(RetentionConfig.MESSAGES_MIN));

    @TempDir
    Path directory;

    private SimulatedCarrier carrier;
    private TestAppliance appliance;
    private ApiClient api;
    private RetentionConfig config = TEXTS;

    @BeforeEach
    void start() throws Exception {
        carrier = SimulatedCarrier.start(CarrierOptions.defaults());
        open();
    }

    private void open() throws Exception {
        appliance = TestAppliance.start(directory, carrier.port(), Setup.PLAIN.keeping(config));
        api = new ApiClient(appliance.url(), "admin");
        until(() -> carrier.counts().bindsOpen() >= 2);
    }

    @AfterEach
    void stop() {
        if (appliance != null) appliance.close();
        carrier.close();
    }

    private interface Condition {
        boolean isSo() throws Exception;
    }

    private static void until(Condition condition) throws Exception {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.isSo()) {
            assertTrue(System.nanoTime() < deadline, "not within 20 s");
            Thread.sleep(5);
        }
    }

    private JsonObject get(String path) throws Exception {
        Reply reply = api.get(path);
        assertEquals(200, reply.status(), reply.response().body());
        return reply.json();
    }

    private static JsonObject ok(int status, Reply reply) {
        assertEquals(status, reply.status(), reply.response().body());
        return status == 204 ? new JsonObject() : reply.json();
    }

    private String sent(String to) throws Exception {
        var message = new JsonObject()
                .put("account", "acme")
                .put("from", "890123")
                .put("to", to)
                .put("text", PARCEL);
        String id =
                ok(202, api.postOnce("/v1/messages", "parcel-" + to, message)).getString("id");
        until(() -> get("/v1/messages/" + id).getString("status").equals("delivered"));
        return id;
    }

    /** Somebody writes; the conversation, where it stands. */
    private String writes(String from, String text) throws Exception {
        int before = conversations().size();
        carrier.injectMo(from, "890123", text);
        until(() -> conversations().size() > before);
        JsonArray all = conversations();
        for (int i = 0; i < all.size(); i++) {
            JsonObject each = all.getJsonObject(i);
            if (each.getJsonObject("contact").getString("msisdn").equals(from))
                return "/v1/conversations/" + each.getString("id");
        }
        throw new AssertionError("no conversation of " + from);
    }

    private JsonArray conversations() throws Exception {
        return get("/v1/conversations?view=all").getJsonArray("items");
    }

    /** All that can be written in one, and its end. */
    private void talk(String conversation) throws Exception {
        String path = conversation;
        ok(200, api.post(path + "/notes", new JsonObject().put("text", "secret: sounds keen")));
        ok(200, api.post(path + "/actions", new JsonObject().put("kind", "call").put("text", "secret: rang twice")));
        ok(
                202,
                api.post(
                        path + "/reply",
                        new JsonObject().put("text", "secret: thirty").put("account", "acme")));
        ok(200, api.post(path + "/label", new JsonObject().put("label", "interested")));
        ok(200, api.post(path + "/close", new JsonObject().put("outcome", "resolved")));
        until(() -> get(path).encode().contains("\"delivered\""));
    }

    private JsonObject pass(boolean dryRun) throws Exception {
        ok(202, api.post(PATH, new JsonObject().put("dryRun", dryRun)));
        until(() -> !get(PATH).getString("stage").equals("running"));
        JsonObject done = get(PATH);
        assertEquals("done", done.getString("stage"), done::encode);
        return done;
    }

    private static Set<String> reasons(JsonObject texts) {
        return texts.getJsonArray("stay").stream()
                .map(each -> ((JsonObject) each).getString("why"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> found(String word) throws Exception {
        return get("/v1/conversations/search?q=" + word).getJsonArray("items").stream()
                .map(each -> ((JsonObject) each).getString("id"))
                .toList();
    }

    private static List<JsonObject> gone(JsonObject conversation) {
        return conversation.getJsonArray("timeline").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.containsKey("textGone"))
                .toList();
    }

    private String figures() throws Exception {
        JsonObject kpis = get("/v1/kpis?from=2026-01-01&to=2030-01-01&timeZone=UTC");
        kpis.remove("asOf");
        return kpis.getJsonArray("kpis").encode();
    }

    private void restart() throws Exception {
        appliance.close();
        appliance = null;
        open();
    }

    @Test
    void oldTextsGoAndAllThatRestsOnThemStays() throws Exception {
        String parcel = sent(ASKS);
        for (String each : new String[] {STOPS, HELD, TALKS}) sent(each);
        String asks = writes(ASKS, "secret: how much is the blue one?");
        writes(STOPS, "STOP");
        String held = writes(HELD, "secret: the red one please");
        writes(TALKS, "secret: the green one please");
        talk(asks);
        talk(held);
        ok(204, api.put("/v1/contacts/" + HELD + "/hold", new JsonObject().put("reason", "a case")));
        appliance.evidence().settled().join();
        assertEquals(1, found("blue").size());
        restart();
        String before = figures();

        appliance.grow(Duration.ofDays(30));
        assertEquals(0, pass(true).getJsonObject("texts").getInteger("gone"), "they are not that old");
        appliance.grow(Duration.ofDays(15));
        JsonObject dry = pass(true);
        assertEquals(Set.of("goes_on", "hold", "says_so"), reasons(dry.getJsonObject("texts")), dry::encode);
        assertEquals(0, gone(get(asks)).size(), "it only looked");
        assertEquals(0, dry.getInteger("messages"), "messages are kept for ever");

        JsonObject texts = pass(false).getJsonObject("texts");
        assertEquals(dry.getJsonObject("texts").getInteger("gone"), texts.getInteger("gone"), texts::encode);
        assertTrue(texts.getInteger("facts") > texts.getInteger("gone"), texts::encode);
        JsonObject whole = get(asks);
        assertEquals(4, gone(whole).size(), whole::encode);
        assertEquals(
                sha256("secret: how much is the blue one?"),
                gone(whole).getFirst().getJsonObject("textGone").getString("sha256"));
        assertFalse(whole.encode().contains("secret"), whole::encode);
        JsonObject message = get("/v1/messages/" + parcel + "?include=pdu");
        assertEquals(sha256(PARCEL), message.getJsonObject("textGone").getString("sha256"), message::encode);
        assertEquals("delivered", message.getString("status"));
        assertTrue(get("/v1/messages/" + parcel + "/trace").encode().contains("its text has gone"));
        assertEquals(0, gone(get(held)).size());
        assertTrue(get(held).encode().contains("secret: the red one"));
        assertEquals(List.of(), found("blue"));
        assertEquals(1, found("green").size());
        assertTrue(get("/v1/suppressions/" + STOPS + "/proof").encode().contains("\"text\":\"STOP\""));
        assertEquals(List.of(), quoting(asks));
        assertEquals(1, quoting(held).size(), "under hold the audit quotes");
        assertEquals(before, figures());
        assertEquals(0, pass(false).getJsonObject("texts").getInteger("gone"), "they have gone");
        Reply again = api.postOnce(
                "/v1/messages",
                "parcel-" + ASKS,
                new JsonObject()
                        .put("account", "acme")
                        .put("from", "890123")
                        .put("to", ASKS)
                        .put("text", PARCEL));
        assertEquals(202, again.status(), "the same message under the same key");
        assertEquals(
                "true",
                again.response().headers().firstValue("Idempotent-Replayed").orElse(""));

        evidenceVerifies();
        appliance.close();
        appliance = null;
        assertEquals(List.of(), saying("blue one"));
        assertEquals(
                2,
                saying(PARCEL).stream()
                        .filter(each -> each.endsWith("MtAccepted"))
                        .count(),
                "of two who stay");
        aNewIndexIsTheSame();
        open();
        assertEquals(before, figures());
        assertEquals(4, gone(get(asks)).size());
    }

    /** What the audit quotes of a conversation. */
    private List<String> quoting(String conversation) throws Exception {
        return get("/v1/audit?limit=100").getJsonArray("items").stream()
                .map(each -> ((JsonObject) each).encode())
                .filter(each -> each.contains(conversation.substring("/v1/".length())) && each.contains("secret"))
                .toList();
    }

    private void evidenceVerifies() throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(
                        api.request("/v1/evidence/export?from=2026-01-01&to=2030-01-01&format=jsonl")
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode());
        Path file = directory.resolve("evidence.jsonl");
        try (var zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                if (entry.getName().endsWith("evidence.jsonl")) Files.write(file, zip.readAllBytes());
        }
        var report = Verifier.check(file, Optional.empty());
        assertEquals(List.of(), report.findings());
        assertTrue(report.records() > 0, report::toString);
    }

    private void aNewIndexIsTheSame() throws IOException {
        Set<String> live = rows();
        assertEquals(
                List.of(), JournalVerifier.verify(directory.resolve("journal")).errors());
        Rebuild.index(directory, line -> {});
        Set<String> anew = rows();
        Set<String> lost = new TreeSet<>(live);
        lost.removeAll(anew);
        assertEquals(Set.of(), lost, "only in the one that was there");
        anew.removeAll(live);
        assertEquals(Set.of(), anew, "only in the new one");
    }

    private Set<String> rows() throws IOException {
        Set<String> rows = new TreeSet<>();
        HexFormat hex = HexFormat.of();
        try (Index index = Index.open(directory.resolve("index"), IndexOptions.DEFAULT)) {
            for (Shelf.Kind kind : Shelf.Kind.values()) {
                index.shelf(kind).scan(new byte[0], null, (key, value) -> {
                    rows.add(kind + " " + hex.formatHex(key) + " " + hex.formatHex(value));
                    return true;
                });
            }
        }
        return rows;
    }

    /** Facts of the journal that say something. */
    private List<String> saying(String text) throws IOException {
        List<String> found = new ArrayList<>();
        JournalVerifier.dump(directory.resolve("journal"), 1, (sequence, fact, position) -> {
            if (new String(FactCodec.encode(fact), StandardCharsets.ISO_8859_1).contains(text))
                found.add(sequence + " " + fact.getClass().getSimpleName());
        });
        return found;
    }

    @Test
    void theTextsOfAnErasedContactGoFromTheJournalThoughAllIsKeptForEver() throws Exception {
        config = RetentionConfig.FOR_EVER;
        restart();
        assertEquals("422 KEPT_FOR_EVER", api.post(PATH, new JsonObject()).problem());
        ok(
                200,
                api.put(
                        "/v1/contacts/" + ERASED,
                        new JsonObject().put("attributes", new JsonObject().put("name", "secret: Luisa"))));
        sent(ERASED);
        sent(ASKS);
        String erased = writes(ERASED, "secret: how much is the blue one?");
        String asks = writes(ASKS, "the red one please");
        talk(erased);
        appliance.evidence().settled().join();
        ok(204, api.delete("/v1/contacts/" + ERASED + "?reason=asked"));
        assertEquals(0, pass(false).getJsonObject("texts").getInteger("erasedContacts"), "its file is written to");
        restart();
        assertEquals(1, pass(true).getJsonObject("texts").getInteger("erasedContacts"));
        JsonObject texts = pass(false).getJsonObject("texts");
        assertTrue(texts.getInteger("facts") >= 8, texts::encode);
        assertEquals(4, gone(get(erased)).size());
        assertEquals(0, gone(get(asks)).size());
        assertTrue(get(asks).encode().contains("the red one"));
        assertEquals("422 KEPT_FOR_EVER", api.post(PATH, new JsonObject()).problem(), "all is done");
        evidenceVerifies();
        appliance.close();
        appliance = null;
        assertEquals(List.of(), saying("secret"));
        assertEquals(
                2,
                saying("the red one").size()
                        + saying(PARCEL).stream()
                                .filter(each -> each.endsWith("MtAccepted"))
                                .count());
        aNewIndexIsTheSame();
    }
}
