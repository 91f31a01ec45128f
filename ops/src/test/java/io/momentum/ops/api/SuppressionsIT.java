package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.TestAppliance;
import io.momentum.ops.api.ApiClient.Reply;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.Fact;
import io.momentum.store.journal.JournalReader;
import io.momentum.store.value.SuppressionScope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuppressionsIT {

    private static final String PATH = "/v1/suppressions";
    private static final String NUMBER = PATH + "/15550100";

    @TempDir
    Path directory;

    private TestAppliance appliance;
    private ApiClient operator;
    private ApiClient acme;

    @BeforeEach
    void start() throws Exception {
        appliance = TestAppliance.start(directory);
        operator = new ApiClient(appliance.url(), "operator");
        acme = operator.as("acme");
    }

    @AfterEach
    void stop() {
        appliance.close();
    }

    @Test
    void aClosedNumberIsInForceWhenTheAnswerComesAndOpenedAgainOnDelete() throws Exception {
        Reply closed = operator.put(NUMBER, new JsonObject().put("reason", "asked by phone"));
        assertEquals(200, closed.status(), closed.response().body());
        assertEquals("global", closed.json().getString("scope"));
        assertTrue(appliance.suppressions().contains(15550100L, SuppressionScope.GLOBAL));
        assertEquals("422 OPTED_OUT", acme.post("/v1/messages", message()).problem());

        JsonObject entry = items(operator.get(NUMBER)).getJsonObject(0);
        assertEquals("api", entry.getString("source"));
        assertEquals("asked by phone", entry.getString("reason"));

        assertEquals("400 BAD_REQUEST", operator.delete(NUMBER).problem());
        assertEquals(204, operator.delete(NUMBER + "?reason=signed+form").status());
        assertEquals(0, items(operator.get(NUMBER)).size());
        assertEquals(202, acme.post("/v1/messages", message()).status());
    }

    @Test
    void doingItTwiceLeavesOneFact() throws Exception {
        JsonObject body = new JsonObject().put("reason", "r").put("scope", "sender:890123");
        operator.put(NUMBER, body);
        assertEquals(200, operator.put(NUMBER, body).status());
        assertEquals(204, operator.delete(PATH + "/15550111?reason=r").status());
        List<Fact> facts = new ArrayList<>();
        try (JournalReader reader = appliance.journal().read(1)) {
            reader.poll(100, (sequence, fact, position) -> facts.add(fact));
        }
        facts.removeIf(fact -> fact instanceof CareFact);
        assertEquals(1, facts.size(), facts.toString());
    }

    @Test
    void aTokenOfOneAccountChangesAndSeesItsOwnScope() throws Exception {
        assertEquals(
                "account:acme",
                acme.put(NUMBER, new JsonObject().put("reason", "r")).json().getString("scope"));
        JsonObject global = new JsonObject().put("reason", "r").put("scope", "global");
        assertEquals("403 FORBIDDEN", acme.put(NUMBER, global).problem());
        assertEquals(0, items(operator.as("other").get(NUMBER)).size());
        assertEquals(1, items(acme.get(NUMBER)).size());
        assertEquals(0, items(operator.as("other").get(PATH)).size());
        assertEquals(
                "403 FORBIDDEN",
                operator.as("other").get(PATH + "?scope=account:acme").problem());
        assertEquals(1, items(operator.get(PATH + "?scope=account:acme")).size());
    }

    @Test
    void aScopeOfAnUnknownAccountIsAMistake() throws Exception {
        JsonObject body = new JsonObject().put("reason", "r").put("scope", "account:acmee");
        assertEquals("422 BAD_SCOPE", operator.put(NUMBER, body).problem());
        assertEquals(
                "400 BAD_REQUEST",
                operator.put(NUMBER, body.put("scope", "shop")).problem());
        assertEquals("400 BAD_REQUEST", operator.get(PATH + "/+15550100").problem());
    }

    @Test
    void badLinesOfAnImportAreReportedAndTheOthersTaken() throws Exception {
        String csv = """
                \uFEFFmsisdn,scope,reason
                15550101
                +15550102,account:acme,"asked, in writing"
                Bob,global
                15550103,shop

                15550101
                15550104,global,ok,since,source,more
                15550105,account:nobody
                "15550106
                15550107,sender:890123,last""".replace("\n", "\r\n");
        Reply reply = operator.postAs(PATH + "/import", "text/csv; charset=utf-8", csv);
        JsonObject report = reply.json();
        assertEquals(200, reply.status(), report::encode);
        assertEquals(9, report.getInteger("lines"));
        assertEquals(3, report.getInteger("accepted"));
        assertEquals(1, report.getInteger("duplicates"));
        assertEquals(5, report.getInteger("bad"));
        JsonArray errors = report.getJsonArray("errors");
        assertEquals(4, errors.getJsonObject(0).getInteger("line"));
        assertTrue(errors.getJsonObject(0).getString("reason").startsWith("msisdn: "));
        assertEquals(5, errors.getJsonObject(1).getInteger("line"));
        assertEquals(10, errors.getJsonObject(4).getInteger("line"));
        assertTrue(appliance.suppressions().contains(15550107L, SuppressionScope.sender("890123")));

        JsonObject again = operator.postAs(PATH + "/import", "text/csv", "15550101\n15550102")
                .json();
        assertEquals(1, again.getInteger("accepted"));
        assertEquals(1, again.getInteger("duplicates"));
    }

    @Test
    void aLargeImportIsReadBitByBitAndComesOutAsItWentIn() throws Exception {
        int lines = 20_000;
        var csv = new StringBuilder();
        for (int i = 0; i < lines; i++) csv.append(15_550_000_000L + i).append('\n');
        JsonObject report = operator.postAs(PATH + "/import?scope=account:acme", "text/csv", csv.toString())
                .json();
        assertEquals(lines, report.getInteger("accepted"), report::encode);
        assertEquals(lines, appliance.suppressions().size());

        Reply export = operator.get(PATH + "/export?scope=account:acme");
        assertEquals("text/csv; charset=utf-8", export.header("Content-Type"));
        List<String> rows = export.response().body().lines().toList();
        assertEquals("msisdn,scope,reason,since,source", rows.getFirst());
        assertEquals(lines + 1, rows.size());
        assertTrue(rows.get(1).startsWith("15550000000,account:acme,import by operator,"), rows.get(1));
        assertEquals(
                0,
                operator.as("other")
                        .get(PATH + "/export")
                        .response()
                        .body()
                        .lines()
                        .skip(1)
                        .count());
    }

    @Test
    void aReasonIsNoFormulaToASpreadsheet() throws Exception {
        operator.postAs(
                PATH + "/import", "text/csv", "15550101,account:acme,=HYPERLINK(1)\n15550102,,@x\n15550103,,a=b");
        String export = operator.get(PATH + "/export").response().body();
        assertTrue(export.contains("15550101,account:acme,'=HYPERLINK(1),"), export);
        assertTrue(export.contains("15550102,global,'@x,"), export);
        assertTrue(export.contains("15550103,global,a=b,"), export);
    }

    @Test
    void onlyCsvIsImported() throws Exception {
        assertEquals(
                "415 UNSUPPORTED_MEDIA_TYPE",
                operator.postAs(PATH + "/import", "application/json", "{}").problem());
        assertEquals(
                "403 FORBIDDEN",
                operator.as("viewer").postAs(PATH + "/import", "text/csv", "1").problem());
        assertEquals(0, operator.postAs(PATH + "/import", "text/csv", "").json().getInteger("lines"));
    }

    @Test
    void theListComesInPages() throws Exception {
        operator.postAs(PATH + "/import", "text/csv", "15550101\n15550102\n15550103");
        JsonObject page = operator.get(PATH + "?limit=2").json();
        assertEquals(2, page.getJsonArray("items").size());
        JsonObject rest =
                operator.get(PATH + "?limit=2&cursor=" + page.getString("next")).json();
        assertEquals(1, rest.getJsonArray("items").size());
        assertFalse(rest.containsKey("next"));
        assertEquals("400 BAD_REQUEST", operator.get(PATH + "?limit=0").problem());
        assertEquals("400 BAD_REQUEST", operator.get(PATH + "?cursor=!").problem());
    }

    @Test
    void aBodyWithoutAKnownLengthIsReadToo() throws Exception {
        var request = operator.request(PATH + "/import")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofInputStream(() -> InputStream.nullInputStream()));
        assertEquals(0, operator.send(request).json().getInteger("accepted"));
    }

    private static JsonArray items(Reply reply) {
        return reply.json().getJsonArray("items");
    }

    private static JsonObject message() {
        return new JsonObject().put("from", "890123").put("to", "15550100").put("text", "a");
    }
}
