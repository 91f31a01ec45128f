package io.momentum.ops.api;

import static io.momentum.ops.api.ApiWorld.bound;
import static io.momentum.ops.api.ApiWorld.ids;
import static io.momentum.ops.api.ApiWorld.ok;
import static io.momentum.ops.api.ApiWorld.role;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchIT {

    private static final String SEARCH = "/v1/conversations/search";
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
    void aNumberIsFoundInAnyFormAndByItsLastDigits() throws Exception {
        String ana = world.writes(ANA, "hello");
        String ben = world.writes(BEN, "hello");
        for (String typed : List.of(
                "%2B1%20(555)%20010-0142", "%2B15550100142", "15550100142", "0015550100142", "0142", "555-010-0142"))
            assertEquals(List.of(ana), found("number=" + typed), typed);
        assertEquals(List.of(ana), found("number=(555)%20010-0142&region=US"));
        assertEquals(List.of(ben), found("number=0100143"));
        assertEquals(List.of(), found("number=0199"));
        assertEquals("400 BAD_REQUEST", world.admin.get(SEARCH + "?number=42").problem());
    }

    @Test
    void wordsOfTheContactAndOfNotesAreFoundWithoutAccentsAndEndWithTheContactsErasure() throws Exception {
        String ana = world.writes(ANA, "Mañana no puedo ir a la cita");
        String ben = world.writes(BEN, "la cita está bien");
        ok(200, world.admin.post("/v1/conversations/" + ben + "/notes", new JsonObject().put("text", "VIP customer")));
        assertEquals(List.of(ben, ana), found("q=cita"));
        assertEquals(List.of(ana), found("q=MANANA%20cita"));
        assertEquals(List.of(ben), found("q=vip"));
        assertEquals(List.of(ben), found("q=%22vip%22"));
        assertEquals(List.of(), found("q=cit"));
        assertEquals(List.of(), found("q=40.50"));
        assertEquals(List.of(), found("q=vip%20%22true%22"));
        world.known(ANA, "name", "Ana");
        ok(204, world.admin.delete("/v1/contacts/" + ANA + "?reason=asked"));
        assertEquals(List.of(ben), found("q=cita"));
    }

    @Test
    void allThatIsAskedForMustFitAtOnceAndWhatChangesIsFoundAnew() throws Exception {
        world.known(ANA, "zone", "Norte");
        world.known(ANA, "list", "mayo");
        world.known(BEN, "zone", "norte");
        String ana = world.writes(ANA, "I want it");
        String ben = world.writes(BEN, "I want it");
        String path = "/v1/conversations/" + ana;
        assertEquals(List.of(ben, ana), found("zone=norte&q=want"));
        assertEquals(List.of(ana), found("zone=norte&list=mayo&carrier=telco&state=open&owner=-"));
        ok(200, world.admin.post(path + "/claim", new JsonObject().put("owner", "luis")));
        ok(200, world.admin.post(path + "/label", new JsonObject().put("label", "interested")));
        assertEquals(List.of(ben), found("zone=norte&owner=-"));
        assertEquals(List.of(ana), found("owner=luis&label=interested&youngerThan=1h"));
        assertEquals(List.of(), found("owner=luis&olderThan=1h"));
        ok(200, world.admin.post(path + "/close", new JsonObject().put("outcome", "resolved")));
        assertEquals(List.of(ana), found("state=closed&outcome=resolved"));
        assertEquals(List.of(ben), found("state=open"));
        assertEquals(
                "400 BAD_REQUEST", world.admin.get(SEARCH + "?olderThan=soon").problem());
    }

    @Test
    void pagesComeInAnOrderThatStaysWhileThingsChange() throws Exception {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 7; i++) written.addFirst(world.writes("1555010030" + i, "hello"));
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonObject page = world.get(SEARCH + "?q=hello&limit=3" + cursor);
            page.getJsonArray("items").forEach(each -> seen.add(((JsonObject) each).getString("id")));
            cursor = page.containsKey("next") ? "&cursor=" + page.getString("next") : "";
            world.writes("15550100306", "hello again");
        } while (!cursor.isEmpty());
        assertEquals(written, seen);
    }

    @Test
    void anIndexThatIsBuiltAnewFindsTheSame() throws Exception {
        world.known(ANA, "zone", "north");
        String ana = world.writes(ANA, "please call");
        ok(200, world.admin.post("/v1/conversations/" + ana + "/claim", new JsonObject().put("owner", "luis")));
        ok(200, world.admin.put("/v1/people/maria", role("agent")));
        world.close();
        try (Stream<Path> files = Files.list(directory.resolve("index"))) {
            for (Path file : files.toList()) Files.delete(file);
        }
        world = new ApiWorld(directory);
        assertEquals(List.of(ana), found("q=call&zone=north&owner=luis&carrier=telco&number=0142"));
        assertEquals("maria", world.items("/v1/people").getFirst().getString("id"));
    }

    @Test
    void viewsAreOnesOwnOrSharedWithTeams() throws Exception {
        world.known(ANA, "zone", "north");
        String ana = world.writes(ANA, "hello");
        ApiClient luis = world.person("luis", bound("lead", "teams", "sales"));
        ApiClient maria = world.person("maria", bound("agent", "teams", "sales"));
        ApiClient eva = world.person("eva", bound("agent", "teams", "support"));
        JsonObject view = new JsonObject().put("query", new JsonObject().put("zone", "north"));
        ok(200, world.admin.put("/v1/views/mine", view));
        assertEquals(List.of(ana), ids(world.admin, SEARCH + "?saved=mine"));
        assertEquals("404 NOT_FOUND", maria.get(SEARCH + "?saved=mine").problem());
        JsonObject shared = view.copy().put("shared", true);
        assertEquals("403 FORBIDDEN", maria.put("/v1/views/north", shared).problem());
        assertEquals("403 FORBIDDEN", luis.put("/v1/views/north", shared).problem());
        ok(200, luis.put("/v1/views/north", shared.copy().put("teams", new JsonArray().add("sales"))));
        assertEquals(1, ApiWorld.items(maria, "/v1/views").size());
        assertTrue(ApiWorld.items(eva, "/v1/views").isEmpty());
        ok(200, maria.get(SEARCH + "?saved=north"));
        ok(204, luis.delete("/v1/views/north?shared=true"));
        assertEquals("404 NOT_FOUND", maria.get(SEARCH + "?saved=north").problem());
    }

    private List<String> found(String query) {
        return ids(world.admin, SEARCH + "?" + query);
    }
}
