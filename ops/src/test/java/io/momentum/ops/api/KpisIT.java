package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.TestAppliance;
import io.momentum.ops.api.ApiClient.Reply;
import io.momentum.ops.cli.KpiCommands;
import io.momentum.ops.kpi.Kpi;
import io.momentum.ops.kpi.Scene;
import io.momentum.store.fact.Fact;
import io.momentum.store.journal.ChronicleJournal;
import io.momentum.store.journal.Durability;
import io.momentum.store.journal.FactBatch;
import io.momentum.store.journal.JournalOptions;
import io.momentum.store.value.MessageState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key figures over HTTP and from the command line, of a journal that somebody else has written. */
class KpisIT {

    private static final String WEEK = "period=2026-W40";

    @TempDir
    Path directory;

    private TestAppliance appliance;
    private ApiClient api;

    @BeforeEach
    void start() throws Exception {
        var scene = new Scene(ZoneOffset.UTC, LocalDate.of(2026, 10, 1));
        scene.at("2026-09-28T09:00");
        for (int i = 1; i <= 3; i++)
            scene.contact(i, Map.of("zone", i == 3 ? "=sur" : "norte")).sent(i);
        scene.at("2026-09-28T09:01").receipt(1, MessageState.DELIVERED, "000").receipt(2, MessageState.EXPIRED, "9");
        scene.at("2026-09-29T10:00")
                .reply(1, 1, "question", "question", true)
                .owned(1, "ana", "rule")
                .at("2026-09-29T10:20")
                .answered(1)
                .at("2026-09-29T11:00")
                .closed(1, "resolved", Map.of())
                .at("2026-09-30T10:00")
                .reply(3, 1, "interested", "interested", true)
                .at("2026-10-08T10:00");
        // Before anything of today is in it: what is as of an instant ends with the first fact that is later.
        write(scene.facts());
        appliance = TestAppliance.start(directory);
        api = new ApiClient(appliance.url(), "viewer");
        assertTrue(appliance.index().awaitSequence(appliance.journal().durableSequence(), Duration.ofSeconds(30)));
    }

    private void write(List<Fact> facts) throws Exception {
        JournalOptions options = JournalOptions.defaults();
        try (var journal = ChronicleJournal.open(directory.resolve("journal"), Durability.PAGE_CACHE, options)) {
            for (Fact fact : facts) assertTrue(journal.offer(FactBatch.riding(List.of(fact))));
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (journal.durableSequence() < facts.size()) {
                assertTrue(System.nanoTime() < deadline, "the facts are not durable");
                Thread.onSpinWait();
            }
        }
    }

    @AfterEach
    void stop() {
        appliance.close();
    }

    @Test
    void figuresOfAWeekNameWhatTheyAreOf() throws Exception {
        JsonObject answer = get("/v1/kpis?" + WEEK + "&timeZone=UTC");
        assertEquals("2026-09-28T00:00:00Z", answer.getString("from"));
        assertEquals(Kpi.values().length, answer.getJsonArray("kpis").size());
        JsonObject delivery = figure(answer, "delivery_rate");
        assertEquals(1, delivery.getInteger("numerator"));
        assertEquals(3, delivery.getInteger("denominator"));
        assertEquals("by_sent", delivery.getString("cohort"));
        assertEquals(1_200, figure(answer, "time_to_first_action").getInteger("p50"));
        JsonObject promises = figure(answer, "promises_kept");
        assertTrue(promises.containsKey("value"));
        assertNull(promises.getValue("value"), "of nothing there is no value");
        assertEquals("2026-09-30T10:00:00Z", answer.getString("oldestOpenSince"));
    }

    @Test
    void eachFigureOpensItsRowsPageByPage() throws Exception {
        String path = "/v1/kpis/delivery_rate/rows?" + WEEK + "&part=denominator&limit=2";
        JsonObject first = get(path);
        JsonObject second = get(path + "&cursor=" + first.getString("next"));
        Set<String> ids = new TreeSet<>();
        for (JsonObject page : new JsonObject[] {first, second}) {
            for (Object row : page.getJsonArray("items")) ids.add(((JsonObject) row).getString("message"));
        }
        assertEquals(3, ids.size());
        assertFalse(second.containsKey("next"));
        JsonObject times = get("/v1/kpis/time_to_first_action/rows?" + WEEK);
        JsonObject row = times.getJsonArray("items").getJsonObject(0);
        assertEquals(1_200, row.getInteger("took"));
        assertEquals("0000000000000001", row.getString("conversation"));
        assertEquals(400, api.get(path + "&cursor=AAAA").status());
        assertEquals(400, api.get("/v1/kpis/closed/rows?part=denominator").status());
        assertEquals(404, api.get("/v1/kpis/nothing/rows").status());
    }

    @Test
    void takenApartByZoneFewPeopleAreNotTold() throws Exception {
        JsonObject answer = get("/v1/kpis?" + WEEK + "&by=zone");
        JsonArray groups = answer.getJsonArray("groups");
        assertEquals(2, groups.size());
        JsonObject norte = groups.getJsonObject(1);
        assertEquals("norte", norte.getString("value"));
        assertEquals(1, figure(norte, "closed").getInteger("value"));
        assertNull(figure(norte, "requests_handled").getValue("value"), "one request is somebody's");
        assertEquals(
                403,
                api.get("/v1/kpis/requests_handled/rows?" + WEEK + "&zone=norte")
                        .status());
        assertEquals(
                1, figure(get("/v1/kpis?" + WEEK), "requests_handled").getInteger("denominator"), "of all it is told");
        String csv =
                api.get("/v1/kpis?" + WEEK + "&by=zone&format=csv").response().body();
        assertTrue(csv.contains("2026-W40,'=sur,channel,delivery_rate,"), csv);
    }

    @Test
    void asItWasIsReadFromTheJournal() throws Exception {
        JsonObject before = get("/v1/kpis?" + WEEK + "&asOf=2026-09-29T10:30:00Z");
        assertEquals(0, figure(before, "closed").getInteger("value"));
        assertEquals(1, figure(before, "follow_up_debt").getInteger("value"));
        assertEquals(2, figure(before, "delivery_rate").getInteger("stillOpen") + 1);
        JsonObject now = get("/v1/kpis?" + WEEK);
        JsonObject again = get("/v1/kpis?" + WEEK + "&asOf=2026-10-08T10:00:00Z");
        assertEquals(figure(now, "closed").encode(), figure(again, "closed").encode());
        assertEquals(1, figure(now, "closed").getInteger("value"));
        assertEquals(400, api.get("/v1/kpis?asOf=2999-01-01T00:00:00Z").status());
        assertEquals(400, api.get("/v1/kpis?asOf=yesterday").status());
    }

    @Test
    void theWeekIsAPageThatNeedsNothing() throws Exception {
        Reply page = api.get("/v1/reports/weekly?week=2026-W40&lang=es");
        assertEquals(200, page.status(), page.response().body());
        assertTrue(page.response()
                .headers()
                .firstValue("Content-Type")
                .orElseThrow()
                .startsWith("text/html"));
        assertTrue(page.response()
                .headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow()
                .startsWith("default-src 'none'"));
        assertTrue(page.response().body().contains("Informe semanal 2026-W40"));
        JsonObject json = get("/v1/reports/weekly?week=2026-W40&format=json");
        assertEquals(1, json.getJsonArray("backlog").size());
        assertEquals(1, json.getJsonArray("causes").size());
        assertEquals(400, api.get("/v1/reports/weekly?week=2026-W99").status());
        assertEquals(400, api.get("/v1/kpis?timeZone=Mars").status());
        assertEquals(400, api.get("/v1/kpis?period=2026-13").status());
        assertEquals(403, api.as("acme").get("/v1/kpis").status(), "a token of one account does not see all");
    }

    @Test
    void whoTypesGetsTheSame() throws Exception {
        var commands = new KpiCommands(appliance.url());
        assertTrue(commands.run("kpi", "--period", "2026-W40").contains("delivery_rate"), commands.said());
        assertTrue(
                commands.said().lines().anyMatch(line -> line.matches(" +delivery_rate +33.3 % +1 / 3")),
                commands.said());
        assertTrue(commands.said().lines().anyMatch(line -> line.matches(" +promises_kept +–")), commands.said());
        assertTrue(commands.run("kpi", "--period", "2026-W40", "--csv").startsWith("period,facet,"));
        assertTrue(commands.run("kpi", "--period", "2026-W40", "--by", "owner", "--json")
                .contains("\"by\":\"owner\""));
        assertTrue(commands.run("kpi", "--definitions").contains("delivery_rate (percent, by_sent)"));
        assertEquals(
                3,
                commands.run("kpi", "--period", "2026-W40", "--rows", "delivery_rate", "--denominator")
                        .lines()
                        .count());
        Path out = directory.resolve("reports");
        commands.run("report", "--week", "2026-W40", "--out", out.toString(), "--lang", "es");
        assertTrue(Files.readString(out.resolve("momentum-2026-W40.html")).contains("Informe semanal"));
        assertTrue(Files.readString(out.resolve("momentum-2026-W40.csv")).startsWith("week,facet,"));
    }

    private JsonObject get(String path) throws Exception {
        Reply reply = api.get(path);
        assertEquals(200, reply.status(), reply.response().body());
        return reply.json();
    }

    private static JsonObject figure(JsonObject answer, String name) {
        for (Object each : answer.getJsonArray("kpis")) {
            JsonObject kpi = (JsonObject) each;
            if (kpi.getString("kpi").equals(name)) return kpi;
        }
        throw new AssertionError("no " + name);
    }
}
