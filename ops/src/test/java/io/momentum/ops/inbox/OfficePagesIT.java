package io.momentum.ops.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.inbox.Browser.Seen;
import io.momentum.ops.kpi.Kpi;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of those who send, watch and answer for it: campaigns, overview, opt-outs, service, webhooks, audit. */
final class OfficePagesIT {

    private static final String FIRST = "12025550111";
    private static final String SECOND = "12025550112";
    private static final String CLOSED = "12025550113";

    @TempDir
    static Path directory;

    private static InboxWorld world;

    @BeforeAll
    static void start() throws Exception {
        world = new InboxWorld(directory);
        world.person("ada", InboxWorld.role("admin"));
        world.person("ana", InboxWorld.role("agent"));
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void aCampaignIsMadeFilledLookedAtSentAndReviewed() throws Exception {
        Browser ada = world.signedIn("ada");
        Element form = ada.get("/inbox/campaigns/new").is(200).form("/inbox/campaigns/new");
        Seen made = ada.submit(
                        form,
                        "name",
                        "spring",
                        "account",
                        "acme",
                        "sender",
                        InboxWorld.SENDER,
                        "language",
                        "en",
                        "text",
                        "Hello {name}, we open on Monday. STOP to opt out.")
                .is(200);
        assertEquals("/inbox/campaigns/of/spring", made.path());

        String csv = "msisdn,name\n" + FIRST + ",Ada\nnonsense,Bob\n" + SECOND + ",<b>Eve</b>\n";
        Seen checked = ada.upload(made.form("/inbox/campaigns/of/spring/check"), "file", "people.csv", csv)
                .is(200);
        assertTrue(checked.page().select("table tbody tr").text().startsWith("3 "), checked.main());
        assertEquals("0", recipients(ada), "a file that is only checked changes nothing");

        Seen taken = ada.submit(checked.form("/inbox/campaigns/of/spring/recipients"))
                .is(200);
        assertTrue(taken.main().contains("2"), taken.main());
        assertEquals("2", recipients(ada));

        Seen preview = ada.get("/inbox/campaigns/of/spring/preview").is(200);
        assertTrue(preview.main().contains("Hello Ada, we open on Monday."), preview.main());
        assertTrue(preview.main().contains("Hello <b>Eve</b>"), "what a file says is text");
        ada.submit(preview.form("/inbox/campaigns/of/spring/send"), "force", "true")
                .is(200);
        InboxWorld.until(() -> ended(ada).contains("Delivered 2"));

        Seen messages =
                ada.get("/inbox/campaigns/of/spring/messages?ending=delivered").is(200);
        assertEquals(2, messages.page().select("tbody tr").size());
        assertTrue(ada.get("/inbox/campaigns").is(200).main().contains("spring"));
    }

    private static String recipients(Browser ada) throws Exception {
        return ada.get("/inbox/campaigns")
                .is(200)
                .page()
                .select("tbody td")
                .get(1)
                .text();
    }

    private static String ended(Browser ada) {
        try {
            return ada.part("/inbox/campaigns/of/spring").is(200).page().text();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void eachFigureOfTheOverviewOpensItsRows() throws Exception {
        Browser ada = world.signedIn("ada");
        String id = world.writes(SECOND, "I am interested, call me");
        Seen overview = ada.get("/inbox/overview").is(200);
        assertEquals(5, overview.page().select(".tile").size());
        for (Element link : overview.page().select("main table th a"))
            ada.get(link.attr("href")).is(200);
        InboxWorld.until(() -> openRows(ada).contains("/inbox/c/" + id));
        ada.get("/inbox/overview?period=2026-02").is(200);
        ada.get("/inbox/overview?period=rubbish").is(200);
        Seen report = ada.get("/inbox/overview/report").is(200);
        assertTrue(report.header("Content-Disposition").endsWith(".html\""), report.header("Content-Disposition"));
        assertTrue(
                report.response().body().startsWith("<!doctype html>"),
                report.response().body());
    }

    private static List<String> openRows(Browser ada) {
        try {
            String path = "/inbox/overview/figure/" + Kpi.OPEN_REPLIES.word();
            return ada.get(path).is(200).page().select("tbody a").eachAttr("href");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aNumberIsClosedProvedAndOpenedAgainAndNeverInTheUrl() throws Exception {
        Browser ada = world.signedIn("ada");
        Seen list = ada.get("/inbox/suppressions").is(200);
        Seen closed = ada.submit(
                        list.form("/inbox/suppressions/add"), "number", "+1 202 555 0113", "reason", "by letter")
                .is(200);
        assertFalse(closed.path().contains("555"), closed.path());
        assertTrue(closed.main().contains("by letter"), closed.main());
        assertTrue(closed.main().contains("OptedOut"), "its proof: " + closed.main());
        assertTrue(ada.get("/inbox/suppressions").main().contains(CLOSED));
        Seen export = ada.get("/inbox/suppressions/export").is(200);
        assertTrue(export.response().body().contains(CLOSED));
        assertEquals("attachment; filename=\"suppressions.csv\"", export.header("Content-Disposition"));
        Seen open = ada.submit(closed.form("/inbox/suppressions/open"), "reason", "came in and signed")
                .is(200);
        assertEquals(
                0, open.page().select("form[action=/inbox/suppressions/open]").size());
    }

    @Test
    void whoMayNotSeesNeitherMenuNorPage() throws Exception {
        Browser ana = world.signedIn("ana");
        String menu = ana.get("/inbox/q/open").is(200).page().select(".menu").text();
        assertFalse(menu.contains("Audit"), menu);
        ana.get("/inbox/audit").is(403);
        ana.get("/inbox/campaigns/new").is(403);
        ana.upload(
                        new Element("form").attr("action", "/inbox/campaigns/of/spring/check"),
                        "file",
                        "x.csv",
                        "msisdn\n1\n")
                .is(403);
    }

    @Test
    void twoFilesComeAtATimeAndNoMore() throws Exception {
        Browser ada = world.signedIn("ada");
        List<Socket> halves = new ArrayList<>();
        try {
            // One that asks may itself be in the way of one that is half there.
            InboxWorld.until(() -> halves.add(halfAFile(ada)) && aFileOfNoForm(ada) == 429);
            assertTrue(halves.size() >= 2);
        } finally {
            for (Socket half : halves) half.close();
        }
        InboxWorld.until(() -> aFileOfNoForm(ada) == 403);
    }

    private static int aFileOfNoForm(Browser browser) {
        try {
            Element form = new Element("form").attr("action", "/inbox/campaigns/of/spring/check");
            return browser.upload(form, "file", "x.csv", "msisdn\n1\n").status();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Begins to send a file, and waits. */
    private static Socket halfAFile(Browser browser) {
        URI url = URI.create(world.appliance.url());
        String head = """
                POST /inbox/campaigns/of/spring/check HTTP/1.1\r
                Host: inbox\r
                Cookie: %s=%s\r
                Content-Type: multipart/form-data; boundary=b\r
                Content-Length: 1000\r
                \r
                --b\r
                """.formatted(Cookies.SESSION, browser.cookies().get(Cookies.SESSION));
        try {
            var socket = new Socket(url.getHost(), url.getPort());
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return socket;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theRestIsThereInBothLanguages() throws Exception {
        Browser ada = world.signedIn("ada");
        world.admin(
                "PUT", "/v1/contacts/" + FIRST, new JsonObject().put("attributes", new JsonObject().put("zone", "x")));
        for (String language : List.of("en", "es")) {
            Element form = ada.get("/inbox/preferences").form("/inbox/preferences");
            ada.submit(form, "language", language).is(200);
            assertTrue(ada.get("/inbox/service").is(200).main().contains("telco"));
            assertTrue(ada.get("/inbox/audit").is(200).main().contains("putContact"));
            ada.get("/inbox/webhooks").is(200);
            ada.get("/inbox/webhooks/nowhere").is(404);
            ada.get("/inbox/suppressions/doubts").is(200);
            String title = ada.get("/inbox/overview").is(200).page().title();
            assertEquals(language.equals("es") ? "Resumen · Momentum" : "Overview · Momentum", title);
        }
    }
}
