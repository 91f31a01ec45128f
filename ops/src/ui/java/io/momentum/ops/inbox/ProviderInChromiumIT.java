package io.momentum.ops.inbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import io.momentum.ops.inbox.Chromium.Look;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Signing in by a provider as a browser does it. The provider is another site ({@code localhost}, where we are {@code 127.0.0.1}), so
 * that cookies and the content security policy are held against it.
 */
final class ProviderInChromiumIT {

    @TempDir
    static Path directory;

    private static ProviderWorld world;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        world = new ProviderWorld(directory);
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) chromium.close();
        world.close();
    }

    @Test
    void somebodyComesInByTheProviderAndGoesOutByIt() {
        world.issuer.isHonest();
        Page page = begin(Look.ENGLISH);
        page.locator("button").click();
        page.waitForURL("**/inbox/q/breaching");
        assertThat(page.locator(".self")).containsText("Ana Ruiz");
        page.navigate(url() + "/inbox/preferences");
        assertThat(page.locator("#zone-choice")).hasValue("America/Bogota");
        Chromium.isAccessible(page);
        Chromium.picture(page, "provider-preferences");
        page.locator(".self button").click();
        page.waitForURL(world.issuer.url() + "/logout**");
        page.navigate(url() + "/inbox/q/open");
        assertTrue(page.url().endsWith("/inbox/sign-in"), page.url());
        page.context().close();
        chromium.isWithoutFaults();
    }

    @Test
    void whoIsNotKnownHereReadsSoAndMayTryAgain() {
        world.issuer.isHonest();
        world.issuer.says("email", "nobody@acme.example");
        Page page = begin(Look.SPANISH);
        page.locator("button").click();
        assertThat(page.locator("[role=alert]")).containsText("nobody@acme.example");
        assertEquals("es", page.locator("html").getAttribute("lang"));
        Chromium.isAccessible(page);
        Chromium.picture(page, "provider-unknown");
        world.issuer.isHonest();
        page.locator("#provider").click();
        page.locator("button").click();
        page.waitForURL("**/inbox/q/breaching");
        page.context().close();
        chromium.isWithoutFaults();
    }

    /** The page that leads on by itself, for those whose browser does not let it. */
    @Test
    void theWayOnIsALinkToo() {
        world.issuer.isHonest();
        Page page = begin(Look.ENGLISH);
        page.route("**/inbox", route -> route.fulfill(new FulfillOptions().setStatus(204)));
        page.locator("button").click();
        assertThat(page.locator("main a")).hasText("Go on");
        Chromium.picture(page, "provider-onward");
        Chromium.isAccessible(page);
        page.unroute("**/inbox");
        page.locator("main a").click();
        page.waitForURL("**/inbox/q/breaching");
        page.context().close();
    }

    private static Page begin(Look look) {
        Page page = chromium.window(look);
        page.navigate(url() + "/inbox/sign-in");
        Chromium.isAccessible(page);
        Chromium.picture(page, "provider-sign-in");
        page.locator("#provider").click();
        assertThat(page.locator("h1")).hasText("The provider");
        return page;
    }

    private static String url() {
        return world.inbox.appliance.url();
    }
}
