package io.momentum.ops.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.inbox.Browser.Seen;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists, searches and views, as people see them. */
final class QueuesIT {

    private static final String NORTH = "12025550101";
    private static final String SOUTH = "12025550102";
    private static final String SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)> \"quoted\" 'too'";

    @TempDir
    static Path directory;

    private static InboxWorld world;
    private static String north;
    private static String south;

    @BeforeAll
    static void start() throws Exception {
        world = new InboxWorld(directory);
        world.person("lea", InboxWorld.role("lead"));
        world.person("nora", InboxWorld.role("agent").put("zones", new JsonArray().add("north")));
        world.person("otto", InboxWorld.role("auditor"));
        world.known(NORTH, new JsonObject().put("zone", "north").put("name", "Marta <b>Gil</b>"));
        world.known(SOUTH, new JsonObject().put("zone", "south"));
        north = world.writes(NORTH, SCRIPT);
        south = world.writes(SOUTH, "When do you open tomorrow?");
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void aQueueShowsWhatWasSaidAndHowManyThereAre() throws Exception {
        Seen open = world.signedIn("lea").get("/inbox/q/open").is(200);
        assertEquals(2, open.page().select(".row").size());
        assertTrue(open.main().contains("When do you open tomorrow?"));
        assertEquals("2", open.page().selectFirst("[data-count=open]").text());
        Browser browser = world.signedIn("lea");
        for (Queue queue : Queue.values())
            browser.get("/inbox/q/" + queue.path()).is(200);
    }

    @Test
    void whatSubscribersWriteIsTextWhateverItIs() throws Exception {
        Browser browser = world.signedIn("lea");
        for (String path : new String[] {"/inbox/q/open", "/inbox/c/" + north}) {
            Seen page = browser.get(path).is(200);
            assertEquals(
                    0,
                    page.page()
                            .select("script:not([src]), img, main b b, [onerror]")
                            .size(),
                    path);
            assertTrue(page.main().contains("<script>alert(1)</script>"), path);
            assertTrue(page.main().contains("Marta <b>Gil</b>"), path);
        }
    }

    @Test
    void anAgentOfAZoneSeesItsZoneAlone() throws Exception {
        Browser nora = world.signedIn("nora");
        Seen open = nora.get("/inbox/q/open").is(200);
        assertEquals(1, open.page().select(".row").size());
        assertEquals("1", open.page().selectFirst("[data-count=open]").text());
        nora.get("/inbox/c/" + north).is(200);
        nora.get("/inbox/c/" + south).is(404);
    }

    @Test
    void anAuditorSeesNeitherTextsNorNumbers() throws Exception {
        Browser otto = world.signedIn("otto");
        String list = otto.get("/inbox/q/open").is(200).response().body();
        String one = otto.get("/inbox/c/" + south).is(200).response().body();
        for (String page : new String[] {list, one}) {
            assertFalse(page.contains("When do you open"), page);
            assertFalse(page.contains(SOUTH), page);
        }
    }

    @Test
    void aSearchFindsByNumberAndByWordsAndNeitherIsInTheUrl() throws Exception {
        Browser browser = world.signedIn("lea");
        Seen inbox = browser.get("/inbox/q/breaching");
        Seen byNumber = browser.submit(inbox.form("/inbox/search"), "quick", "+1 202 555 0102")
                .is(200);
        assertEquals(1, byNumber.page().select(".row").size());
        assertFalse(byNumber.path().contains("0102"), byNumber.path());
        Seen byWord =
                browser.submit(inbox.form("/inbox/search"), "quick", "tomorrow").is(200);
        assertEquals(1, byWord.page().select(".row[data-id=" + south + "]").size());
        assertFalse(byWord.path().contains("tomorrow"), byWord.path());
        Seen saved = browser.submit(byWord.form("/inbox/views"), "title", "Opening hours")
                .is(200);
        assertEquals("/inbox/views/opening-hours", saved.path());
        assertEquals(1, saved.page().select(".row").size());
        assertTrue(saved.page().select(".side").text().contains("Opening hours"));
        Seen left = browser.submit(saved.form("/inbox/views/delete")).is(200);
        assertFalse(left.page().select(".side").text().contains("Opening hours"));
    }

    @Test
    void aFilterNarrowsAQueue() throws Exception {
        Browser browser = world.signedIn("lea");
        assertEquals(
                1,
                browser.get("/inbox/q/open?zone=south")
                        .is(200)
                        .page()
                        .select(".row")
                        .size());
        assertEquals(
                0,
                browser.get("/inbox/q/open?zone=west")
                        .is(200)
                        .page()
                        .select(".row")
                        .size());
    }

    @Test
    void aPartOfAPageComesAlone() throws Exception {
        Seen rows = world.signedIn("lea").part("/inbox/q/open").is(200);
        assertEquals(2, rows.page().select(".row").size());
        assertEquals(0, rows.page().select("header").size());
    }

    @Test
    void nothingIsWhereNothingIs() throws Exception {
        Browser browser = world.signedIn("lea");
        for (String path : new String[] {"nowhere", "q/nowhere", "c/nowhere", "c/0000000000000001"})
            browser.get("/inbox/" + path).is(404);
    }
}
