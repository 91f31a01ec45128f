package io.momentum.ops.api;

import static io.momentum.ops.api.ApiWorld.bound;
import static io.momentum.ops.api.ApiWorld.ok;
import static io.momentum.ops.api.ApiWorld.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.api.ApiClient.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkIT {

    private static final String BULK = "/v1/conversations/bulk";

    @TempDir
    Path directory;

    private ApiWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new ApiWorld(directory);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void closingManyNeedsAnOutcomeAndSaysOfEachWhatBecameOfIt() throws Exception {
        List<String> ids = talks(5);
        JsonObject close = new JsonObject().put("kind", "close");
        JsonObject refused = ok(200, world.admin.post(BULK + "/preview", order(ids, close)));
        assertEquals(0, refused.getInteger("count"));
        assertEquals(
                "OUTCOME_UNKNOWN",
                refused.getJsonArray("refused").getJsonObject(0).getString("code"));
        assertEquals(
                "422 NOTHING_TO_DO",
                world.admin.postOnce(BULK, "k0", order(ids, close)).problem());
        close.put("outcome", "resolved");
        ok(200, world.admin.post("/v1/conversations/" + ids.getFirst() + "/close", close("resolved")));
        JsonObject preview = ok(200, world.admin.post(BULK + "/preview", order(ids, close)));
        assertEquals(4, preview.getInteger("count"));
        assertEquals("CLOSED", preview.getJsonArray("refused").getJsonObject(0).getString("code"));
        JsonObject done = done(ok(202, world.admin.postOnce(BULK, "k1", order(ids, close))));
        assertEquals(4, done.getInteger("done"));
        assertEquals(0, world.get("/v1/conversations/counts").getInteger("open"));
    }

    @Test
    void anOrderThatIsRepeatedIsDoneOnce() throws Exception {
        List<String> ids = talks(3);
        JsonObject order = order(ids, assign("luis"));
        List<CompletableFuture<Reply>> sent = new ArrayList<>();
        for (int i = 0; i < 8; i++) sent.add(world.admin.postOnceLater(BULK, "same", order));
        List<String> orders = new ArrayList<>();
        for (CompletableFuture<Reply> each : sent)
            orders.add(ok(202, each.get(20, TimeUnit.SECONDS)).getString("id"));
        assertEquals(1, orders.stream().distinct().count(), orders.toString());
        done(world.get(BULK + "/" + orders.getFirst()));
        assertEquals(0, talk(ids.getFirst()).getJsonObject("ownership").getInteger("changes"));
        assertEquals(
                "422 IDEMPOTENCY_KEY_REUSED",
                world.admin.postOnce(BULK, "same", order(ids, assign("eva"))).problem());
        assertEquals(
                "422 IDEMPOTENCY_KEY_REUSED",
                world.admin
                        .postOnce(BULK, "same", order(ids.subList(0, 2), assign("luis")))
                        .problem());
        assertEquals("400 BAD_REQUEST", world.admin.post(BULK, order).problem());
    }

    @Test
    void anUndoPutsBackWhatNobodyHasChangedSince() throws Exception {
        List<String> ids = talks(4);
        ok(200, world.admin.post("/v1/conversations/" + ids.get(1) + "/claim", new JsonObject().put("owner", "eva")));
        JsonObject done = done(ok(202, world.admin.postOnce(BULK, "k", order(ids, assign("luis")))));
        ok(200, world.admin.post("/v1/conversations/" + ids.get(2) + "/assign", new JsonObject().put("owner", "ana")));
        JsonObject undone =
                done(ok(202, world.admin.post(BULK + "/" + done.getString("id") + "/undo", new JsonObject())));
        assertEquals(3, undone.getInteger("done"));
        assertEquals(1, undone.getInteger("failed"));
        assertEquals("", owner(ids.get(0)));
        assertEquals("eva", owner(ids.get(1)));
        assertEquals("ana", owner(ids.get(2)));
        assertEquals(
                "412 CHANGED",
                world.admin
                        .post(BULK + "/" + done.getString("id") + "/undo", new JsonObject())
                        .problem());
    }

    @Test
    void anUndoAsksForRightsAgain() throws Exception {
        for (String number : List.of("15550100200", "15550100201")) world.known(number, "zone", "north");
        List<String> ids = talks(2);
        ApiClient luis = world.person("luis", bound("lead", "zones", "north"));
        JsonObject order = order(ids, label("urgency").put("kind", "label"));
        String bulk = ok(202, luis.postOnce(BULK, "k", order)).getString("id");
        until(() -> world.get(BULK + "/" + bulk).getString("state").equals("ended"));
        // The first is not of the zone any more.
        world.known("15550100200", "zone", "south");
        world.carrier.injectMo("15550100200", ApiWorld.SENDER, "are you there?");
        until(() -> status(luis, "/v1/conversations/" + ids.getFirst()) == 404);
        JsonObject undo = ok(202, luis.post(BULK + "/" + bulk + "/undo", new JsonObject()));
        assertEquals(1, undo.getInteger("total"), undo.encode());
        assertEquals(1, undo.getInteger("refusedCount"), undo.encode());
        assertEquals(
                ids.getFirst(), undo.getJsonArray("refused").getJsonObject(0).getString("id"));
        until(() ->
                world.get(BULK + "/" + undo.getString("id")).getString("state").equals("ended"));
        assertTrue(!"urgency".equals(talk(ids.getLast()).getJsonObject("label").getString("label")));
    }

    @Test
    void whatWasClosedReopensAndWhatWasLabelledHasItsOldLabel() throws Exception {
        List<String> ids = talks(2);
        ok(200, world.admin.post("/v1/conversations/" + ids.get(0) + "/label", label("complaint")));
        JsonObject labelled = done(ok(
                202, world.admin.postOnce(BULK, "l", order(ids, label("urgency").put("kind", "label")))));
        assertEquals("urgency", talk(ids.getFirst()).getJsonObject("label").getString("label"));
        undo(labelled);
        assertEquals("complaint", talk(ids.getFirst()).getJsonObject("label").getString("label"));
        assertEquals(false, talk(ids.getFirst()).getJsonObject("label").getBoolean("urgent"));
        JsonObject closed = done(ok(
                202,
                world.admin.postOnce(BULK, "c", order(ids, close("resolved").put("kind", "close")))));
        undo(closed);
        assertTrue(!talk(ids.getFirst()).getString("stage").equals("closed"));
        JsonObject again = done(ok(
                202,
                world.admin.postOnce(BULK, "c2", order(ids, close("resolved").put("kind", "close")))));
        assertEquals(2, again.getInteger("done"));
        JsonObject reopened =
                done(ok(202, world.admin.postOnce(BULK, "r", order(ids, new JsonObject().put("kind", "reopen")))));
        undo(reopened);
        JsonObject end = talk(ids.getFirst());
        assertEquals("closed", end.getString("stage"));
        assertEquals("resolved", end.getJsonObject("closure").getString("outcome"));
    }

    @Test
    void aLeadChangesWhatIsOfItsZoneAndHearsOfTheRestNothingButThatItIsNotThere() throws Exception {
        world.known("15550100200", "zone", "north");
        List<String> ids = talks(3);
        ApiClient luis = world.person("luis", bound("lead", "zones", "north"));
        JsonObject given = ok(202, luis.postOnce(BULK, "k", order(ids, assign("eva"))));
        assertEquals(1, given.getInteger("total"));
        assertEquals(2, given.getInteger("refusedCount"));
        assertEquals("NOT_FOUND", given.getJsonArray("refused").getJsonObject(0).getString("code"));
        JsonObject all = new JsonObject()
                .put("select", new JsonObject().put("search", new JsonObject().put("state", "open")))
                .put("action", assign("eva"));
        assertEquals(3, ok(200, world.admin.post(BULK + "/preview", all)).getInteger("count"));
        assertEquals(1, ok(200, luis.post(BULK + "/preview", all)).getInteger("count"));
        ApiClient agent = world.person("maria", ApiWorld.role("agent"));
        assertEquals("403 FORBIDDEN", agent.post(BULK + "/preview", all).problem());
    }

    @Test
    void betweenManyClaimsAndABulkAssignmentEachConversationHasOneOwnerThatAllSee() throws Exception {
        List<String> ids = talks(20);
        List<CompletableFuture<Reply>> claims = new ArrayList<>();
        for (int i = 0; i < 10; i++) claims.add(claim(ids.get(i), i));
        Reply ordered = world.admin.postOnce(BULK, "k", order(ids, assign("lead")));
        for (int i = 10; i < 20; i++) claims.add(claim(ids.get(i), i));
        done(ok(202, ordered));
        for (int i = 0; i < claims.size(); i++) {
            Reply claim = claims.get(i).get(20, TimeUnit.SECONDS);
            assertTrue(
                    claim.status() == 200 || claim.problem().equals("409 TAKEN"),
                    claim.response().body());
            // The order came behind every claim that won, or before every one that lost: it has the last word.
            assertEquals("lead", owner(ids.get(i)));
        }
    }

    private CompletableFuture<Reply> claim(String id, int i) {
        JsonObject body = new JsonObject().put("owner", "agent" + i);
        return world.admin.postOnceLater("/v1/conversations/" + id + "/claim", "claim-" + i, body);
    }

    // ----

    private List<String> talks(int count) throws Exception {
        List<String> numbers = IntStream.range(0, count)
                .mapToObj(i -> "155501002%02d".formatted(i))
                .toList();
        for (String number : numbers) world.carrier.injectMo(number, ApiWorld.SENDER, "please call me");
        until(() -> world.get("/v1/conversations/counts").getInteger("open") == count);
        List<String> ids = new ArrayList<>();
        for (String number : numbers)
            ids.add(world.items("/v1/conversations/search?number=" + number)
                    .getFirst()
                    .getString("id"));
        return ids;
    }

    private static JsonObject order(List<String> ids, JsonObject action) {
        return new JsonObject()
                .put("select", new JsonObject().put("ids", new JsonArray(ids)))
                .put("action", action);
    }

    private static int status(ApiClient who, String path) {
        try {
            return who.get(path).status();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject assign(String owner) {
        return new JsonObject().put("kind", "assign").put("owner", owner);
    }

    private static JsonObject label(String label) {
        return new JsonObject().put("label", label);
    }

    private static JsonObject close(String outcome) {
        return new JsonObject().put("outcome", outcome);
    }

    private JsonObject done(JsonObject order) throws Exception {
        String path = BULK + "/" + order.getString("id");
        until(() -> world.get(path).getString("state").equals("ended"));
        return world.get(path);
    }

    private void undo(JsonObject order) throws Exception {
        JsonObject undone =
                done(ok(202, world.admin.post(BULK + "/" + order.getString("id") + "/undo", new JsonObject())));
        assertEquals(0, undone.getInteger("failed"), undone.encode());
    }

    private JsonObject talk(String id) {
        return world.get("/v1/conversations/" + id);
    }

    private String owner(String id) {
        return talk(id).getJsonObject("ownership").getString("owner", "");
    }
}
