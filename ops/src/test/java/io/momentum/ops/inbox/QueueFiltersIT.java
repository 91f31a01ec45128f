package io.momentum.ops.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.TestAppliance.Setup;
import io.momentum.ops.config.ConfigFile;
import io.momentum.ops.inbox.Browser.Seen;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queues narrowed by how their clocks stand, by age and by carrier. */
final class QueueFiltersIT {

    private static final String LATE = "12025550131";
    private static final String CALM = "12025550132";

    @TempDir
    static Path directory;

    private static InboxWorld world;
    private static String late;
    private static String calm;

    @BeforeAll
    static void start() throws Exception {
        Path file = Files.writeString(directory.resolve("quick.yaml"), """
            dataDir: unused
            server: { listen: "127.0.0.1:0" }
            carriers: []
            followup:
              sla:
                - { id: quick, version: 1, priority: 20, match: { zone: [north] }, within: { firstAction: 1s, resolution: 1h } }
                - { id: calm, version: 1, priority: 2, within: { firstAction: 8h, resolution: 9h } }
            """);
        world = new InboxWorld(directory, new Setup(ConfigFile.read(file).followup(), InboxConfig.NONE));
        world.person("lea", InboxWorld.role("lead"));
        world.known(LATE, new JsonObject().put("zone", "north"));
        world.known(CALM, new JsonObject().put("zone", "south"));
        late = world.writes(LATE, "is anybody there?");
        calm = world.writes(CALM, "take your time");
        InboxWorld.until(() -> world.sla(late).equals("breached"));
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void clocksNarrowAQueueAndItsCountsSayHowFar() throws Exception {
        Browser lea = world.signedIn("lea");
        Seen breached = lea.get("/inbox/q/open?sla=breached").is(200);
        assertEquals(List.of(late), rows(breached));
        assertEquals("1 of 2", breached.page().select("#tally").text());
        assertEquals(
                "breached",
                breached.page().selectFirst("#f-sla option[selected]").val());
        assertEquals(List.of(calm), rows(lea.get("/inbox/q/open?sla=ok").is(200)));
        Seen none = lea.get("/inbox/q/open?sla=warned").is(200);
        assertEquals(List.of(), rows(none));
        assertEquals("0 of 2", none.page().select("#tally").text());
        Seen all = lea.get("/inbox/q/open").is(200);
        assertEquals("2", all.page().select("#tally").text());
        lea.get("/inbox/q/open?sla=late").is(400);
    }

    @Test
    void carrierAndAgeNarrowAQueueToo() throws Exception {
        Browser lea = world.signedIn("lea");
        assertEquals(2, rows(lea.get("/inbox/q/open?carrier=TELCO")).size());
        assertEquals(List.of(), rows(lea.get("/inbox/q/open?carrier=other")));
        assertEquals(List.of(calm), rows(lea.get("/inbox/q/open?carrier=telco&sla=ok&youngerThan=1h")));
        assertEquals(List.of(), rows(lea.get("/inbox/q/open?olderThan=30m")));
        lea.get("/inbox/q/open?olderThan=soon").is(400);
        for (Queue queue : Queue.values())
            lea.get("/inbox/q/" + queue.path() + "?sla=ok&carrier=telco&youngerThan=2d&olderThan=1m")
                    .is(200);
    }

    @Test
    void aPartThatComesAnewBringsItsCountAndItsFilterAlong() throws Exception {
        Browser lea = world.signedIn("lea");
        Seen page = lea.get("/inbox/q/open?sla=breached&zone=north").is(200);
        assertNull(page.page().selectFirst("[hx-swap-oob]"));
        String again = page.page().selectFirst("#rows").attr("hx-get");
        Seen part = lea.part(again).is(200);
        assertEquals(List.of(late), rows(part));
        assertEquals("1 of 2", part.page().select("#tally[hx-swap-oob=true]").text());
    }

    @Test
    void aQueueWithItsFiltersIsKeptAsAView() throws Exception {
        Browser lea = world.signedIn("lea");
        assertNull(lea.get("/inbox/q/breaching").page().selectFirst("form[action=/inbox/views]"));
        Seen narrowed = lea.get("/inbox/q/breaching?zone=north&sla=breached&carrier=telco")
                .is(200);
        Seen saved =
                lea.submit(narrowed.form("/inbox/views"), "title", "Late north").is(200);
        assertEquals("/inbox/views/late-north", saved.path());
        assertEquals(List.of(late), rows(saved));
        assertEquals("1 of 1", saved.page().select("#tally").text());
        JsonObject view = world.as("lea", "/v1/views").getJsonArray("items").getJsonObject(0);
        assertEquals(
                new JsonObject()
                        .put("view", "breaching")
                        .put("zone", "north")
                        .put("sla", "breached")
                        .put("carrier", "telco"),
                view.getJsonObject("query"));
        String found =
                world.as("lea", "/v1/conversations/search?saved=late-north").encode();
        assertTrue(found.contains(late), found);
        assertFalse(found.contains(calm), found);
        assertEquals(List.of(calm), rows(lea.submit(search(lea), "sla", "ok")));
    }

    private static org.jsoup.nodes.Element search(Browser browser) throws Exception {
        return browser.get("/inbox/search").page().selectFirst("form.card");
    }

    private static List<String> rows(Seen seen) {
        return seen.is(200).page().select(".row").eachAttr("data-id");
    }
}
