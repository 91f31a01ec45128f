package io.momentum.ops.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotScale;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Debian's Chromium without a screen. What it says in its console, and each dialog that a page opens, is a fault of the page. */
final class Chromium implements AutoCloseable {

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--no-first-run");

    /** WCAG 2.2 at levels A and AA, with what axe calls good practice. */
    private static final String RULES =
            "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}";

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> faults = new ArrayList<>();

    Chromium() {
        isInstalled();
        playwright = Playwright.create(
                new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(Path.of(System.getProperty("momentum.chromium", "/usr/bin/chromium")))
                        .setArgs(ARGUMENTS));
    }

    /**
     * What a window is like.
     *
     * @param locale as {@code es-CO}
     */
    record Look(String locale, int width, int height, boolean dark) {
        static final Look ENGLISH = new Look("en-US", 1280, 800, false);
        static final Look SPANISH = new Look("es-CO", 1280, 800, false);
    }

    /** A window of somebody of its own. */
    Page window(Look look) {
        BrowserContext context = chromium.newContext(new NewContextOptions()
                .setLocale(look.locale())
                .setTimezoneId("America/Bogota")
                .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setViewportSize(look.width(), look.height()));
        context.setDefaultTimeout(20_000);
        Page page = context.newPage();
        page.onDialog(dialog -> {
            faults.add("a dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onPageError(error -> faults.add("a script fails: " + error));
        page.onConsoleMessage(message -> {
            boolean fault = message.type().equals("error") && !message.text().contains("status of 4");
            if (fault) faults.add("the console: " + message.text());
        });
        return page;
    }

    /** Signs in with the keyboard alone. */
    static void signIn(Page page, String url, String user, String password) {
        page.navigate(url + "/inbox/sign-in");
        page.locator("[name=user]").focus();
        page.keyboard().type(user);
        page.keyboard().press("Tab");
        page.keyboard().type(password);
        page.keyboard().press("Enter");
        page.waitForSelector(".menu");
    }

    /** Nothing that axe knows to be wrong. */
    static void isAccessible(Page page) {
        page.evaluate(axe());
        Object found = page.evaluate(
                "async () => (await axe.run(document, " + RULES + ")).violations.flatMap(v => v.nodes.map("
                        + "n => v.id + ' ' + n.target.join(' ') + ': ' + n.failureSummary))");
        assertEquals(List.of(), found, page.url());
    }

    private static String axe() {
        try (InputStream in = Chromium.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Keeps a picture where somebody asked for pictures: {@code -Dmomentum.screens=DIR}. */
    static void picture(Page page, String name) {
        String directory = System.getProperty("momentum.screens", "");
        if (directory.isEmpty()) return;
        page.screenshot(new ScreenshotOptions()
                .setPath(Path.of(directory, name + ".png"))
                .setScale(ScreenshotScale.CSS));
    }

    /** What pages did that they should not have done. */
    void isWithoutFaults() {
        assertEquals(List.of(), faults);
    }

    private static void isInstalled() {
        Assumptions.assumeTrue(
                Path.of(System.getProperty("momentum.chromium", "/usr/bin/chromium")).toFile().canExecute(),
                "apt-get install chromium");
    }

    @Override
    public void close() {
        playwright.close();
    }
}
