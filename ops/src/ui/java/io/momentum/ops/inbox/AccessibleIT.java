package io.momentum.ops.inbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.momentum.ops.inbox.Chromium.Look;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That everybody can use each page: axe finds nothing, in the light, in the dark, in a narrow window, in both languages. */
final class AccessibleIT {

    private static final String SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)>";

    @TempDir
    static Path directory;

    private static InboxWorld world;
    private static Chromium chromium;
    private static final List<String> PATHS = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        world = new InboxWorld(directory);
        world.personWithPassword("ada", InboxWorld.role("admin").put("name", "Ada Vega"));
        world.known("12025550121", new JsonObject().put("zone", "north").put("name", "Marta Gil"));
        String one = world.writes("12025550121", "I am interested, please call me after five");
        String script = world.writes("12025550122", SCRIPT);
        world.writes("12025550123", "please take me off this list maybe");
        world.admin(
                "PUT",
                "/v1/campaigns/spring",
                new JsonObject()
                        .put("account", "acme")
                        .put("sender", InboxWorld.SENDER)
                        .put("text", "Hello {name}. STOP to opt out")
                        .put("answers", new JsonArray().add("YES")));
        world.admin("PUT", "/v1/suppressions/12025550124", new JsonObject().put("reason", "by letter"));
        for (Queue queue : Queue.values()) PATHS.add("/inbox/q/" + queue.path());
        PATHS.addAll(List.of(
                "/inbox/q/open?sla=ok&youngerThan=2d",
                "/inbox/c/" + one,
                "/inbox/c/" + script,
                "/inbox/search",
                "/inbox/preferences",
                "/inbox/campaigns",
                "/inbox/campaigns/new",
                "/inbox/campaigns/of/spring",
                "/inbox/campaigns/of/spring/preview",
                "/inbox/overview",
                "/inbox/overview/figure/open_replies",
                "/inbox/suppressions",
                "/inbox/suppressions/doubts",
                "/inbox/service",
                "/inbox/webhooks",
                "/inbox/audit"));
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) chromium.close();
        world.close();
    }

    @Test
    void axeFindsNothingInTheLight() {
        allPages(Look.ENGLISH);
    }

    @Test
    void norInTheDarkInANarrowWindowInSpanish() {
        allPages(new Look("es-CO", 390, 800, true));
    }

    private static void allPages(Look look) {
        Page page = chromium.window(look);
        page.navigate(world.appliance.url() + "/inbox/sign-in");
        Chromium.isAccessible(page);
        Chromium.signIn(page, world.appliance.url(), "ada", InboxWorld.PASSWORD);
        for (String path : PATHS) {
            page.navigate(world.appliance.url() + path);
            Chromium.isAccessible(page);
            assertTrue(isWithin(page), path + " scrolls sideways");
        }
        page.context().close();
        chromium.isWithoutFaults();
    }

    /** WCAG 1.4.10: at 320 CSS pixels, and so at 400 % of a window of 1280, nothing but tables scrolls in two directions. */
    private static boolean isWithin(Page page) {
        return (boolean) page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth + 1");
    }
}
