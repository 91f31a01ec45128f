package io.momentum.ops.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.inbox.Browser.Seen;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One conversation from the first look to its end, without scripts. */
final class ConversationIT {

    @TempDir
    static Path directory;

    private static InboxWorld world;
    private static int numbers = 0;

    @BeforeAll
    static void start() throws Exception {
        world = new InboxWorld(directory);
        world.person("lea", InboxWorld.role("lead").put("name", "Lea Prieto"));
        world.person("ana", InboxWorld.role("agent").put("name", "Ana Ruiz"));
        world.person("eva", InboxWorld.role("agent").put("name", "Eva Sol"));
        world.person("vic", InboxWorld.role("viewer"));
        JsonObject texts = new JsonObject().put("en", "We open at nine, {name}.");
        world.admin(
                "PUT",
                "/v1/canned/hours",
                new JsonObject().put("title", "Hours").put("texts", texts));
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static String writes(String text) throws Exception {
        return world.writes(number(), text);
    }

    private static String number() {
        return "120255502" + (10 + numbers++);
    }

    private static String page(String id) {
        return "/inbox/c/" + id;
    }

    private static JsonObject known(String id) throws Exception {
        return world.admin("/v1/conversations/" + id);
    }

    @Test
    void aShiftClaimsAnswersAndClosesByFormsAlone() throws Exception {
        String id = writes("Do you open on Sunday?");
        Browser ana = world.signedIn("ana");
        Seen claimed =
                ana.submit(ana.get(page(id)).is(200).form(page(id) + "/claim")).is(200);
        assertTrue(
                claimed.page().select("#notice").text().contains("It is yours"),
                claimed.response().body());
        assertEquals("ana", known(id).getJsonObject("ownership").getString("owner"));

        Seen sent = ana.submit(claimed.form(page(id) + "/reply"), "text", "Yes, from ten.", "account", "acme")
                .is(200);
        assertTrue(
                sent.page().select(".step.out").text().contains("Yes, from ten."),
                sent.response().body());
        Seen noted = ana.submit(sent.form(page(id) + "/note"), "text", "Asked about <b>Sundays</b>")
                .is(200);
        assertTrue(noted.page().select(".step.note").text().contains("<b>Sundays</b>"));

        Element close = noted.page().selectFirst("form.outcome:has([value=resolved])");
        Seen closed = ana.submit(close).is(200);
        assertEquals("closed", known(id).getString("stage"));
        assertTrue(closed.main().contains("Resolved"), closed.main());
        ana.submit(closed.form(page(id) + "/reopen")).is(200);
        assertFalse(known(id).getString("stage").equals("closed"));
    }

    @Test
    void whoComesSecondHearsWhoHasItAndSinceWhen() throws Exception {
        String id = writes("Is anybody there?");
        Browser ana = world.signedIn("ana");
        Browser eva = world.signedIn("eva");
        Element both = eva.get(page(id)).form(page(id) + "/claim");
        ana.submit(ana.get(page(id)).form(page(id) + "/claim")).is(200);
        Seen late = eva.submit(both).is(200);
        String said = late.page().select("#notice .refusal").text();
        assertTrue(said.matches("Ana Ruiz has had it since \\d\\d:\\d\\d\\."), said);
        assertEquals("ana", known(id).getJsonObject("ownership").getString("owner"));
    }

    @Test
    void anAnswerThatHasNotReadTheLastReplyIsRefusedAndKept() throws Exception {
        String number = number();
        String id = world.writes(number, "First");
        Browser ana = world.signedIn("ana");
        Element form = ana.get(page(id)).form(page(id) + "/reply");
        world.writes(number, "Second, wait!");
        Seen refused =
                ana.submit(form, "text", "A hasty answer", "account", "acme").is(412);
        assertTrue(refused.main().contains("Second, wait!"), refused.main());
        assertEquals("A hasty answer", refused.page().selectFirst("#reply-text").wholeText());
        ana.submit(refused.form(page(id) + "/reply"), "account", "acme").is(200);
    }

    @Test
    void whoWritesHoldsTheDraftAndOthersSeeIt() throws Exception {
        String id = writes("Two of you?");
        Browser ana = world.signedIn("ana");
        Browser eva = world.signedIn("eva");
        Seen hers = ana.get(page(id));
        String csrf = hers.form(page(id) + "/reply").selectFirst("[name=csrf]").val();
        ana.post(page(id) + "/presence", Map.of("csrf", csrf, "state", "typing"))
                .is(200);
        Seen other = eva.get(page(id));
        String evas = other.form(page(id) + "/reply").selectFirst("[name=csrf]").val();
        Seen here = eva.post(page(id) + "/presence", Map.of("csrf", evas, "state", "viewing"))
                .is(200);
        assertTrue(
                here.page().text().contains("Ana Ruiz has been writing"),
                here.page().text());
        Seen refused = eva.submit(other.form(page(id) + "/reply"), "text", "Mine!", "account", "acme")
                .is(409);
        assertTrue(
                refused.page().select("#notice").text().contains("Ana Ruiz"),
                refused.page().select("#notice").text());
    }

    @Test
    void aLabelIsCorrectedAndAConversationSleepsWithAReason() throws Exception {
        String id = writes("I would like to buy it");
        Browser lea = world.signedIn("lea");
        lea.submit(lea.get(page(id)).form(page(id) + "/label"), "label", "complaint")
                .is(200);
        assertEquals("complaint", known(id).getJsonObject("label").getString("label"));
        String until = LocalDateTime.now(ZoneOffset.UTC)
                .plusDays(1)
                .withNano(0)
                .withSecond(0)
                .toString();
        lea.submit(lea.get(page(id)).form(page(id) + "/snooze"), "until", until, "reason", "calls back")
                .is(200);
        assertEquals("scheduled", known(id).getString("stage"));
        lea.submit(lea.get(page(id)).form(page(id) + "/assign"), "to", "ana").is(200);
        assertEquals("ana", known(id).getJsonObject("ownership").getString("owner"));
    }

    @Test
    void theSegmentCounterIsTheCarriersTruthAndAReadyAnswerFillsItself() throws Exception {
        String number = number();
        world.known(number, new JsonObject().put("name", "Marta"));
        String id = world.writes(number, "When do you open?");
        Browser ana = world.signedIn("ana");
        Seen page = ana.get(page(id)).is(200);
        Seen filled = ana.submit(page.form(page(id) + "/preview"), "canned", "hours", "account", "acme");
        assertEquals(
                "We open at nine, Marta.",
                filled.is(200).page().selectFirst("#reply-text").wholeText());
        String csrf = page.form(page(id) + "/reply").selectFirst("[name=csrf]").val();
        Seen counted =
                ana.part(page(id) + "/preview", Map.of("csrf", csrf, "text", "x".repeat(161), "account", "acme"));
        assertTrue(
                counted.is(200).page().text().contains("161 characters · 2 parts"),
                counted.response().body());
    }

    @Test
    void aTextAsLongAsItsBoxAllowsGetsThrough() throws Exception {
        String id = writes("Tell me all");
        Browser ana = world.signedIn("ana");
        String csrf = ana.get(page(id))
                .form(page(id) + "/reply")
                .selectFirst("[name=csrf]")
                .val();
        String longest = "\u6f22".repeat(10_000);
        ana.part(page(id) + "/preview", Map.of("csrf", csrf, "text", longest, "account", "acme"))
                .is(200);
    }

    @Test
    void whoLooksOnHasNoForms() throws Exception {
        String id = writes("Just looking");
        Browser vic = world.signedIn("vic");
        Seen page = vic.get(page(id)).is(200);
        assertEquals(0, page.page().select("form[action^=/inbox/c/]").size());
        String csrf = page.form("/inbox/sign-out").selectFirst("[name=csrf]").val();
        vic.post(page(id) + "/claim", Map.of("csrf", csrf)).is(403);
    }

    @Test
    void manyAreChangedAtOnceAndBackAgain() throws Exception {
        String one = writes("bulk one");
        String two = writes("bulk two");
        Browser lea = world.signedIn("lea");
        Seen list = lea.get("/inbox/q/open").is(200);
        String csrf = list.form("/inbox/bulk").selectFirst("[name=csrf]").val();
        Seen choice = lea.post("/inbox/bulk", Map.of("csrf", csrf, "id", one)).is(200);
        Element label = choice.page().selectFirst("form[action$=/label]");
        Seen preview = lea.submit(label, "label", "complaint").is(200);
        assertTrue(preview.main().contains("One conversation would change"), preview.main());
        assertFalse("complaint".equals(labelOf(one)));
        Seen running = lea.submit(preview.page().selectFirst("form[action^=/inbox/bulk/do/]"))
                .is(200);
        InboxWorld.until(() -> "complaint".equals(labelOf(one)));
        InboxWorld.until(() -> seen(lea, running.path()).page().selectFirst("form[action$=/undo]") != null);
        lea.submit(seen(lea, running.path()).page().selectFirst("form[action$=/undo]"))
                .is(200);
        InboxWorld.until(() -> !"complaint".equals(labelOf(one)));
        assertTrue(known(two).containsKey("id"));
    }

    private static Seen seen(Browser browser, String path) {
        try {
            return browser.get(path);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String labelOf(String id) {
        try {
            return known(id).getJsonObject("label", new JsonObject()).getString("label", "");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aNewReplyAppearsByItself() throws Exception {
        String number = number();
        String id = world.writes(number, "Hello");
        Browser ana = world.signedIn("ana");
        String live = ana.get(page(id)).page().selectFirst("body").attr("sse-connect");
        HttpRequest request = HttpRequest.newBuilder(URI.create(world.appliance.url() + live))
                .header("Cookie", Cookies.SESSION + "=" + ana.cookies().get(Cookies.SESSION))
                .build();
        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, response.statusCode());
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            world.carrier.injectMo(number, InboxWorld.SENDER, "And again");
            String line = lines.readLine();
            while (!line.equals("event: conversation")) line = lines.readLine();
            InboxWorld.until(() -> seen(ana, page(id) + "/thread").page().text().contains("And again"));
        }
    }

    @Test
    void spanishIsWhole() throws Exception {
        String id = writes("Hola");
        Browser ana = world.browser().with("Accept-Language", "es");
        ana.signIn("", world.token("ana")).is(200);
        for (String path :
                new String[] {page(id), "/inbox/q/open", "/inbox/search", "/inbox/preferences", "/inbox/help"}) {
            Seen seen = ana.get(path).is(200);
            String text = seen.page().text();
            assertFalse(text.matches("(?s).*\\b(common|queue|conversation|bulk)\\.[a-z].*"), path + ": " + text);
            assertFalse(text.contains("Sign out"), path);
        }
    }
}
