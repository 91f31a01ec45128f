package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.ops.TestAppliance;
import io.momentum.ops.api.ApiClient.Reply;
import io.momentum.ops.boot.Rebuild;
import io.momentum.ops.event.TypeFilter;
import io.momentum.ops.webhook.Backoff;
import io.momentum.ops.webhook.Mapping;
import io.momentum.ops.webhook.SigningSecret;
import io.momentum.ops.webhook.WebhookConfig;
import io.momentum.store.index.Index;
import io.momentum.store.index.IndexOptions;
import io.momentum.store.index.Shelf;
import io.momentum.store.journal.JournalVerifier;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old messages go from all that the process has, and nothing else does. */
class RetentionIT {

    private static final String PATH = "/v1/retention";
    private static final String SILENT = "15550100140";
    private static final String WRITES = "15550100141";
    private static final String STOPS = "15550100142";
    private static final String HELD = "15550100143";

    @TempDir
    Path directory;

    private SimulatedCarrier carrier;
    private TestAppliance appliance;
    private ApiClient api;

    @BeforeEach
    void start() throws Exception {
        carrier = SimulatedCarrier.start(CarrierOptions.defaults());
        open();
    }

    private void open() throws Exception {
        appliance = TestAppliance.start(directory, carrier.port(), TestAppliance.STAYS);
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

    /** A message that was delivered. */
    private String sent(String to) throws Exception {
        var message = new JsonObject()
                .put("account", "acme")
                .put("from", "890123")
                .put("to", to)
                .put("text", "Your parcel is here.");
        Reply reply = api.postOnce("/v1/messages", "parcel-" + to, message);
        assertEquals(202, reply.status(), reply.response().body());
        String id = reply.json().getString("id");
        until(() -> api.get("/v1/messages/" + id).json().getString("status").equals("delivered"));
        return id;
    }

    private JsonObject pass(boolean dryRun) throws Exception {
        Reply begun = api.post(PATH, new JsonObject().put("dryRun", dryRun));
        assertEquals(202, begun.status(), begun.response().body());
        until(() -> !api.get(PATH).json().getString("stage").equals("running"));
        JsonObject done = api.get(PATH).json();
        assertEquals("done", done.getString("stage"), done::encode);
        assertEquals(dryRun, done.getBoolean("dryRun"));
        return done;
    }

    private static Map<String, Integer> stay(JsonObject run) {
        Map<String, Integer> stay = new LinkedHashMap<>();
        JsonArray all = run.getJsonArray("stay");
        for (int i = 0; i < all.size(); i++)
            stay.put(all.getJsonObject(i).getString("why"), all.getJsonObject(i).getInteger("messages"));
        return stay;
    }

    @Test
    void oldMessagesToWhomNobodyAnsweredGoAndAnIndexMadeAnewIsTheSame() throws Exception {
        String silent = sent(SILENT);
        String writes = sent(WRITES);
        String stops = sent(STOPS);
        String held = sent(HELD);
        carrier.injectMo(WRITES, "890123", "how much is the blue one?");
        carrier.injectMo(STOPS, "890123", "STOP");
        until(() -> api.get("/v1/conversations?view=all")
                        .json()
                        .getJsonArray("items")
                        .size()
                == 2);
        assertEquals(
                204,
                api.put("/v1/contacts/" + HELD + "/hold", new JsonObject().put("reason", "a case"))
                        .status());
        appliance.close();
        open();

        appliance.grow(Duration.ofDays(30));
        assertEquals(0, pass(true).getInteger("messages"), "they are not that old");
        appliance.grow(Duration.ofDays(15));
        JsonObject dry = pass(true);
        assertEquals(1, dry.getInteger("messages"), dry::encode);
        assertEquals(Map.of("conversation", 1, "opt_out", 1, "hold", 1), stay(dry), dry::encode);
        assertEquals(200, api.get("/v1/messages/" + silent).status(), "it only looked");

        JsonObject run = pass(false);
        assertEquals(1, run.getInteger("messages"), run::encode);
        assertTrue(run.getInteger("facts") >= 4, run::encode);
        assertEquals(1, run.getInteger("files"), run::encode);
        Reply gone = api.get("/v1/messages/" + silent);
        assertEquals(404, gone.status());
        assertEquals(
                "No such message: it is older than messages are kept.",
                gone.json().getString("detail"));
        Reply then = api.get("/v1/messages/" + silent + "?asOf=" + Instant.now());
        assertEquals(gone.json().getString("detail"), then.json().getString("detail"), "nor is there its past");
        for (String each : new String[] {writes, stops, held})
            assertEquals(200, api.get("/v1/messages/" + each + "?include=pdu").status(), each);
        assertEquals(0, pass(false).getInteger("messages"), "it has gone");
        assertFalse(api.get("/v1/suppressions/" + STOPS)
                .json()
                .getJsonArray("items")
                .isEmpty());
        appliance.close();
        appliance = null;

        Set<String> live = rows();
        assertTrue(JournalVerifier.verify(directory.resolve("journal")).gone() >= 4);
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
            index.suppressions(null, null, 100).items().forEach(each -> rows.add(each.toString()));
            for (String each : new String[] {SILENT, WRITES, STOPS, HELD})
                index.contact(Long.parseLong(each), null, 100).items().forEach(line -> rows.add(line.toString()));
        }
        return rows;
    }

    /** Nobody listens there. */
    private void subscribe() {
        appliance
                .webhooks()
                .reload(List.of(new WebhookConfig(
                        "crm",
                        URI.create("http://127.0.0.1:9/"),
                        List.of(SigningSecret.parse(
                                "whsec_" + Base64.getEncoder().encodeToString(new byte[24]))),
                        TypeFilter.ALL,
                        Mapping.CLOUD_EVENT,
                        Optional.empty(),
                        0,
                        4,
                        Duration.ofMillis(700),
                        Backoff.DEFAULT,
                        true,
                        true,
                        null)));
    }

    @Test
    void whatASubscriptionHasNotBeenToldOfStays() throws Exception {
        subscribe();
        until(() -> !appliance.webhooks().all().getFirst().state().isEmpty());
        sent(SILENT);
        until(() -> !appliance.webhooks().all().getFirst().waiting().isEmpty());
        appliance.close();
        open();
        appliance.grow(Duration.ofDays(45));
        subscribe();
        JsonObject run = pass(false);
        assertEquals(0, run.getInteger("messages"), run::encode);
        assertEquals("a webhook has not been told of all that is old", run.getString("heldBack"), run::encode);
        appliance.webhooks().reload(List.of());
        assertEquals(1, pass(false).getInteger("messages"));
    }

    @Test
    void onlyAdministratorsLetGo() throws Exception {
        assertEquals(403, api.as("operator").post(PATH, new JsonObject()).status());
        assertEquals("none", api.get(PATH).json().getString("stage"));
    }
}
