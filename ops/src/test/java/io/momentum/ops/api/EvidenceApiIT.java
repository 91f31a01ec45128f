package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.ops.TestAppliance;
import io.momentum.ops.evidence.Report;
import io.momentum.ops.evidence.Verifier;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence over HTTP: from a reply that comes in by SMPP to a file that proves it. */
class EvidenceApiIT {

    private static final String ANA = "15550100142";

    @TempDir
    Path directory;

    private SimulatedCarrier carrier;
    private TestAppliance appliance;
    private ApiClient api;
    private ApiClient admin;

    @BeforeEach
    void start() throws Exception {
        carrier = SimulatedCarrier.start(CarrierOptions.defaults());
        appliance = TestAppliance.start(directory, carrier.port(), TestAppliance.STAYS);
        api = new ApiClient(appliance.url(), "operator");
        admin = new ApiClient(appliance.url(), "admin");
        until(() -> carrier.counts().bindsOpen() >= 2);
    }

    @AfterEach
    void stop() {
        appliance.close();
        carrier.close();
    }

    private static void until(java.util.function.BooleanSupplier isSo) throws InterruptedException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!isSo.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within 20 s");
            Thread.sleep(5);
        }
    }

    private String closed() throws Exception {
        carrier.injectMo(ANA, "890123", "how much is the blue one?");
        JsonArray[] items = new JsonArray[1];
        until(() -> {
            try {
                items[0] = api.get("/v1/conversations?view=all").json().getJsonArray("items");
                return items[0].size() == 1;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        String id = items[0].getJsonObject(0).getString("id");
        JsonObject close = new JsonObject().put("outcome", "resolved").put("fields", new JsonObject());
        assertEquals(200, api.post("/v1/conversations/" + id + "/close", close).status());
        return id;
    }

    private Report export(String query, Path into) throws Exception {
        HttpResponse<InputStream> answer = HttpClient.newHttpClient()
                .send(api.request("/v1/evidence/export?" + query).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, answer.statusCode());
        Files.createDirectories(into);
        try (var zip = new ZipInputStream(answer.body())) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                Files.copy(zip, into.resolve(entry.getName()));
        }
        return Verifier.check(into.resolve("evidence.jsonl"), Optional.empty());
    }

    @Test
    void aClosedConversationNamesItsEvidenceAndCanBeExported() throws Exception {
        String id = closed();
        String href = api.get("/v1/conversations/" + id).json().getString("evidence");
        JsonArray items = api.get(href).json().getJsonArray("items");
        assertEquals(1, items.size());
        JsonObject record = items.getJsonObject(0).getJsonObject("record");
        assertEquals("conversation_closed", record.getString("kind"));
        assertEquals(ANA, record.getString("number"));
        assertTrue(record.encode().contains("how much is the blue one?"), record.encode());
        assertFalse(items.getJsonObject(0).containsKey("seal"), "today has not ended");

        Path out = directory.resolve("out");
        Report report = export("conversation=" + id + "&format=jsonl,csv,pdf", out);
        assertEquals(List.of(), report.findings());
        assertEquals(1, report.records());
        var files = new TreeSet<String>();
        try (var listed = Files.list(out)) {
            listed.forEach(file -> files.add(file.getFileName().toString()));
        }
        assertEquals(new TreeSet<>(List.of("evidence.csv", "evidence.jsonl", "evidence.pdf")), files);
        assertFalse(Files.readString(out.resolve("evidence.jsonl")).contains(ANA));
        assertTrue(Files.readString(out.resolve("evidence.csv")).contains("how much is the blue one?"));
        byte[] pdf = Files.readAllBytes(out.resolve("evidence.pdf"));
        assertEquals("%PDF-", new String(pdf, 0, 5, java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Test
    void whoIsNotTrustedWithProofsGetsThemWithTheirTextsEncrypted() throws Exception {
        String id = closed();
        var asked = new JsonObject().put("name", "crm").put("role", "integrator");
        String token = new ApiClient(appliance.url(), "admin")
                .post("/v1/tokens", asked)
                .json()
                .getString("token");
        Path out = directory.resolve("out");
        ApiClient before = api;
        api = new ApiClient(appliance.url(), token);
        Report report = export("conversation=" + id + "&format=jsonl,csv,pdf", out);
        api = before;
        assertEquals(List.of(), report.findings(), "it proves the same");
        assertEquals(1, report.records());
        String table = Files.readString(out.resolve("evidence.csv"));
        assertTrue(table.contains("(encrypted)"), table);
        assertFalse(table.contains("how much is the blue one?"), table);
        for (String line : Files.readAllLines(out.resolve("evidence.jsonl")))
            assertFalse(line.contains("\"type\":\"record\"") && line.contains("\"key\":\""), line);
    }

    private ApiClient withRole(String name, String role) throws Exception {
        var asked = new JsonObject().put("name", name).put("role", role);
        return new ApiClient(
                appliance.url(), admin.post("/v1/tokens", asked).json().getString("token"));
    }

    private ApiClient person(String id, JsonObject person) throws Exception {
        assertEquals(200, admin.put("/v1/people/" + id, person).status());
        JsonObject token = new JsonObject().put("person", id);
        return new ApiClient(
                appliance.url(), admin.post("/v1/tokens", token).json().getString("token"));
    }

    @Test
    void complianceExportsWhatCanBeReadAndAnAuditorTheSameEncrypted() throws Exception {
        String id = closed();
        ApiClient operator = api;
        api = withRole("legal", "compliance");
        Path open = directory.resolve("open");
        assertEquals(
                List.of(), export("conversation=" + id + "&format=csv", open).findings());
        assertTrue(Files.readString(open.resolve("evidence.csv")).contains("how much is the blue one?"));
        api = withRole("eve", "auditor");
        Path closed = directory.resolve("closed");
        Report report = export("conversation=" + id + "&format=csv&closed=false", closed);
        assertEquals(List.of(), report.findings(), "it proves the same");
        assertEquals(1, report.closed());
        String table = Files.readString(closed.resolve("evidence.csv"));
        assertFalse(table.contains("how much is the blue one?"), table);
        assertFalse(table.contains(ANA), table);
        JsonObject record = api.get("/v1/conversations/" + id + "/evidence")
                .json()
                .getJsonArray("items")
                .getJsonObject(0);
        assertEquals("conversation_closed", record.getString("kind"));
        assertFalse(record.encode().contains("how much is the blue one?"), record.encode());
        assertFalse(record.encode().contains(ANA), record.encode());
        assertEquals(
                1, api.get("/v1/evidence/keys").json().getJsonArray("items").size());
        api = operator;
    }

    @Test
    void whoIsBoundToAZoneOrAnAccountExportsNothingAndReadsWhatIsItsOwn() throws Exception {
        String id = closed();
        var bound = new JsonObject().put("role", "auditor").put("zones", new JsonArray().add("north"));
        ApiClient north = person("north", bound);
        assertEquals(
                "403 FORBIDDEN",
                north.get("/v1/evidence/export?conversation=" + id).problem());
        assertEquals(
                "404 NOT_FOUND",
                north.get("/v1/conversations/" + id + "/evidence").problem());
        ApiClient other = new ApiClient(appliance.url(), "other");
        assertEquals(
                "403 FORBIDDEN",
                other.get("/v1/evidence/export?conversation=" + id).problem());
        assertEquals(
                "404 NOT_FOUND",
                other.get("/v1/conversations/" + id + "/evidence").problem());
        for (String role : List.of("viewer", "agent", "lead"))
            assertEquals(
                    "403 FORBIDDEN",
                    person(role, new JsonObject().put("role", role))
                            .get("/v1/evidence/export?conversation=" + id)
                            .problem(),
                    role);
    }

    @Test
    void anExportIsInTheAuditOnceWithWhatItWasAndWhetherItCouldBeRead() throws Exception {
        String id = closed();
        export("conversation=" + id + "&format=jsonl,csv", directory.resolve("a"));
        assertEquals("400 BAD_REQUEST", api.get("/v1/evidence/export").problem());
        ApiClient operator = api;
        api = withRole("eve", "auditor");
        export("contact=" + ANA, directory.resolve("b"));
        ApiClient auditor = api;
        api = operator;
        JsonArray items = admin.get("/v1/audit?operation=exportEvidence").json().getJsonArray("items");
        assertEquals(2, items.size(), items::encode);
        JsonObject first = items.getJsonObject(1);
        assertEquals("token:operator", first.getString("actor"));
        assertEquals("operator", first.getString("role"));
        assertTrue(first.getString("subject").startsWith("evidence/export?conversation=" + id), first::encode);
        assertEquals(
                new JsonObject()
                        .put("selection", "conversation " + id)
                        .put("formats", new JsonArray().add("jsonl").add("csv"))
                        .put("texts", "open")
                        .put("records", 1),
                first.getJsonObject("after"));
        JsonObject second = items.getJsonObject(0);
        assertEquals("encrypted", second.getJsonObject("after").getString("texts"));
        assertFalse(auditor.get("/v1/audit").response().body().contains(ANA), "nor does the audit tell her the number");
        assertEquals(200, operator.get("/v1/suppressions/export?scope=global").status());
        JsonArray lists =
                admin.get("/v1/audit?operation=exportSuppressions").json().getJsonArray("items");
        assertEquals(1, lists.size(), lists::encode);
        assertEquals("global", lists.getJsonObject(0).getJsonObject("after").getString("scope"));
    }

    @Test
    void whatIsAskedForWronglyOrWithoutTheRoleIsRefused() throws Exception {
        assertEquals("400 BAD_REQUEST", api.get("/v1/evidence/export").problem());
        assertEquals(
                "400 BAD_REQUEST",
                api.get("/v1/evidence/export?campaign=a&contact=1").problem());
        assertEquals(
                "400 BAD_REQUEST",
                api.get("/v1/evidence/export?from=2026-11-02&to=2026-11-01").problem());
        assertEquals(
                "403 FORBIDDEN",
                new ApiClient(appliance.url(), "viewer")
                        .get("/v1/evidence/export?campaign=a")
                        .problem());
        assertEquals(
                "403 FORBIDDEN", api.post("/v1/evidence/keys", new JsonObject()).problem());
        assertEquals(
                "404 NOT_FOUND",
                api.get("/v1/conversations/0123456789abcdef/evidence").problem());
    }

    @Test
    void aContactUnderHoldIsNotErasedAndAnErasedOneCannotBeReadAnyMore() throws Exception {
        String id = closed();
        String contact = "/v1/contacts/" + ANA;
        assertEquals("400 BAD_REQUEST", admin.delete(contact).problem());
        JsonObject why = new JsonObject().put("reason", "case 12");
        assertEquals(204, admin.put(contact + "/hold", why).status());
        assertEquals("409 HELD", admin.delete(contact + "?reason=asked").problem());
        assertEquals("403 FORBIDDEN", api.delete(contact + "/hold?reason=over").problem());
        assertEquals(204, admin.delete(contact + "/hold?reason=over").status());
        assertEquals(204, admin.delete(contact + "?reason=asked").status());
        JsonObject item = api.get("/v1/conversations/" + id + "/evidence")
                .json()
                .getJsonArray("items")
                .getJsonObject(0);
        assertTrue(item.getBoolean("erased"));
        assertFalse(item.encode().contains("blue one"));
        Report report = export("conversation=" + id, directory.resolve("erased"));
        assertEquals(List.of(), report.findings());
        assertEquals(1, report.erased());
    }

    @Test
    void aNewKeyIsInForceAtOnce() throws Exception {
        until(() -> appliance.evidence().keys().size() == 1);
        assertEquals(204, admin.post("/v1/evidence/keys", new JsonObject()).status());
        JsonArray keys = api.get("/v1/evidence/keys").json().getJsonArray("items");
        assertEquals(2, keys.size());
        assertFalse(keys.getJsonObject(0).getBoolean("current"));
        assertTrue(keys.getJsonObject(1).getBoolean("current"));
        assertTrue(keys.getJsonObject(1).getString("pem").startsWith("-----BEGIN PUBLIC KEY-----"));
    }
}
