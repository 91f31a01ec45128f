package io.momentum.ops.inbox;

import static io.momentum.ops.inbox.ProviderWorld.alert;
import static io.momentum.ops.inbox.ProviderWorld.begin;
import static io.momentum.ops.inbox.ProviderWorld.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.inbox.Browser.Seen;
import io.momentum.ops.log.Heard;
import io.momentum.ops.oidc.FakeIssuer;
import io.momentum.ops.oidc.FakeIssuer.Signs;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in by a provider, and by those who pretend to be one, or to have been there. */
final class ProviderIT {

    private static final String OPEN = "/inbox/q/open";

    @TempDir
    static Path directory;

    private static ProviderWorld world;
    private static FakeIssuer issuer;
    private static Heard heard;

    @BeforeAll
    static void start() throws Exception {
        heard = new Heard();
        world = new ProviderWorld(directory);
        issuer = world.issuer;
    }

    @AfterAll
    static void stop() {
        world.close();
        heard.close();
        for (String secret : issuer.secrets())
            for (String line : heard.lines()) assertFalse(line.contains(secret), line);
        assertFalse(String.join("\n", heard.lines()).contains(FakeIssuer.SECRET));
        assertTrue(heard.lines().stream().anyMatch(line -> line.contains("Nobody is signed in by")));
    }

    @BeforeEach
    void honest() {
        issuer.isHonest();
    }

    private static Browser browser() {
        return world.inbox.browser();
    }

    private static boolean isIn(Browser browser) throws Exception {
        return browser.get(OPEN).path().equals(OPEN);
    }

    /** Nobody comes in, and the page says why. */
    private static void refused(int status, String why) throws Exception {
        Browser browser = browser();
        Seen page = world.signIn(browser).is(status);
        assertTrue(alert(page).toString().contains(why), page.main());
        assertFalse(isIn(browser));
        assertFalse(browser.cookies().containsKey(Cookies.SESSION));
    }

    // ---- as it should be

    @Test
    void somebodyWhomTheProviderKnowsComesIn() throws Exception {
        Browser browser = browser();
        Seen form = browser.get("/inbox/sign-in").is(200);
        assertEquals("Sign in with Acme", form.page().select("a#provider").text());
        URI there = begin(browser);
        String query = there.getRawQuery();
        assertTrue(query.contains("response_type=code") && query.contains("code_challenge_method=S256"), query);
        assertTrue(query.contains("scope=openid+email") && query.contains("ui_locales=en"), query);
        Seen back = browser.look(ProviderWorld.path(issuer.consent(there))).is(200);
        assertEquals(
                "0;url=/inbox", back.page().select("meta[http-equiv=refresh]").attr("content"));
        String session = back.response().headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(Cookies.SESSION + "="))
                .findFirst()
                .orElseThrow();
        assertTrue(session.contains("HTTPOnly") && session.contains("SameSite=Strict"), session);
        Seen inbox = browser.get(OPEN).is(200);
        assertTrue(inbox.page().select(".self").text().contains("Ana Ruiz"));
        JsonObject person = person("Ana Ruiz").put("active", false);
        world.inbox.admin("PUT", "/v1/people/ana@acme.example", person);
        assertFalse(isIn(browser), "who has left is out at once");
        refused(403, "You are ana@acme.example where you sign in");
        world.inbox.admin("PUT", "/v1/people/ana@acme.example", person("Ana Ruiz"));
        assertFalse(isIn(browser), "who comes back signs in again");
    }

    @Test
    void theCookieThatComesBackFromElsewhereIsForThatAlone() throws Exception {
        Seen sent = browser().look(ProviderPages.PATH + "?zone=America/Bogota");
        String cookie = sent.header("Set-Cookie");
        assertTrue(cookie.startsWith(Cookies.UNDERWAY + "="), cookie);
        assertTrue(cookie.contains("HTTPOnly") && cookie.contains("SameSite=Lax"), cookie);
        assertTrue(cookie.contains("Path=/inbox/sign-in") && cookie.contains("Max-Age=600"), cookie);
        assertTrue(sent.header("Location").contains("redirect_uri=http%3A%2F%2F127.0.0.1%3A"), sent.header("Location"));
    }

    @Test
    void theHostThatABrowserClaimsIsNotWhereItIsSentBack() throws Exception {
        Browser browser = browser().with("X-Forwarded-Host", "evil.example");
        String there = begin(browser).toString();
        assertFalse(there.contains("evil"), there);
    }

    @Test
    void languageAndZoneAreThoseOfWhoBegan() throws Exception {
        Browser browser = browser().with("Accept-Language", "es");
        URI there = URI.create(
                browser.look(ProviderPages.PATH + "?zone=America/Bogota").header("Location"));
        assertTrue(there.getRawQuery().contains("ui_locales=es"));
        Seen back = browser.with("Accept-Language", "en").look(ProviderWorld.path(issuer.consent(there)));
        assertEquals("es", back.page().selectFirst("html").attr("lang"));
        Seen preferences = browser.get("/inbox/preferences").is(200);
        assertEquals(
                "America/Bogota",
                preferences.page().selectFirst("#zone-choice option[selected]").val());
    }

    @Test
    void signingOutLeadsToTheProvidersOwn() throws Exception {
        Browser browser = browser();
        world.signIn(browser);
        Seen bye = browser.submit(browser.get(OPEN).form("/inbox/sign-out")).is(200);
        String there = bye.page().selectFirst("main a").attr("href");
        assertTrue(there.startsWith(issuer.url() + "/logout?id_token_hint="), there);
        assertTrue(there.contains("post_logout_redirect_uri=http%3A%2F%2F127.0.0.1"), there);
        assertFalse(isIn(browser));
        Browser other = world.inbox.browser();
        other.signIn("", "admin").is(200);
        assertEquals(
                "/inbox/sign-in",
                other.submit(other.get(OPEN).form("/inbox/sign-out")).path());
    }

    @Test
    void keysOfTheOtherKindAreGoodToo() throws Exception {
        issuer.signs(Signs.ES256);
        Browser browser = browser();
        world.signIn(browser).is(200);
        assertTrue(isIn(browser));
    }

    // ---- answers that are not ours

    @Test
    void anAnswerIsForTheBrowserThatBegan() throws Exception {
        Browser victim = browser();
        begin(victim);
        String ofAnother = world.consent(browser());
        assertTrue(alert(victim.get(ofAnother).is(400)).toString().contains("another browser"));
        assertFalse(isIn(victim));
        Browser without = browser();
        without.get(ofAnother).is(400);
        assertFalse(isIn(without));
        Browser guessing = browser();
        String guessed = world.consent(guessing).replaceAll("state=[^&]+", "state=guess");
        guessing.get(guessed).is(400);
        guessing.get(ProviderPages.PATH + "/back").is(400);
        guessing.get(ProviderPages.PATH + "/back?error=access_denied").is(400);
        assertFalse(isIn(guessing));
    }

    @Test
    void anAnswerAndACodeAreGoodOnce() throws Exception {
        Browser browser = browser();
        String back = world.consent(browser);
        browser.get(back).is(200);
        browser.cookies().remove(Cookies.SESSION);
        browser.get(back).is(400);
        assertFalse(isIn(browser));
        URI next = issuer.consent(begin(browser));
        String used = ProviderWorld.path(next).replaceAll("code=[^&]+", back.replaceAll(".*(code=[^&]+).*", "$1"));
        assertTrue(alert(browser.get(used).is(403)).toString().contains("refused or broken off"));
        assertFalse(isIn(browser));
    }

    @Test
    void aRefusalOfTheProviderIsSaid() throws Exception {
        Browser browser = browser().with("Accept-Language", "es");
        String state = begin(browser).getRawQuery().replaceAll(".*(state=[^&]+).*", "$1");
        Seen page = browser.get(ProviderPages.PATH + "/back?error=access_denied&" + state);
        assertTrue(alert(page.is(403)).toString().contains("se interrumpió"), page.main());
        assertTrue(heard.lines().getLast().endsWith("it says access_denied"), heard.lines()::getLast);
    }

    @Test
    void anAnswerOfAnotherProviderIsRefused() throws Exception {
        Browser browser = browser();
        String back = world.consent(browser).replaceAll("&iss=.*", "&iss=https%3A%2F%2Fevil.example");
        assertTrue(alert(browser.get(back).is(403)).toString().contains("could not be verified"));
        String nameless = world.consent(browser).replaceAll("&iss=.*", "");
        browser.get(nameless).is(403);
        assertFalse(isIn(browser));
        assertEquals(0, issuer.asked("token"));
    }

    // ---- tokens that are not to be believed

    @Test
    void whatIsNotSignedByTheProviderIsRefused() throws Exception {
        for (Signs how : List.of(Signs.NOT_AT_ALL, Signs.BY_HMAC_OF_THE_PUBLIC_KEY, Signs.BY_A_STRANGER)) {
            issuer.signs(how);
            refused(403, "could not be verified");
        }
    }

    @Test
    void whatIsNotForUsOrNotNowIsRefused() throws Exception {
        Map<String, Object> wrong = Map.of(
                "nonce", "of another sign-in",
                "aud", "another client",
                "azp", "another client",
                "iss", "https://id.example.com");
        for (Map.Entry<String, Object> each : wrong.entrySet()) {
            issuer.isHonest();
            issuer.says(each.getKey(), each.getValue());
            refused(403, "could not be verified");
        }
        issuer.isHonest();
        issuer.says("exp", Instant.now().minusSeconds(120));
        refused(403, "clocks");
    }

    @Test
    void whoIsNotKnownHereOrNotVerifiedThereIsRefused() throws Exception {
        issuer.says("email", "nobody@acme.example");
        refused(403, "You are nobody@acme.example where you sign in, and nobody here is called so");
        issuer.isHonest();
        issuer.leavesOut("email_verified");
        refused(403, "does not say who you are (email)");
    }

    // ---- outages

    @Test
    void aProviderThatIsNotThereIsSaidAndAskedAgain() throws Exception {
        try (var own = new ProviderWorld(directory.resolve("down"))) {
            Browser browser = own.inbox.browser();
            own.issuer.hasTrouble("500");
            assertTrue(isSaid(browser));
            own.issuer.isHonest();
            InboxWorld.until(() -> isSentThere(browser));
            own.signIn(browser).is(200);
            assertTrue(isIn(browser));
        }
    }

    private static boolean isSaid(Browser browser) {
        try {
            Seen page = browser.get(ProviderPages.PATH);
            return page.status() == 503
                    && alert(page).toString().contains("does not answer")
                    && page.page().selectFirst("input[name=password]") != null;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isSentThere(Browser browser) {
        try {
            return browser.look(ProviderPages.PATH).status() == 303;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
