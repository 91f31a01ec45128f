package io.momentum.ops.api;

import static io.momentum.ops.api.ApiWorld.bound;
import static io.momentum.ops.api.ApiWorld.ok;
import static io.momentum.ops.api.ApiWorld.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationStreamIT {

    private static final String ANA = "15550100142";

    @TempDir
    Path directory;

    private ApiWorld world;
    private final List<Events> open = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        world = new ApiWorld(directory);
    }

    @AfterEach
    void stop() throws Exception {
        for (Events events : open) events.close();
        world.close();
    }

    @Test
    void whatEntersAndLeavesAListIsShownAsItHappensAndCounted() throws Exception {
        Events unowned = listen(world.admin, "?view=unowned", "");
        until(() -> unowned.has("counts", "{\"unowned\":0}"));
        String id = world.writes(ANA, "hello");
        until(() -> unowned.has("conversation", id));
        until(() -> unowned.has("counts", "{\"unowned\":1}"));
        ok(200, world.admin.post("/v1/conversations/" + id + "/claim", new JsonObject().put("owner", "luis")));
        until(() -> unowned.has("gone", id));
        until(() -> unowned.all().getLast().equals("counts  {\"unowned\":0}"));
    }

    @Test
    void aListThatIsNarrowedCountsWhatFits() throws Exception {
        world.known(ANA, "zone", "north");
        Events north = listen(world.admin, "?view=open&zone=north&sla=ok", "");
        until(() -> north.has("counts", "{\"open\":0,\"fitting\":0,\"more\":false}"));
        world.writes("15550100143", "hello");
        world.writes(ANA, "hello");
        until(() -> north.has("counts", "{\"open\":2,\"fitting\":1,\"more\":false}"));
        JsonObject page = world.get("/v1/conversations?view=open&zone=north&sla=ok&carrier=telco&youngerThan=1h");
        assertEquals(1, page.getInteger("fitting"));
        assertEquals(2, page.getInteger("count"));
        assertFalse(world.get("/v1/conversations?view=open").containsKey("fitting"));
        assertEquals(
                "400 BAD_REQUEST",
                world.admin.get("/v1/conversations?olderThan=soon").problem());
    }

    @Test
    void whoComesBackMissesNothingAndWhoWasAwayTooLongIsTold() throws Exception {
        Events first = listen(world.admin, "?view=open", "");
        String id = world.writes(ANA, "hello");
        until(() -> first.has("conversation", id));
        String seen = first.idOf("conversation");
        first.close();
        ok(200, world.admin.post("/v1/conversations/" + id + "/notes", new JsonObject().put("text", "away")));
        Events again = listen(world.admin, "?view=open", seen);
        until(() -> again.has("conversation", id));
        assertTrue(Long.parseLong(again.idOf("conversation")) > Long.parseLong(seen));
        assertFalse(again.has("reset", ""));
        Events old = listen(world.admin, "?view=open", "0");
        world.writes("15550100143", "hello");
        until(() -> old.has("conversation", id) || old.has("reset", ""));
    }

    @Test
    void aStreamShowsWhatItsClientMaySeeAndEndsAtTheMost() throws Exception {
        world.known(ANA, "zone", "north");
        ApiClient maria = world.person("maria", bound("agent", "zones", "north"));
        Events hers = listen(maria, "?view=open", "");
        until(() -> hers.has("counts", "{\"open\":0}"));
        String south = world.writes("15550100143", "hello");
        String north = world.writes(ANA, "hello");
        until(() -> hers.has("conversation", north));
        assertFalse(hers.has("conversation", south));
        ApiClient eva = world.person("eva", ApiWorld.role("auditor"));
        Events masked = listen(eva, "?view=open", "");
        ok(200, world.admin.post("/v1/conversations/" + north + "/notes", new JsonObject().put("text", "x")));
        until(() -> masked.has("conversation", north));
        assertFalse(masked.has("conversation", ANA), masked.all().toString());
        for (int i = 1; i < ConversationStreams.CLIENTS_OF_ONE_MAX; i++) listen(maria, "", "");
        assertEquals(
                "429 TOO_MANY_STREAMS", maria.get("/v1/conversations/stream").problem());
    }

    // ----

    private Events listen(ApiClient who, String query, String last) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                who.request("/v1/conversations/stream" + query).build(), (name, value) -> true);
        if (!last.isEmpty()) request.header("Last-Event-ID", last);
        HttpResponse<InputStream> response = who.http().send(request.build(), BodyHandlers.ofInputStream());
        assertEquals(200, response.statusCode());
        var events = new Events(response.body());
        open.add(events);
        return events;
    }

    /** What came, each as its kind, id and data. */
    private static final class Events {
        private final InputStream in;
        private final List<String> seen = new CopyOnWriteArrayList<>();

        Events(InputStream in) {
            this.in = in;
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                String event = "";
                String id = "";
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("event: ")) event = line.substring(7);
                    if (line.startsWith("id: ")) id = line.substring(4);
                    if (line.startsWith("data: ")) seen.add(event + " " + id + " " + line.substring(6));
                    if (line.isEmpty()) id = "";
                }
            } catch (IOException e) {
                // The stream has ended.
            }
        }

        List<String> all() {
            return List.copyOf(seen);
        }

        boolean has(String event, String part) {
            return seen.stream().anyMatch(each -> each.startsWith(event + " ") && each.contains(part));
        }

        String idOf(String event) {
            return seen.stream()
                    .filter(each -> each.startsWith(event + " "))
                    .map(each -> each.split(" ", 3)[1])
                    .reduce((one, other) -> other)
                    .orElseThrow();
        }

        void close() throws IOException {
            in.close();
        }
    }
}
