package io.momentum.ops.inbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import io.momentum.ops.inbox.Chromium.Look;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shift from signing in to the week's report, without a pointer, in both languages. */
final class ShiftIT {

    private static final int TABS_MAX = 200;

    @TempDir
    static Path directory;

    private static InboxWorld world;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        world = new InboxWorld(directory);
        world.personWithPassword("ada", InboxWorld.role("admin").put("name", "Ada Vega"));
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) chromium.close();
        world.close();
    }

    @Test
    void inEnglish() throws Exception {
        shift(Look.ENGLISH, "12025550141", "Weekly report", "Overview");
    }

    @Test
    void inSpanish() throws Exception {
        shift(Look.SPANISH, "12025550142", "Informe semanal", "Resumen");
    }

    private static void shift(Look look, String number, String report, String overview) throws Exception {
        String id = world.writes(number, "When do you open on Sunday?");
        Page page = chromium.window(look);
        Chromium.signIn(page, world.appliance.url(), "ada", InboxWorld.PASSWORD);
        assertEquals(look.locale().substring(0, 2), page.getAttribute("html", "lang"));

        open(page, id);
        Chromium.picture(page, "conversation-" + look.locale());
        page.keyboard().press("c");
        assertThat(page.locator("#notice .notice")).isVisible();
        page.keyboard().press("l");
        page.keyboard().press("3");
        page.waitForFunction("() => document.querySelectorAll('[aria-pressed=true]').length === 1");
        answer(page, "We open at ten. See you on Sunday!");
        assertThat(page.locator("#thread")).containsText("We open at ten.");
        InboxWorld.until(() -> world.carrier.counts().submits() > 0);
        page.keyboard().press("e");
        page.evaluate("() => window.isBefore = true");
        page.keyboard().press("6");
        page.waitForFunction("() => !window.isBefore && document.readyState === 'complete'");
        InboxWorld.until(() -> stage(id).equals("closed"));

        tabTo(page, ".menu a[href='/inbox/overview']");
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText(overview);
        Chromium.picture(page, "overview-" + look.locale());
        tabTo(page, "main a[href*='/overview/report']:not([href*=csv])");
        Download week = page.waitForDownload(() -> page.keyboard().press("Enter"));
        assertTrue(Files.readString(week.path()).contains(report));
        page.context().close();
        chromium.isWithoutFaults();
    }

    /** From whatever is shown first to a conversation of the list: down with j, in with Enter. */
    private static void open(Page page, String id) {
        tabTo(page, ".side a[href='/inbox/q/open']");
        page.keyboard().press("Enter");
        page.waitForSelector(".row[data-id='" + id + "']");
        Chromium.picture(page, "queue");
        for (int i = 0; i < TABS_MAX && page.locator(".row.here[data-id='" + id + "']").count() == 0; i++)
            page.keyboard().press("j");
        page.keyboard().press("Enter");
        page.waitForSelector("[data-conversation='" + id + "']");
    }

    private static void answer(Page page, String text) {
        page.keyboard().press("r");
        page.keyboard().type(text);
        if (page.locator("#reply [name=account]").count() > 0) {
            tabTo(page, "#reply [name=account]");
            page.keyboard().type("acme");
        }
        assertThat(page.locator("#segments")).containsText("34");
        tabTo(page, "#reply button.first");
        page.keyboard().press("Enter");
    }

    private static String stage(String id) {
        try {
            return world.admin("/v1/conversations/" + id).getString("stage");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Goes on with Tab until something has the focus. */
    private static void tabTo(Page page, String selector) {
        for (int i = 0; i < TABS_MAX; i++) {
            if ((boolean) page.evaluate("s => document.activeElement.matches(s)", selector)) return;
            page.keyboard().press("Tab");
        }
        throw new AssertionError("the keyboard does not reach " + selector + " on " + page.url());
    }
}
