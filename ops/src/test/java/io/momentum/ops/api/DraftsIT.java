package io.momentum.ops.api;

import static io.momentum.ops.api.ApiWorld.bound;
import static io.momentum.ops.api.ApiWorld.ok;
import static io.momentum.ops.api.ApiWorld.role;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.api.ApiClient.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DraftsIT {

    private static final String ANA = "15550100142";

    @TempDir
    Path directory;

    private ApiWorld world;
    private String path;

    @BeforeEach
    void start() throws Exception {
        world = new ApiWorld(directory);
        world.known(ANA, "name", "Ana");
        path = "/v1/conversations/" + world.writes(ANA, "are you open");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void whileSomebodyWritesOthersSeeItAndAreRefusedUnlessTheyMayForceIt() throws Exception {
        ApiClient maria = world.person("maria", role("agent"));
        ApiClient luis = world.person("luis", role("lead"));
        ApiClient jo = world.person("jo", role("agent"));
        JsonObject mine = ok(200, maria.put(path + "/presence", state("typing")));
        assertEquals("user:maria", mine.getJsonObject("draft").getString("by"));
        ok(200, jo.put(path + "/presence", state("viewing")));
        JsonObject seen = ApiWorld.get(luis, path + "/presence");
        assertEquals(2, seen.getJsonArray("here").size());
        assertEquals("user:maria", seen.getJsonObject("draft").getString("by"));
        Reply refused = jo.post(path + "/reply", answer());
        assertEquals("409 DRAFT_HELD", refused.problem());
        assertEquals("user:maria", refused.json().getString("by"));
        assertEquals(
                mine.getJsonObject("draft").getString("since"), refused.json().getString("since"));
        assertEquals(
                "409 DRAFT_HELD",
                jo.post(path + "/reply", answer().put("force", true)).problem());
        ok(202, luis.post(path + "/reply", answer().put("force", true)));
        ok(202, maria.post(path + "/reply", answer()));
        assertFalse(ApiWorld.get(luis, path + "/presence").containsKey("draft"));
        ok(202, jo.post(path + "/reply", answer()));
        ApiClient viewer = world.person("vic", role("viewer"));
        assertEquals(
                "403 FORBIDDEN", viewer.put(path + "/presence", state("typing")).problem());
    }

    @Test
    void aReadyAnswerSpeaksTheContactsLanguageAndSaysHowManyPartsItTakes() throws Exception {
        JsonObject hours = new JsonObject()
                .put("language", "en")
                .put(
                        "texts",
                        new JsonObject()
                                .put("en", "Hello {name|there}, we open at 9.")
                                .put("es", "Hola {name}, abrimos a las 9 ☀ {branch}"));
        ok(200, world.admin.put("/v1/canned/hours", hours));
        JsonObject english = preview(new JsonObject().put("canned", "hours"));
        assertEquals("Hello Ana, we open at 9.", english.getString("text"));
        assertEquals("gsm7", english.getString("encoding"));
        assertEquals(1, english.getInteger("parts"));
        assertTrue(english.getBoolean("sendable"), english.encode());
        JsonObject spanish = preview(new JsonObject().put("canned", "hours").put("language", "es"));
        assertEquals("ucs2", spanish.getString("encoding"));
        assertEquals("[\"branch\"]", spanish.getJsonArray("missing").encode());
        assertFalse(spanish.getBoolean("sendable"));
        JsonObject longText = preview(new JsonObject().put("text", "x".repeat(161)));
        assertEquals(2, longText.getInteger("parts"));
        assertEquals(1, preview(new JsonObject().put("text", "x".repeat(160))).getInteger("parts"));
        assertEquals(2, preview(new JsonObject().put("text", "☀".repeat(71))).getInteger("parts"));
        ok(200, world.admin.put("/v1/suppressions/" + ANA, new JsonObject().put("reason", "asked")));
        assertEquals("global", preview(new JsonObject().put("text", "x")).getString("suppressed"));
    }

    @Test
    void readyAnswersOfATeamAreItsLeadsToChangeAndItsPeoplesToSee() throws Exception {
        ApiClient luis = world.person("luis", bound("lead", "teams", "sales"));
        ApiClient eva = world.person("eva", bound("agent", "teams", "support"));
        JsonObject text = new JsonObject().put("texts", new JsonObject().put("en", "We call you."));
        assertEquals("403 FORBIDDEN", luis.put("/v1/canned/call", text).problem());
        ok(200, luis.put("/v1/canned/call", text.copy().put("teams", new JsonArray().add("sales"))));
        assertEquals(1, ApiWorld.items(luis, "/v1/canned").size());
        assertEquals(0, ApiWorld.items(eva, "/v1/canned").size());
        assertEquals("403 FORBIDDEN", eva.put("/v1/canned/call", text).problem());
    }

    private JsonObject preview(JsonObject body) throws Exception {
        return ok(200, world.admin.post(path + "/reply/preview", body.put("account", "acme")));
    }

    private static JsonObject answer() {
        return new JsonObject().put("text", "we are").put("account", "acme");
    }

    private static JsonObject state(String state) {
        return new JsonObject().put("state", state);
    }
}
