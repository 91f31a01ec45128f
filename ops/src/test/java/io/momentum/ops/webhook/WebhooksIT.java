package io.momentum.ops.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.ops.TestAppliance;
import io.momentum.ops.event.EventType;
import io.momentum.ops.event.TypeFilter;
import io.momentum.ops.webhook.TestReceiver.Answer;
import io.momentum.ops.webhook.TestReceiver.Request;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events over real HTTP, to receivers that fail in every way. */
@Timeout(60)
class WebhooksIT {

    private static final String SENDER = "890123";
    private static final byte[] KEY =
            "a key of exactly thirty-two octet".substring(0, 32).getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEXT_KEY = new byte[24];
    private static final Backoff QUICK =
            new Backoff(List.of(Duration.ZERO, Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(200)));
    private static final Backoff STUBBORN = new Backoff(java.util.Collections.nCopies(30, Duration.ofMillis(30)));

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private SimulatedCarrier carrier;
    private TestAppliance appliance;
    private TestReceiver receiver;

    @BeforeEach
    void start() throws Exception {
        carrier = SimulatedCarrier.start(CarrierOptions.defaults());
        receiver = TestReceiver.start();
        begin();
    }

    private void begin() throws Exception {
        appliance = TestAppliance.start(directory, carrier.port(), TestAppliance.STAYS);
        until("the carrier is bound", () -> carrier.counts().bindsOpen() >= 2);
    }

    @AfterEach
    void stop() {
        appliance.close();
        receiver.close();
        carrier.close();
    }

    private static SigningSecret secret(byte[] key) {
        return SigningSecret.parse("whsec_" + Base64.getEncoder().encodeToString(key));
    }

    private WebhookConfig config(Backoff backoff) {
        return config(receiver.url(), backoff, Mapping.CLOUD_EVENT);
    }

    private static WebhookConfig config(String url, Backoff backoff, Mapping mapping) {
        return new WebhookConfig(
                "crm",
                URI.create(url),
                List.of(secret(KEY), secret(NEXT_KEY)),
                TypeFilter.ALL,
                mapping,
                Optional.empty(),
                0,
                4,
                Duration.ofMillis(700),
                backoff,
                true,
                true,
                null);
    }

    private void subscribe(WebhookConfig config) {
        appliance.webhooks().reload(List.of(config));
    }

    @Test
    void aReplyIsToldSignedByBothKeysAndTheLogHasTheSame() throws Exception {
        subscribe(config(QUICK));
        carrier.injectMo("15550100142", SENDER, "¿cuánto cuesta?");
        until("the label is told", () -> types().contains("momentum.reply.classified"));
        assertEquals(
                List.of("momentum.conversation.opened", "momentum.reply.received", "momentum.reply.classified"),
                types().subList(0, 3));
        Request received = receiver.requests().get(1);
        assertEquals("¿cuánto cuesta?", received.json().getJsonObject("data").getString("text"));
        assertEquals(received.json().getString("id"), received.id());
        assertEquals("application/cloudevents+json", received.header("content-type"));
        assertTrue(received.isSignedBy(KEY));
        assertTrue(received.isSignedBy(NEXT_KEY));
        byte[] changed = received.body().clone();
        changed[20] ^= 1;
        assertFalse(new Request(received.path(), received.headers(), changed).isSignedBy(KEY));
        JsonObject page = get("/v1/events?types=reply.*,conversation.*");
        List<JsonObject> told = receiver.requests().stream().map(Request::json).toList();
        assertEquals(told, objects(page.getJsonArray("items")));
    }

    @Test
    void aMessagesWayIsToldToItsEnd() throws Exception {
        subscribe(config(QUICK));
        send("15550100101", "hello");
        until("it is delivered", () -> types().contains("momentum.message.delivered"));
        assertEquals(List.of("momentum.message.submitted", "momentum.message.delivered"), types());
        JsonObject data = receiver.requests().getLast().json().getJsonObject("data");
        assertEquals("delivered", data.getString("status"));
        assertEquals("+15550100101", data.getJsonObject("contact").getString("phone"));
    }

    @Test
    void whatFailsIsTriedAgainWithTheSameIdAndADeadLetterIsReplayed() throws Exception {
        subscribe(config(QUICK));
        receiver.behaves(request -> request.json().getString("type").endsWith("opened") ? Answer.of(500) : Answer.OK);
        carrier.injectMo("15550100142", SENDER, "hello?");
        until("one is dead", () -> webhook().getLong("dead", 0L) == 1);
        JsonArray dead = get("/v1/webhooks/crm/dead").getJsonArray("items");
        JsonObject letter = dead.getJsonObject(0);
        assertEquals(4, letter.getInteger("attempts"));
        assertEquals("HTTP 500", letter.getString("error"));
        assertEquals(
                4,
                receiver.requests().stream()
                        .filter(r -> r.id().equals(letter.getString("event")))
                        .count());
        receiver.behaves(request -> Answer.OK);
        JsonObject some = new JsonObject().put("events", new JsonArray().add(letter.getString("event")));
        assertEquals(1, post("/v1/webhooks/crm/replay", some, 202).getInteger("replayed"));
        until(
                "none is dead",
                () -> get("/v1/webhooks/crm/dead").getJsonArray("items").isEmpty());
        until("all is told", () -> webhook().getInteger("waiting") == 0);
        assertEquals(
                5,
                receiver.requests().stream()
                        .filter(r -> r.id().equals(letter.getString("event")))
                        .count());
    }

    @Test
    void aReceiverThatHangsRedirectsOrBreaksOffIsAFailureAndNothingIsFollowed() throws Exception {
        try (var elsewhere = TestReceiver.start()) {
            List<Answer> answers = new ArrayList<>(List.of(
                    new Answer(307, Map.of("Location", elsewhere.url()), ""),
                    Answer.of(302),
                    new Answer(400, Map.of(), "x".repeat(100_000))));
            receiver.behaves(request -> answers.isEmpty() ? null : answers.removeFirst());
            var one = new Backoff(java.util.Collections.nCopies(4, Duration.ofMillis(20)));
            subscribe(config(one));
            optOut("15550100199");
            until("it is dead", () -> webhook().getLong("dead", 0L) == 1);
            assertEquals(4, receiver.requests().size());
            assertEquals(List.of(), elsewhere.requests());
            assertTrue(get("/v1/webhooks/crm/dead")
                    .getJsonArray("items")
                    .getJsonObject(0)
                    .getString("error")
                    .startsWith("no answer within"));
        }
    }

    @Test
    void whoAsksForARestGetsItAndWhoIsGoneIsLeftAlone() throws Exception {
        subscribe(config(STUBBORN));
        receiver.behaves(request -> receiver.requests().size() == 1
                ? new Answer(429, Map.of("Retry-After", "1"), "")
                : receiver.requests().size() == 2 ? Answer.of(410) : Answer.OK);
        long since = System.nanoTime();
        optOut("15550100199");
        until("it is disabled", () -> webhook().getString("state").equals("disabled"));
        assertTrue(System.nanoTime() - since >= TimeUnit.SECONDS.toNanos(1), "sooner than asked for");
        optOut("15550100198");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
        assertEquals(2, receiver.requests().size());
        assertEquals(
                "active", post("/v1/webhooks/crm/resume", new JsonObject(), 200).getString("state"));
        until("both are told", () -> ids().size() == 2 && webhook().getInteger("waiting") == 0);
    }

    @Test
    void aPausedOneIsOwedWhatHappensAndATestGoesOutAllTheSame() throws Exception {
        subscribe(config(QUICK));
        assertEquals(
                "paused",
                post("/v1/webhooks/crm/pause?reason=moving", new JsonObject(), 200)
                        .getString("state"));
        optOut("15550100199");
        JsonObject tested = post("/v1/webhooks/crm/test", new JsonObject(), 200);
        assertTrue(tested.getBoolean("delivered"), tested.encode());
        assertEquals(List.of("momentum.test"), types());
        assertEquals("moving", webhook().getString("reason"));
        post("/v1/webhooks/crm/resume", new JsonObject(), 200);
        until("it is told", () -> types().contains("momentum.contact.opted_out"));
        receiver.behaves(request -> Answer.of(503));
        assertEquals(
                "HTTP 503", post("/v1/webhooks/crm/test", new JsonObject(), 200).getString("error"));
    }

    @Test
    void whatTheReceiverCallsItsRecordStandsWithTheConversation() throws Exception {
        receiver.behaves(request -> request.json().getString("type").endsWith("opened")
                ? new Answer(201, Map.of(), "{\"externalId\":\"00Q5e\"}")
                : Answer.OK);
        subscribe(config(QUICK));
        carrier.injectMo("15550100142", SENDER, "hello?");
        until("it is told", () -> types().contains("momentum.reply.received"));
        String path =
                "/v1/conversations/" + receiver.requests().getFirst().json().getString("subject");
        until("it is known", () -> !get(path).getJsonArray("records").isEmpty());
        JsonObject record = get(path).getJsonArray("records").getJsonObject(0);
        assertEquals("00Q5e", record.getString("externalId"));
        assertEquals("crm", record.getString("webhook"));
        optOut("15550100142");
        until("the opt-out is told", () -> types().contains("momentum.contact.opted_out"));
        String event = receiver.requests().getLast().id();
        JsonObject ack = new JsonObject().put("eventId", event).put("externalId", "dnc-7");
        assertEquals(204, status("POST", "/v1/acks", ack));
        JsonObject second = get(path).getJsonArray("records").getJsonObject(0);
        assertEquals(List.of("dnc-7", "contact"), List.of(second.getString("externalId"), second.getString("of")));
        assertEquals(404, status("POST", "/v1/acks", ack.put("eventId", "ev_999999")));
    }

    @Test
    void theOrderOfEachContactHoldsUnderRandomFailuresAndAReloadAndAStart() throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        Map<String, Set<String>> arrived = new ConcurrentHashMap<>();
        receiver.behaves(request -> {
            boolean taken;
            synchronized (random) {
                taken = random.nextInt(3) != 0;
            }
            if (!taken) return random.nextBoolean() ? Answer.of(500) : Answer.of(404);
            JsonObject json = request.json();
            String contact = json.getJsonObject("data").getJsonObject("contact").getString("phone");
            Set<String> ids =
                    arrived.computeIfAbsent(contact, c -> java.util.Collections.synchronizedSet(new LinkedHashSet<>()));
            ids.add(json.getString("sequence"));
            return Answer.OK;
        });
        subscribe(config(STUBBORN));
        for (int i = 0; i < 40; i++) {
            carrier.injectMo("1555010010" + i % 8, SENDER, "question " + i);
            if (i == 15) appliance.webhooks().reload(List.of());
            if (i == 20) subscribe(config(receiver.url() + "?again", STUBBORN, Mapping.CLOUD_EVENT));
            if (i == 30) {
                appliance.close();
                begin();
                subscribe(config(STUBBORN));
            }
        }
        until(
                "all is told, seed " + seed,
                () -> arrived.values().stream().mapToInt(Set::size).sum() >= logged().size()
                        && logged().size() >= 80
                        && webhook().getInteger("waiting") == 0);
        assertEquals(0, webhook().getLong("dead"));
        Map<String, List<String>> happened = new LinkedHashMap<>();
        for (JsonObject event : logged()) {
            String contact =
                    event.getJsonObject("data").getJsonObject("contact").getString("phone");
            happened.computeIfAbsent(contact, c -> new ArrayList<>()).add(event.getString("sequence"));
        }
        happened.forEach((contact, events) ->
                assertEquals(events, List.copyOf(arrived.get(contact)), "seed " + seed + ", " + contact));
    }

    @Test
    void aNameThatLeadsHomeAndPlainHttpAreRefusedWithoutAConnection() throws Exception {
        WebhookConfig open = config(QUICK);
        subscribe(new WebhookConfig(
                "crm",
                URI.create("http://localhost:" + receiver.port() + "/"),
                open.secrets(),
                open.types(),
                open.mapping(),
                open.token(),
                0,
                4,
                open.timeout(),
                QUICK,
                true,
                false,
                null));
        assertTrue(post("/v1/webhooks/crm/test", new JsonObject(), 200)
                .getString("error")
                .contains("not a public address"));
        subscribe(new WebhookConfig(
                "crm",
                URI.create(receiver.url()),
                open.secrets(),
                open.types(),
                open.mapping(),
                open.token(),
                0,
                4,
                open.timeout(),
                QUICK,
                false,
                true,
                null));
        assertTrue(post("/v1/webhooks/crm/test", new JsonObject(), 200)
                .getString("error")
                .contains("plain HTTP"));
        assertEquals(List.of(), receiver.requests());
    }

    @Test
    void aCertificateIsHeldAgainstTheNameAndItsAuthority() throws Exception {
        var mine = TestTls.make(directory, "localhost");
        var other = TestTls.make(directory, "crm.example.com");
        try (var right = TestReceiver.startTls(mine.context());
                var wrong = TestReceiver.startTls(other.context())) {
            assertEquals("", tested(right.port(), mine.pem()));
            assertFalse(tested(right.port(), null).isEmpty(), "nobody vouches for it");
            assertFalse(tested(wrong.port(), other.pem()).isEmpty(), "it is another one's");
            assertEquals(1, right.requests().size());
            assertEquals(0, wrong.requests().size());
        }
    }

    private String tested(int port, String authority) throws Exception {
        WebhookConfig open = config(QUICK);
        subscribe(new WebhookConfig(
                "crm",
                URI.create("https://localhost:" + port + "/"),
                open.secrets(),
                open.types(),
                open.mapping(),
                open.token(),
                0,
                4,
                Duration.ofSeconds(5),
                QUICK,
                false,
                true,
                authority));
        return post("/v1/webhooks/crm/test", new JsonObject(), 200).getString("error", "");
    }

    @Test
    void theLogIsReadInPagesAndWaitsForNews() throws Exception {
        for (int i = 0; i < 7; i++) optOut("1555010019" + i);
        Set<String> seen = new TreeSet<>();
        String after = "";
        while (seen.size() < 7) {
            JsonObject page = get("/v1/events?limit=3&types=contact.opted_out" + after);
            objects(page.getJsonArray("items")).forEach(event -> assertTrue(seen.add(event.getString("id"))));
            after = "&after=" + page.getString("next");
        }
        var waiting = http.sendAsync(
                request("/v1/events?wait=10&types=contact.opted_in" + after)
                        .GET()
                        .build(),
                BodyHandlers.ofString());
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        assertEquals(204, status("DELETE", "/v1/suppressions/15550100190?reason=asked", null));
        JsonObject news = new JsonObject(waiting.get(8, TimeUnit.SECONDS).body());
        assertEquals(
                "momentum.contact.opted_in",
                news.getJsonArray("items").getJsonObject(0).getString("type"));
        assertEquals(400, status("GET", "/v1/events?types=nonsense", null));
        assertEquals(400, status("GET", "/v1/events?after=nonsense", null));
        assertEquals(410, status("GET", "/v1/events?wait=10&after=ev_999999999", null));
    }

    @Test
    void aStreamThatComesFromALaterJournalIsTold() throws Exception {
        optOut("15550100190");
        HttpResponse<java.io.InputStream> response = http.send(
                request("/v1/events/stream?types=contact.*")
                        .header("Last-Event-ID", "ev_999999999")
                        .GET()
                        .build(),
                BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            List<String> words = new ArrayList<>();
            while (!words.contains("event: reset")) words.add(lines.readLine());
            optOut("15550100191");
            while (!words.contains("event: momentum.contact.opted_out")) words.add(lines.readLine());
            assertTrue(words.stream().filter(": still here"::equals).count() <= 1, words.toString());
        }
    }

    @Test
    void theStreamGoesOnFromTheLastEventThatWasSeen() throws Exception {
        optOut("15550100190");
        optOut("15550100191");
        String seen = objects(get("/v1/events?types=contact.*").getJsonArray("items"))
                .getFirst()
                .getString("id");
        List<String> first = stream("after=" + seen, "", 1);
        optOut("15550100192");
        List<String> next = stream("", first.getFirst(), 1);
        assertEquals(2, new TreeSet<>(List.of(first.getFirst(), next.getFirst())).size());
        assertEquals(
                List.of(first.getFirst(), next.getFirst()),
                objects(get("/v1/events?types=contact.*&after=" + seen).getJsonArray("items")).stream()
                        .map(event -> event.getString("id"))
                        .toList());
    }

    /** The ids of some events of the stream. */
    private List<String> stream(String query, String lastEventId, int count) throws Exception {
        HttpRequest.Builder request =
                request("/v1/events/stream?types=contact.*" + (query.isEmpty() ? "" : "&" + query));
        if (!lastEventId.isEmpty()) request.header("Last-Event-ID", lastEventId);
        HttpResponse<java.io.InputStream> response = http.send(request.GET().build(), BodyHandlers.ofInputStream());
        assertEquals(
                "text/event-stream; charset=utf-8",
                response.headers().firstValue("Content-Type").orElse(""));
        List<String> ids = new ArrayList<>();
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            while (ids.size() < count) {
                String line = lines.readLine();
                if (line.startsWith("id: ")) ids.add(line.substring(4));
            }
        }
        return ids;
    }

    @Test
    void aTokenOfOneAccountSeesNoEvents() throws Exception {
        subscribe(config(QUICK));
        for (String path : List.of("/v1/events", "/v1/events/stream", "/v1/webhooks", "/v1/webhooks/crm/dead")) {
            HttpRequest asked = HttpRequest.newBuilder(URI.create(appliance.url() + path))
                    .header("Authorization", "Bearer acme")
                    .build();
            assertEquals(403, http.send(asked, BodyHandlers.ofString()).statusCode(), path);
        }
    }

    @Test
    void secretsAndTokensAreInNoAnswer() throws Exception {
        subscribe(config(receiver.url() + "?key=hidden", QUICK, Mapping.CLOUD_EVENT));
        String shown = get("/v1/webhooks").encode() + appliance.webhooks().all();
        assertFalse(get("/v1/webhooks").encode().contains("hidden"));
        assertFalse(shown.contains(Base64.getEncoder().encodeToString(KEY)));
        assertEquals(
                EventType.values().length - 1, webhook().getJsonArray("types").size());
    }

    // ---- asking

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(appliance.url() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer operator");
    }

    private JsonObject get(String path) throws Exception {
        HttpResponse<String> response = http.send(request(path).GET().build(), BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), response.body());
        return new JsonObject(response.body());
    }

    private JsonObject post(String path, JsonObject body, int status) throws Exception {
        HttpResponse<String> response = http.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.encode()))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(status, response.statusCode(), response.body());
        return new JsonObject(response.body());
    }

    private int status(String method, String path, JsonObject body) throws Exception {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode());
        HttpRequest.Builder request = request(path).method(method, publisher);
        if (body != null) request.header("Content-Type", "application/json");
        return http.send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    private void optOut(String number) throws Exception {
        int status = status("PUT", "/v1/suppressions/" + number, new JsonObject().put("reason", "asked for"));
        assertTrue(status < 300, "HTTP " + status);
    }

    private void send(String to, String text) throws Exception {
        JsonObject message = new JsonObject()
                .put("from", SENDER)
                .put("to", to)
                .put("text", text)
                .put("account", "acme");
        assertEquals(202, status("POST", "/v1/messages", message));
    }

    private JsonObject webhook() throws Exception {
        return get("/v1/webhooks/crm");
    }

    private List<JsonObject> logged() throws Exception {
        List<JsonObject> all = new ArrayList<>();
        String after = "";
        while (true) {
            JsonObject page = get("/v1/events?limit=500&types=reply.*,conversation.*" + after);
            if (page.getJsonArray("items").isEmpty()) return all;
            all.addAll(objects(page.getJsonArray("items")));
            after = "&after=" + page.getString("next");
        }
    }

    private List<String> types() {
        return receiver.requests().stream()
                .map(request -> request.json().getString("type"))
                .toList();
    }

    private Set<String> ids() {
        return receiver.requests().stream().map(Request::id).collect(Collectors.toSet());
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }

    private interface Check {
        boolean holds() throws Exception;
    }

    private static void until(String what, Check check) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!check.holds()) {
            if (System.nanoTime() - deadline > 0) throw new AssertionError("not within 30 s: " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
