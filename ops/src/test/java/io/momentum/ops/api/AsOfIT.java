package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages and suppressions as they stood at a moment. */
class AsOfIT {

    private static final String NUMBER = "15550100";
    private static final String SUPPRESSION = "/v1/suppressions/" + NUMBER;

    @TempDir
    Path directory;

    private ApiWorld world;

    @BeforeEach
    void start() throws Exception {
        CarrierOptions usual = CarrierOptions.defaults();
        // Facts of one millisecond are of one moment: a receipt comes later.
        world = new ApiWorld(directory, usual.withReceipts(usual.receipts().withDelay(50, 60)));
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aMessageStandsWhereItStoodThen() throws Exception {
        JsonObject text = new JsonObject()
                .put("account", "acme")
                .put("from", ApiWorld.SENDER)
                .put("to", NUMBER)
                .put("text", "a");
        String path = "/v1/messages/"
                + ApiWorld.ok(202, world.admin.post("/v1/messages", text)).getString("id");
        ApiWorld.until(() -> world.get(path).getString("status").equals("delivered"));
        List<JsonObject> steps = timeline(world.get(path));
        JsonObject accepted = steps.getFirst();

        assertTrue(
                Set.of("queued", "attempted").contains(at(path, accepted).getString("status")), "within a millisecond");
        for (JsonObject step : steps) {
            JsonObject then = at(path, step);
            long until = steps.stream().filter(each -> !after(each, step)).count();
            assertEquals(until, timeline(then).size(), then::encode);
            assertEquals(Instant.parse(step.getString("at")), Instant.parse(then.getString("asOf")));
        }
        JsonObject taken = steps.stream()
                .filter(each -> each.getString("event").equals("MtSubmitted"))
                .findFirst()
                .orElseThrow();
        assertEquals("submitted", at(path, taken).getString("status"));
        assertTrue(!at(path, taken).containsKey("cause"), () -> at(path, taken).encode());
        assertEquals("delivered", at(path, steps.getLast()).getString("status"));
        assertEquals(
                "submitted",
                world.get(path + "/trace?asOf=" + taken.getString("at")).getString("status"));

        var before = Instant.parse(accepted.getString("at")).minusMillis(1);
        var early = world.admin.get(path + "?asOf=" + before);
        assertEquals("404 NOT_FOUND", early.problem());
        assertTrue(early.json().getString("detail").contains("it was accepted at " + accepted.getString("at")));
        assertEquals(
                "400 BAD_REQUEST",
                world.admin.get(path + "?asOf=2999-01-01T00:00:00Z").problem());
        assertEquals(
                "400 BAD_REQUEST", world.admin.get(path + "?asOf=yesterday").problem());
    }

    @Test
    void aNumberWasFreeClosedAndOpenedAndItIsSaidWhy() throws Exception {
        ApiWorld.ok(200, world.admin.put(SUPPRESSION, new JsonObject().put("reason", "asked by phone")));
        ApiWorld.ok(204, world.admin.delete(SUPPRESSION + "?reason=signed+form"));
        List<JsonObject> steps = objects(asOf(Instant.now()).getJsonArray("steps"));
        assertEquals(
                List.of("OptedOut", "OptedIn"),
                steps.stream().map(each -> each.getString("event")).toList());
        Instant closed = Instant.parse(steps.getFirst().getString("at"));
        Instant opened = Instant.parse(steps.getLast().getString("at"));

        JsonObject free = asOf(closed.minusMillis(1));
        assertEquals(0, free.getJsonArray("items").size());
        assertEquals(0, free.getJsonArray("steps").size());
        JsonObject shut = asOf(closed);
        assertEquals(
                "asked by phone", shut.getJsonArray("items").getJsonObject(0).getString("reason"));
        assertEquals(
                closed,
                Instant.parse(shut.getJsonArray("items").getJsonObject(0).getString("since")));
        assertEquals(1, asOf(opened.minusNanos(1_000)).getJsonArray("items").size());
        JsonObject again = asOf(opened);
        assertEquals(0, again.getJsonArray("items").size());
        assertEquals("signed form", steps.getLast().getString("reason"));
        assertEquals(2, again.getJsonArray("steps").size());
    }

    @Test
    void aDoubtIsHeldUntilSomebodyHasLooked() throws Exception {
        world.carrier.injectMo(NUMBER, ApiWorld.SENDER, "stop calling me");
        ApiWorld.until(() -> !world.items("/v1/suppressions/held").isEmpty());
        String scope = world.items("/v1/suppressions/held").getFirst().getString("scope");
        ApiWorld.ok(
                200,
                world.admin.post(
                        SUPPRESSION + "/review",
                        new JsonObject()
                                .put("decision", "dismiss")
                                .put("reason", "calls")
                                .put("scope", scope)));
        JsonObject now = asOf(Instant.now());
        assertEquals(0, now.getJsonArray("held").size(), now::encode);
        JsonObject doubt = objects(now.getJsonArray("steps")).stream()
                .filter(each -> each.getString("event").equals("OptOutHeld"))
                .findFirst()
                .orElseThrow();
        JsonObject then = asOf(Instant.parse(doubt.getString("at")));
        assertEquals(1, then.getJsonArray("held").size(), then::encode);
        assertEquals(0, then.getJsonArray("items").size(), then::encode);
    }

    private JsonObject asOf(Instant moment) {
        return world.get(SUPPRESSION + "?asOf=" + moment);
    }

    private JsonObject at(String path, JsonObject step) {
        return world.get(path + "?asOf=" + step.getString("at"));
    }

    private static boolean after(JsonObject step, JsonObject other) {
        return Instant.parse(step.getString("at")).isAfter(Instant.parse(other.getString("at")));
    }

    private static List<JsonObject> timeline(JsonObject message) {
        return objects(message.getJsonArray("timeline"));
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }
}
