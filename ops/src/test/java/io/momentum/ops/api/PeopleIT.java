package io.momentum.ops.api;

import static io.momentum.ops.api.ApiWorld.bound;
import static io.momentum.ops.api.ApiWorld.ids;
import static io.momentum.ops.api.ApiWorld.ok;
import static io.momentum.ops.api.ApiWorld.role;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.api.ApiClient.Reply;
import io.momentum.store.fact.CareFact.ChangeAudited;
import io.momentum.store.journal.JournalReader;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleIT {

    private static final String ANA = "15550100142";
    private static final String BEN = "15550100143";

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
    void aPersonSeesAndChangesWhatIsOfItsZoneAlone() throws Exception {
        world.known(ANA, "zone", "north");
        world.known(BEN, "zone", "south");
        String north = world.writes(ANA, "help me");
        String south = world.writes(BEN, "help me too");
        ApiClient maria = world.person("maria", bound("agent", "zones", "North"));
        assertEquals(List.of(north), ids(maria, "/v1/conversations?view=all"));
        assertEquals(List.of(north), ids(maria, "/v1/conversations/search"));
        assertEquals(1, ApiWorld.get(maria, "/v1/conversations/counts").getInteger("open"));
        assertEquals("404 NOT_FOUND", maria.get("/v1/conversations/" + south).problem());
        assertEquals(
                "404 NOT_FOUND",
                maria.post("/v1/conversations/" + south + "/claim", new JsonObject())
                        .problem());
        JsonObject claimed = ok(200, maria.post("/v1/conversations/" + north + "/claim", new JsonObject()));
        assertEquals("maria", claimed.getJsonObject("ownership").getString("owner"));
        assertEquals("user:maria", claimed.getJsonObject("work").getString("firstActor"));
        assertEquals("403 FORBIDDEN", maria.get("/v1/contacts").problem());
    }

    @Test
    void anAgentGivesAwayWhatIsItsOwnAndALeadWhatIsItsTeams() throws Exception {
        String id = world.writes(ANA, "help me");
        ApiClient maria = world.person("maria", role("agent"));
        ApiClient luis = world.person("luis", role("lead"));
        String path = "/v1/conversations/" + id;
        JsonObject toMaria = new JsonObject().put("owner", "maria");
        assertEquals("403 FORBIDDEN", maria.post(path + "/assign", toMaria).problem());
        assertEquals(
                "403 FORBIDDEN",
                maria.post(path + "/claim", new JsonObject().put("owner", "luis"))
                        .problem());
        ok(200, luis.post(path + "/assign", toMaria));
        ok(200, maria.post(path + "/assign", new JsonObject().put("owner", "luis")));
        assertEquals("403 FORBIDDEN", maria.post(path + "/assign", toMaria).problem());
    }

    @Test
    void aConversationIsGivenToWhoeverWorksHereAndToNobodyElse() throws Exception {
        String id = world.writes(ANA, "help me");
        world.person("maria", bound("agent", "teams", "sales"));
        world.person("eva", role("auditor"));
        String path = "/v1/conversations/" + id;
        JsonObject toNobody = new JsonObject().put("team", "sales").put("owner", "marja ");
        Reply refused = world.admin.post(path + "/assign", toNobody);
        assertEquals("422 UNKNOWN_OWNER", refused.problem());
        JsonObject problem = new JsonObject(refused.response().body());
        assertEquals("marja", problem.getString("owner"));
        assertEquals("maria", problem.getString("known"));
        JsonObject noTeam = new JsonObject().put("team", "sails");
        assertEquals(
                "422 UNKNOWN_TEAM", world.admin.post(path + "/assign", noTeam).problem());
        JsonObject toEva = new JsonObject().put("owner", "eva");
        assertEquals(
                "422 UNKNOWN_OWNER", world.admin.post(path + "/assign", toEva).problem());
        assertEquals(
                "422 UNKNOWN_OWNER", world.admin.post(path + "/claim", toEva).problem());
        JsonObject action = new JsonObject().put("kind", "assign").put("owner", "marja");
        JsonObject many = new JsonObject()
                .put("select", new JsonObject().put("ids", new JsonArray().add(id)))
                .put("action", action);
        JsonObject preview = ok(200, world.admin.post("/v1/conversations/bulk/preview", many));
        assertEquals(0, preview.getInteger("count"));
        assertEquals(
                "UNKNOWN_OWNER",
                preview.getJsonArray("refused").getJsonObject(0).getString("code"));
        JsonObject toMaria = new JsonObject().put("team", " sales").put("owner", "maria ");
        JsonObject given = ok(200, world.admin.post(path + "/assign", toMaria)).getJsonObject("ownership");
        assertEquals("sales/maria", given.getString("team") + "/" + given.getString("owner"));
    }

    @Test
    void anAuditorReadsNeitherTextsNorNumbers() throws Exception {
        world.known(ANA, "name", "Ana Perez");
        String id = world.writes(ANA, "secret words");
        ok(200, world.admin.post("/v1/conversations/" + id + "/notes", new JsonObject().put("text", "called Ana")));
        ApiClient audits = world.person("eva", role("auditor"));
        String shown = audits.get("/v1/conversations/" + id).response().body()
                + audits.get("/v1/conversations?view=all").response().body()
                + audits.get("/v1/audit").response().body();
        assertFalse(shown.contains(ANA), shown);
        assertFalse(shown.contains("secret"), shown);
        assertFalse(shown.contains("Perez"), shown);
        assertFalse(shown.contains("called"), shown);
        assertTrue(shown.contains("…42"), shown);
        assertEquals(
                "403 FORBIDDEN", audits.get("/v1/conversations/search?q=secret").problem());
        assertEquals(
                "403 FORBIDDEN", audits.get("/v1/messages/0000000000000000").problem());
    }

    @Test
    void aTokenEndsWhenItIsRevokedOrItsPersonLeavesAndIsKeptAsAHashAlone() throws Exception {
        ApiClient maria = world.person("maria", role("agent"));
        JsonObject created = ok(201, world.admin.post("/v1/tokens", new JsonObject().put("person", "maria")));
        ApiClient second = world.admin.as(created.getString("token"));
        assertEquals("user:maria", ApiWorld.get(second, "/v1/whoami").getString("actor"));
        ok(204, world.admin.delete("/v1/tokens/" + created.getString("id")));
        assertEquals("401 UNAUTHORIZED", second.get("/v1/whoami").problem());
        ok(200, maria.get("/v1/whoami"));
        ok(200, world.admin.put("/v1/people/maria", role("agent").put("active", false)));
        assertEquals("401 UNAUTHORIZED", maria.get("/v1/whoami").problem());
        ok(204, world.admin.delete("/v1/people/maria"));
        ok(200, world.admin.put("/v1/people/maria", role("agent")));
        assertEquals("401 UNAUTHORIZED", maria.get("/v1/whoami").problem());
        String listed = world.admin.get("/v1/tokens").response().body();
        assertTrue(listed.contains("\"state\":\"revoked\""), listed);
        assertFalse(listed.contains("sha256:"), listed);
        String audit = world.admin.get("/v1/audit").response().body();
        assertFalse(audit.contains("sha256:"), audit);
        assertFalse(audit.contains(created.getString("token")), audit);
    }

    @Test
    void aProgramsTokenHasARoleAndAScopeAndAnEnd() throws Exception {
        JsonObject crm = new JsonObject().put("name", "crm").put("role", "integrator");
        assertEquals(
                "400 BAD_REQUEST",
                world.admin
                        .post("/v1/tokens", crm.copy().put("expires", "2020-01-01T00:00:00Z"))
                        .problem());
        JsonObject created =
                ok(201, world.admin.post("/v1/tokens", crm.copy().put("zones", new JsonArray().add("north"))));
        assertTrue(Instant.parse(created.getString("expires")).isAfter(Instant.now()));
        ApiClient program = world.admin.as(created.getString("token"));
        JsonObject who = ApiWorld.get(program, "/v1/whoami");
        assertEquals("token:crm", who.getString("actor"));
        assertEquals("[\"north\"]", who.getJsonArray("zones").encode());
        assertEquals("403 FORBIDDEN", program.get("/v1/contacts").problem());
        assertEquals(
                "403 FORBIDDEN",
                world.admin.as("operator").post("/v1/tokens", crm).problem());
    }

    @Test
    void everyChangeIsInTheAuditWithWhatItWasAndIs() throws Exception {
        String id = world.writes(ANA, "help me");
        ApiClient maria = world.person("maria", role("agent"));
        ok(200, maria.post("/v1/conversations/" + id + "/claim", new JsonObject()));
        maria.post("/v1/conversations/" + id + "/close", new JsonObject());
        ok(200, maria.post("/v1/conversations/" + id + "/close", new JsonObject().put("outcome", "resolved")));
        List<JsonObject> entries = world.items("/v1/audit?actor=maria");
        assertEquals(
                List.of("closeConversation", "claimConversation"),
                entries.stream().map(each -> each.getString("operation")).toList());
        JsonObject claimed = entries.getLast();
        assertEquals("user:maria", claimed.getString("actor"));
        assertEquals("agent", claimed.getString("role"));
        assertEquals("127.0.0.1", claimed.getString("from"));
        assertEquals("conversations/" + id + "/claim", claimed.getString("subject"));
        assertEquals("", claimed.getJsonObject("before").getString("owner"));
        assertEquals("maria", claimed.getJsonObject("after").getString("owner"));
        assertEquals(
                1,
                world.items("/v1/audit?subject=" + id + "&operation=closeConversation")
                        .size());
        assertEquals(1, world.items("/v1/audit?actor=admin&operation=putPerson").size());
        assertEquals("403 FORBIDDEN", maria.get("/v1/audit").problem());
    }

    @Test
    void theAuditGoesBackPageByPageAndIsInTheJournal() throws Exception {
        for (int i = 0; i < 7; i++) ok(200, world.admin.put("/v1/people/p" + i, role("agent")));
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = world.get("/v1/audit?operation=putPerson&limit=3" + cursor);
            page.getJsonArray("items").forEach(each -> seen.add(((JsonObject) each).getString("subject")));
            cursor = page.containsKey("next") ? "&cursor=" + page.getString("next") : "";
        } while (!cursor.isEmpty());
        assertEquals(
                List.of("people/p6", "people/p5", "people/p4", "people/p3", "people/p2", "people/p1", "people/p0"),
                seen);
        List<String> journalled = new ArrayList<>();
        try (JournalReader reader = world.appliance.journal().read(1)) {
            reader.poll(10_000, (sequence, fact, position) -> {
                if (fact instanceof ChangeAudited audited) journalled.add(audited.operation());
            });
        }
        assertEquals(7, journalled.size());
    }
}
