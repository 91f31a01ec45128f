package io.momentum.ops.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.inbox.Browser.Seen;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, and how far. */
final class SignInIT {

    @TempDir
    static Path directory;

    private static InboxWorld world;

    @BeforeAll
    static void start() throws Exception {
        world = new InboxWorld(directory);
        world.personWithPassword("ana", InboxWorld.role("agent").put("name", "Ana Ruiz"));
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void aUserSignsInWithThePasswordAndOutAgain() throws Exception {
        Browser browser = world.browser();
        Seen inbox = browser.signIn("ana", InboxWorld.PASSWORD).is(200);
        assertEquals("/inbox/q/breaching", inbox.path());
        assertTrue(
                inbox.page().selectFirst(".self").text().contains("Ana Ruiz"),
                inbox.response().body());
        browser.submit(inbox.form("/inbox/sign-out")).is(200);
        assertEquals("/inbox/sign-in", browser.get("/inbox/q/open").path());
    }

    @Test
    void aTokenSignsInWithoutAUser() throws Exception {
        assertEquals(
                "/inbox/q/breaching",
                world.browser().signIn("", "admin").is(200).path());
    }

    @Test
    void theSessionIsOutOfReachOfScriptsAndOtherSites() throws Exception {
        Browser browser = world.browser();
        Seen form = browser.get("/inbox/sign-in");
        String cookie = form.header("Set-Cookie");
        assertTrue(cookie.toLowerCase(Locale.ROOT).contains("httponly"), cookie);
        assertTrue(cookie.contains("SameSite=Strict"), cookie);
        assertFalse(cookie.contains("Secure"), cookie);
        String secure = world.browser()
                .with("X-Forwarded-Proto", "https")
                .get("/inbox/sign-in")
                .header("Set-Cookie");
        assertTrue(secure.contains("Secure"), secure);
    }

    @Test
    void aWrongPasswordAndAnUnknownUserLookTheSame() throws Exception {
        Seen wrong = world.browser().signIn("ana", "not this one").is(401);
        Seen unknown = world.browser().signIn("nobody-here", "not this one").is(401);
        assertEquals(
                wrong.page().select("[role=alert]").text(),
                unknown.page().select("[role=alert]").text());
    }

    @Test
    void whoGuessesWaits() throws Exception {
        world.personWithPassword("eva", InboxWorld.role("agent"));
        Browser browser = world.browser();
        for (int i = 0; i < 5; i++) browser.signIn("eva", "guess number " + i).is(401);
        browser.signIn("eva", InboxWorld.PASSWORD).is(429);
        world.browser().signIn("ana", InboxWorld.PASSWORD).is(200);
    }

    @Test
    void whoGuessesKeepsNobodyElseOut() throws Exception {
        world.personWithPassword("kim", InboxWorld.role("agent"));
        forwarded("203.0.113.5").signIn("kim", InboxWorld.PASSWORD).is(200);
        for (int i = 0; i < 20; i++)
            forwarded("203.0.113.5").signIn("", "guess number " + i).is(401);
        forwarded("203.0.113.5").signIn("", "another guess").is(429);
        forwarded("203.0.113.5").signIn("kim", InboxWorld.PASSWORD).is(200);
        forwarded("203.0.113.6").signIn("ana", InboxWorld.PASSWORD).is(200);
        world.browser().signIn("ana", InboxWorld.PASSWORD).is(200);
    }

    /** A browser behind a proxy on this machine; before the address that it saw stands what the browser claims. */
    private static Browser forwarded(String address) {
        return world.browser().with("X-Forwarded-For", "198.51.100.1, " + address);
    }

    @Test
    void aFormThatIsNotOursSignsNobodyIn() throws Exception {
        Browser browser = world.browser();
        browser.post("/inbox/sign-in", Map.of("user", "ana", "password", InboxWorld.PASSWORD))
                .is(403);
        Element form = browser.get("/inbox/sign-in").form("/inbox/sign-in");
        world.browser()
                .submit(form, "user", "ana", "password", InboxWorld.PASSWORD)
                .is(403);
        browser.with("Sec-Fetch-Site", "cross-site")
                .submit(form, "user", "ana", "password", InboxWorld.PASSWORD)
                .is(403);
    }

    @Test
    void aFormWithoutTheSessionsSecretIsRefused() throws Exception {
        Browser browser = world.signedIn("ana");
        browser.post("/inbox/preferences", Map.of("language", "es")).is(403);
        browser.post("/inbox/preferences", Map.of("language", "es", "csrf", "guess"))
                .is(403);
        assertEquals(
                "en",
                browser.get("/inbox/preferences").page().selectFirst("html").attr("lang"));
        String other = world.signedIn("ana")
                .get("/inbox/preferences")
                .form("/inbox/preferences")
                .selectFirst("[name=csrf]")
                .val();
        browser.post("/inbox/preferences", Map.of("language", "es", "csrf", other))
                .is(403);
    }

    @Test
    void whoHasLeftIsOutAtOnceAndSoIsWhoHasAnotherPassword() throws Exception {
        world.personWithPassword("luz", InboxWorld.role("agent"));
        Browser browser = passwordBrowser("luz");
        browser.get("/inbox/q/open").is(200);
        JsonObject other = new JsonObject().put("password", "another long one");
        world.admin("PUT", "/v1/people/luz/password", other);
        assertEquals("/inbox/sign-in", browser.get("/inbox/q/open").path());
        browser.signIn("luz", "another long one").is(200);
        world.admin("DELETE", "/v1/people/luz", new JsonObject());
        assertEquals("/inbox/sign-in", browser.get("/inbox/q/open").path());
        browser.signIn("luz", "another long one").is(401);
    }

    @Test
    void aPersonChangesItsPasswordAndItsOtherWindowsAreSignedOut() throws Exception {
        world.personWithPassword("mia", InboxWorld.role("agent"));
        Browser here = passwordBrowser("mia");
        Browser elsewhere = passwordBrowser("mia");
        Browser byToken = world.signedIn("mia");
        String before = here.cookies().get(Cookies.SESSION);
        Seen done = change(here, InboxWorld.PASSWORD, " a third long one", " a third long one");
        assertTrue(done.page().select("#notice").text().contains("changed"), done.response()::body);
        assertNotEquals(before, here.cookies().get(Cookies.SESSION));
        assertEquals("/inbox/q/open", here.get("/inbox/q/open").path());
        assertEquals("/inbox/sign-in", elsewhere.get("/inbox/q/open").path());
        assertEquals("/inbox/sign-in", byToken.get("/inbox/q/open").path());
        world.browser().signIn("mia", InboxWorld.PASSWORD).is(401);
        world.browser().signIn("mia", " a third long one").is(200);
        world.signedIn("mia").get("/inbox/q/open").is(200);
        String audit = world.admin("/v1/audit?operation=changeOwnPassword").encode();
        assertTrue(audit.contains("user:mia"), audit);
        assertFalse(audit.contains("long") || audit.contains(InboxWorld.PASSWORD) || audit.contains("argon2"), audit);
    }

    @Test
    void aPasswordIsChangedByWhoKnowsItAndNotWithoutLimit() throws Exception {
        world.personWithPassword("pia", InboxWorld.role("agent"));
        Browser pia = passwordBrowser("pia");
        refused(pia, "not the same", InboxWorld.PASSWORD, "another long one", "another lonk one");
        refused(pia, "needs at least 10", InboxWorld.PASSWORD, "short", "short");
        refused(pia, "That is the present", InboxWorld.PASSWORD, InboxWorld.PASSWORD, InboxWorld.PASSWORD);
        for (int i = 0; i < 5; i++)
            refused(pia, "another one.", "a guess " + i, "another long one", "another long one");
        refused(pia, "Too many", InboxWorld.PASSWORD, "another long one", "another long one");
        world.browser().signIn("pia", InboxWorld.PASSWORD).is(429);
        pia.get("/inbox/q/open").is(200);
    }

    @Test
    void whoHasNoPasswordGivesItselfNone() throws Exception {
        world.person("teo", InboxWorld.role("agent"));
        Browser teo = world.signedIn("teo");
        Seen page = teo.get("/inbox/preferences").is(200);
        assertEquals(0, page.page().select("form[action$=password]").size());
        assertTrue(page.main().contains("without a password"), page.main());
        String csrf = page.page().selectFirst("[name=csrf]").val();
        Map<String, String> form =
                Map.of("csrf", csrf, "current", "", "password", "a long one indeed", "again", "a long one indeed");
        Seen refused = teo.post("/inbox/preferences/password", form).is(200);
        assertTrue(refused.page().select("#notice").text().contains("no password"), refused.response()::body);
        world.browser().signIn("teo", "a long one indeed").is(401);
        Seen program = world.browser().signIn("", "admin");
        assertFalse(program.main().contains("without a password"));
    }

    private static void refused(Browser browser, String why, String current, String password, String again)
            throws Exception {
        Seen seen = change(browser, current, password, again);
        String said = seen.page().select("#notice").text();
        assertTrue(said.contains(why), said);
    }

    private static Seen change(Browser browser, String current, String password, String again) throws Exception {
        Element form = browser.get("/inbox/preferences").form("/inbox/preferences/password");
        return browser.submit(form, "current", current, "password", password, "again", again)
                .is(200);
    }

    private static Browser passwordBrowser(String id) throws Exception {
        Browser browser = world.browser();
        browser.signIn(id, InboxWorld.PASSWORD).is(200);
        return browser;
    }

    @Test
    void noPasswordIsInTheAudit() throws Exception {
        String audit = world.admin("/v1/audit?operation=putPassword").encode();
        assertTrue(audit.contains("putPassword"), audit);
        assertFalse(audit.contains(InboxWorld.PASSWORD) || audit.contains("argon2"), audit);
    }

    @Test
    void everyPageForbidsWhatIsNotOurs() throws Exception {
        Seen page = world.browser().get("/inbox/sign-in");
        String policy = page.header("Content-Security-Policy");
        assertTrue(policy.contains("default-src 'self'") && !policy.contains("unsafe"), policy);
        assertEquals("DENY", page.header("X-Frame-Options"));
        assertEquals("nosniff", page.header("X-Content-Type-Options"));
        assertEquals("no-store", page.header("Cache-Control"));
        assertEquals(
                0,
                page.page()
                        .select("script:not([src]), style, [style], [onclick]")
                        .size());
    }

    @Test
    void filesOfOursAreKeptByBrowsersAndNamedByWhatIsInThem() throws Exception {
        Browser browser = world.browser();
        Seen page = browser.get("/inbox/sign-in");
        for (Element each : page.page().select("script[src], link[href]")) {
            String path = each.hasAttr("src") ? each.attr("src") : each.attr("href");
            assertTrue(path.matches("/inbox/assets/[a-z]+\\.[0-9a-f]{16}\\.[a-z]+"), path);
            assertTrue(browser.get(path).is(200).header("Cache-Control").contains("immutable"), path);
        }
        browser.get("/inbox/assets/inbox.0000000000000000.css").is(404);
    }

    @Test
    void theBrowsersLanguageIsSpokenUntilAnotherIsChosen() throws Exception {
        Browser browser = world.browser().with("Accept-Language", "es-CO,es;q=0.9,en;q=0.5");
        Seen inbox = browser.signIn("ana", InboxWorld.PASSWORD);
        assertEquals("es", inbox.page().selectFirst("html").attr("lang"));
        assertTrue(inbox.main().contains("Sin dueño"), inbox.main());
        Seen saved = browser.submit(
                browser.get("/inbox/preferences").form("/inbox/preferences"),
                "language",
                "en",
                "zone",
                "America/Bogota");
        assertEquals("en", saved.page().selectFirst("html").attr("lang"));
        assertEquals(
                "America/Bogota",
                saved.page().selectFirst("#zone-choice option[selected]").val());
        assertTrue(browser.get("/inbox/q/open").main().contains("Unowned"));
    }

    @Test
    void sessionsAreNotGuessed() throws Exception {
        Browser one = world.signedIn("ana");
        Browser two = world.signedIn("ana");
        assertNotEquals(one.cookies().get(Cookies.SESSION), two.cookies().get(Cookies.SESSION));
        one.cookies().put(Cookies.SESSION, "guess");
        assertEquals("/inbox/sign-in", one.get("/inbox/q/open").path());
    }
}
