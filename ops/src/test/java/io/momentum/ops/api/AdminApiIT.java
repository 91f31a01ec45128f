package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.TestAppliance;
import io.momentum.ops.access.Role;
import io.momentum.ops.api.ApiClient.Reply;
import io.momentum.ops.config.ConfigException;
import io.momentum.ops.config.Problem;
import io.momentum.ops.config.Reload;
import io.momentum.store.value.SystemId;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminApiIT {

    @TempDir
    Path directory;

    private TestAppliance appliance;
    private ApiClient admin;
    private boolean mistaken;

    @BeforeEach
    void start() throws Exception {
        appliance = TestAppliance.start(directory, 1, this::reload);
        admin = new ApiClient(appliance.url(), "admin");
    }

    private Reload reload() throws ConfigException {
        if (mistaken) throw new ConfigException(List.of(new Problem("momentum.yaml", 4, 11, "unknown key", "")));
        Reload.Changes<SystemId> accounts =
                new Reload.Changes<>(new TreeSet<>(Set.of(new SystemId("fresh"))), new TreeSet<>(), new TreeSet<>());
        return new Reload(
                accounts,
                new Reload.Changes<>(new TreeSet<>(), new TreeSet<>(), new TreeSet<>()),
                true,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                false,
                new Reload.Changes<>(new TreeSet<>(), new TreeSet<>(), new TreeSet<>()),
                List.of("dataDir"));
    }

    @AfterEach
    void stop() {
        appliance.close();
    }

    @Test
    void theContractIsForEverybody() throws Exception {
        Reply contract = admin.as("").get("/v1/openapi.yaml");
        assertEquals(200, contract.status());
        assertTrue(contract.response().body().startsWith("openapi: 3.1.0"));
    }

    @Test
    void withoutATokenThereIsNothingElse() throws Exception {
        Reply reply = admin.as("").get("/v1/status");
        assertEquals("401 UNAUTHORIZED", reply.problem());
        assertTrue(reply.header("WWW-Authenticate").startsWith("Bearer"));
        assertEquals("401 UNAUTHORIZED", admin.as("wrong").get("/v1/status").problem());
        assertEquals("401 UNAUTHORIZED", admin.as("").get("/v1/messages/x").problem());
    }

    @Test
    void tooManyWrongTokensAreToldToWaitAndTheRightOneIsNot() throws Exception {
        for (int i = 0; i < FailedLogins.MOST; i++) admin.as("wrong").get("/v1/status");
        assertEquals(
                "429 TOO_MANY_FAILURES", admin.as("wrong").get("/v1/status").problem());
        assertEquals(200, admin.get("/v1/status").status());
    }

    @Test
    void aRoleMayNoMoreThanItSays() throws Exception {
        JsonObject body = new JsonObject().put("reason", "r");
        assertEquals(
                "403 FORBIDDEN",
                admin.as("viewer").put("/v1/suppressions/15550100", body).problem());
        assertEquals(
                "403 FORBIDDEN",
                admin.as("operator").post("/v1/config/reload", new JsonObject()).problem());
        assertEquals("403 FORBIDDEN", admin.as("acme").get("/v1/carriers").problem());
    }

    @Test
    void whatAllHaveTaughtIsNotShownToAnAccountsToken() throws Exception {
        for (String path : List.of("/v1/classifier", "/v1/classifier/candidate")) {
            assertEquals("403 FORBIDDEN", admin.as("acme").get(path).problem(), path);
            assertEquals(200, admin.as("operator").get(path).status(), path);
        }
    }

    @Test
    void whatIsNotThereIsAProblemToo() throws Exception {
        assertEquals("404 NOT_FOUND", admin.get("/v1/nothing").problem());
        assertEquals("404 NOT_FOUND", admin.get("/").problem());
        assertEquals("405 METHOD_NOT_ALLOWED", admin.delete("/v1/status").problem());
        assertEquals(
                "415 UNSUPPORTED_MEDIA_TYPE",
                admin.postAs("/v1/messages", "text/plain", "hello").problem());
        String large = "x".repeat(AdminApi.BODY_MAX + 1);
        assertEquals(
                "413 TOO_LARGE",
                admin.postAs("/v1/messages", "application/json", large).problem());
        var nothing = admin.request("/v1/messages").POST(BodyPublishers.noBody());
        assertEquals("400 BAD_REQUEST", admin.send(nothing).problem());
    }

    @Test
    void theStateIsThere() throws Exception {
        JsonObject status = admin.get("/v1/status").json();
        assertTrue(status.getJsonObject("journal").getBoolean("open"), status::encode);
        assertEquals(1, status.getJsonObject("carriers").getInteger("configured"));
        assertEquals(2, admin.get("/v1/accounts").json().getJsonArray("items").size());
        assertEquals(
                1,
                admin.as("acme")
                        .get("/v1/accounts")
                        .json()
                        .getJsonArray("items")
                        .size());
        JsonObject carrier =
                admin.get("/v1/carriers").json().getJsonArray("items").getJsonObject(0);
        assertEquals("telco", carrier.getString("id"));
        assertEquals(2, carrier.getJsonArray("binds").size());
        assertEquals(20, carrier.getJsonObject("queue").getInteger("messagesMax"));
    }

    @Test
    void aReloadSaysWhatWaitsForARestartAndWhatIsWrong() throws Exception {
        var request = admin.request("/v1/config/reload").POST(BodyPublishers.noBody());
        JsonObject changes = admin.send(request).json();
        assertEquals("dataDir", changes.getJsonArray("needsRestart").getString(0));
        assertEquals(
                "fresh", changes.getJsonObject("accounts").getJsonArray("added").getString(0));
        assertEquals(List.of("routes"), changes.getJsonArray("sections").getList());
        mistaken = true;
        Reply refused = admin.send(request);
        assertEquals("422 BAD_CONFIG", refused.problem());
        assertEquals(4, refused.json().getJsonArray("errors").getJsonObject(0).getInteger("line"));
    }

    @Test
    void newTokensReplaceTheOldOnes() throws Exception {
        appliance
                .api()
                .replaceTokens(List.of(new TokenConfig("new", Role.VIEWER, TokenHash.of("new"), Optional.empty())));
        assertEquals("401 UNAUTHORIZED", admin.get("/v1/status").problem());
        assertEquals(200, admin.as("new").get("/v1/status").status());
    }

    @Test
    void requestsAreCountedByOperation() throws Exception {
        admin.get("/v1/status");
        admin.get("/v1/nothing");
        var times = appliance.api().counters().times();
        assertEquals(
                1, sum(times.get(new ApiCounters.Series("getStatus", "2xx")).counts()));
        assertEquals(1, sum(times.get(new ApiCounters.Series("none", "4xx")).counts()));
    }

    private static long sum(long[] counts) {
        return java.util.Arrays.stream(counts).sum();
    }
}
