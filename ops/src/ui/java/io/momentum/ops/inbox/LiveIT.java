package io.momentum.ops.inbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import io.momentum.ops.inbox.Chromium.Look;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens elsewhere is seen here, and two who reach for one thing are told the truth. */
final class LiveIT {

    private static final String SCRIPT = "<script>window.hurt=1</script><img src=x onerror='window.hurt=1'>";

    @TempDir
    static Path directory;

    private static InboxWorld world;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        world = new InboxWorld(directory);
        world.personWithPassword("lea", InboxWorld.role("lead").put("name", "Lea Ruiz"));
        world.personWithPassword("tom", InboxWorld.role("lead").put("name", "Tom Wolf"));
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) chromium.close();
        world.close();
    }

    private static Page window(String who) {
        Page page = chromium.window(Look.ENGLISH);
        Chromium.signIn(page, world.appliance.url(), who, InboxWorld.PASSWORD);
        return page;
    }

    @Test
    void aReplyAppearsByItselfInTheListAndInItsConversation() throws Exception {
        String id = world.writes("12025550131", "Hello, who is this?");
        Page list = window("lea");
        list.navigate(world.appliance.url() + "/inbox/q/open");
        assertThat(list.locator("#rows")).containsText("Hello, who is this?");
        Page one = window("tom");
        one.navigate(world.appliance.url() + "/inbox/c/" + id);
        long before = System.nanoTime();
        world.carrier.injectMo("12025550131", InboxWorld.SENDER, "Are you open on Sunday?");
        var patience = new ContainsTextOptions().setTimeout(10_000);
        assertThat(one.locator("#thread")).containsText("Are you open on Sunday?", patience);
        long inConversation = millisSince(before);
        assertThat(list.locator("#rows")).containsText("Are you open on Sunday?", patience);
        System.out.printf("A reply was seen in its conversation after %d ms, in the list after %d ms%n", inConversation, millisSince(before));
        close(list, one);
    }

    @Test
    void whoListensHearsOfAReplyAndOfAnUrgentOne() throws Exception {
        var patience = new HasTextOptions().setTimeout(20_000);
        var longPatience = new ContainsTextOptions().setTimeout(20_000);
        String id = world.writes("12025550134", "Hello, when do you open?");
        Page one = window("tom");
        one.navigate(world.appliance.url() + "/inbox/c/" + id);
        Page list = window("lea");
        list.navigate(world.appliance.url() + "/inbox/q/open");
        assertThat(list.locator("#rows")).containsText("when do you open?");
        world.carrier.injectMo("12025550134", InboxWorld.SENDER, "And on Sunday?");
        assertThat(one.locator("#announce")).hasText("A new reply came in", patience);
        assertThat(list.locator("#rows")).containsText("And on Sunday?", longPatience);
        assertThat(list.locator("#announce")).hasText("");
        world.carrier.injectMo("12025550135", InboxWorld.SENDER, "Call 911, there is a gas leak in my house!");
        assertThat(list.locator("#announce")).containsText("New and urgent: ", longPatience);
        close(list, one);
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    @Test
    void ofTwoWhoClaimAtOnceOneHasItAndTheOtherIsToldWho() throws Exception {
        String id = world.writes("12025550132", "How much is it?");
        List<Page> both = List.of(window("lea"), window("tom"));
        for (Page page : both) page.navigate(world.appliance.url() + "/inbox/c/" + id);
        for (Page page : both) page.evaluate("() => { document.querySelector('#claim').click() }");
        for (Page page : both) page.waitForLoadState();
        InboxWorld.until(() -> told(both).stream().anyMatch(each -> each.contains("Lea Ruiz") || each.contains("Tom Wolf")));
        String owner = world.admin("/v1/conversations/" + id)
                .getJsonObject("ownership")
                .getString("owner");
        String name = owner.contains("lea") ? "Lea Ruiz" : "Tom Wolf";
        assertTrue(told(both).stream().anyMatch(each -> each.contains(name)), told(both).toString());
        close(both.get(0), both.get(1));
    }

    private static List<String> told(List<Page> pages) {
        return pages.stream().map(page -> page.locator("#notice").innerText()).toList();
    }

    @Test
    void whatASubscriberWritesRunsNowhere() throws Exception {
        String id = world.writes("12025550133", SCRIPT);
        Page page = window("lea");
        for (String path : List.of("/inbox/q/open", "/inbox/c/" + id)) {
            page.navigate(world.appliance.url() + path);
            assertThat(page.locator("main")).containsText("<script>window.hurt=1</script>");
            assertEquals("undefined", page.evaluate("() => typeof window.hurt"));
        }
        close(page);
    }

    private static void close(Page... pages) {
        for (Page page : pages) page.context().close();
        chromium.isWithoutFaults();
    }
}
