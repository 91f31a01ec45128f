package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.TestAppliance;
import io.momentum.store.value.SuppressionScope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiCommandsIT {

    @TempDir
    Path directory;

    private TestAppliance appliance;
    private String out = "";
    private String err = "";

    @BeforeEach
    void start() throws Exception {
        appliance = TestAppliance.start(directory);
    }

    @AfterEach
    void stop() {
        appliance.close();
    }

    @Test
    void statusShowsCarriersAndAccounts() {
        assertEquals(ExitCode.OK, run("status"), () -> err);
        assertTrue(out.contains("journal open"), out);
        assertTrue(out.lines().anyMatch(line -> line.matches("telco +0/2 +closed +unlimited +0/0 +0 .*")), out);
        assertTrue(out.lines().anyMatch(line -> line.matches("acme +0/4 .*")), out);
        assertTrue(
                out.lines()
                        .anyMatch(line -> line.matches("! +carrier telco: 2 of 2 binds are down \\(.*127.0.0.1:1.*")),
                out);
        assertEquals(ExitCode.OK, run("status", "--json"), () -> err);
        assertTrue(out.contains("\"carriers\""), out);
    }

    @Test
    void routeExplainSaysHowTheCarrierStands() {
        assertEquals(ExitCode.OK, run("route", "explain", "890123", "15550100", "acme"), () -> err);
        assertTrue(
                out.contains("rule: to 1\ncarrier: telco (first)\n  telco: not bound, circuit closed, 0 queued\n"),
                out);
        assertEquals(ExitCode.OK, run("route", "explain", "890123", "34600123456", "acme"), () -> err);
        assertTrue(out.contains("the destination does not begin with 1"), out);
    }

    @Test
    void peopleTokensAnswersAndViewsAreMadeAndAudited() {
        assertEquals(ExitCode.OK, run("people", "add", "maria", "--role", "agent", "--team", "north"), () -> err);
        assertEquals(ExitCode.OK, run("people", "change", "maria", "--capacity", "7"), () -> err);
        assertEquals(ExitCode.OK, run("people", "list", "--team", "north"), () -> err);
        assertTrue(out.lines().anyMatch(line -> line.matches("maria +agent +north .* 7 +0 +active")), out);
        assertEquals(ExitCode.OK, run("token", "issue", "--person", "maria"), () -> err);
        assertTrue(out.contains("mtm_"), out);
        String id = out.replaceAll("(?s).*(tk_[0-9a-f]{12}).*", "$1");
        assertEquals(ExitCode.OK, run("token", "revoke", id), () -> err);
        assertEquals(ExitCode.OK, run("token", "list"), () -> err);
        assertTrue(out.lines().anyMatch(line -> line.matches(id + " +maria +its own +revoked .*")), out);
        assertEquals(ExitCode.OK, run("canned", "put", "hours", "--text", "en=At 9.", "--team", "north"), () -> err);
        assertEquals(ExitCode.OK, run("canned", "list"), () -> err);
        assertTrue(out.contains("At 9."), out);
        assertEquals(ExitCode.OK, run("view", "put", "late", "--shared", "--for", "sla=breached"), () -> err);
        assertEquals(ExitCode.OK, run("view", "list"), () -> err);
        assertTrue(out.contains("breached"), out);
        assertEquals(ExitCode.OK, run("people", "change", "maria", "--left"), () -> err);
        assertEquals(ExitCode.OK, run("audit", "--operation", "putPerson"), () -> err);
        assertTrue(
                out.lines().anyMatch(line -> line.contains("{\"capacity\":20}") && line.contains("{\"capacity\":7}")),
                out);
        assertEquals(ExitCode.OK, run("view", "remove", "late", "--shared"), () -> err);
        assertEquals(ExitCode.OK, run("canned", "remove", "hours"), () -> err);
        assertEquals(ExitCode.OK, run("people", "remove", "maria"), () -> err);
        assertEquals(ExitCode.FAILED, run("people", "show", "maria"), () -> err);
    }

    @Test
    void retentionShowsWhatWouldGoAndLetsItGo() {
        assertEquals(ExitCode.OK, run("retention"), () -> err);
        assertEquals("no pass since the start\n", out);
        assertEquals(ExitCode.OK, run("retention", "--dry-run"), () -> err);
        assertTrue(
                out.matches("(?s)messages of before .*Z: 0 would go\n.*journal: 0 files would be looked through\n"),
                out);
        assertEquals(ExitCode.OK, run("retention", "--now"), () -> err);
        assertTrue(out.contains(": 0 have gone\n"), out);
        assertEquals(ExitCode.USAGE, run("retention", "--now", "--dry-run"));
    }

    @Test
    void whatIsListedIsOneObjectWithTheNamesOfTheApi() {
        String[][] commands = {
            {"people", "list"},
            {"token", "list"},
            {"canned", "list"},
            {"view", "list"},
            {"audit"},
            {"campaign", "list"},
            {"webhooks", "list"},
            {"record", "list"},
            {"suppress", "list"},
            {"suppress", "held"},
            {"evidence", "keys"}
        };
        for (String[] command : commands) {
            String[] asked = Arrays.copyOf(command, command.length + 1);
            asked[command.length] = "--json";
            assertEquals(ExitCode.OK, run(asked), () -> String.join(" ", asked) + ": " + err);
            assertTrue(new JsonObject(out).getValue("items") instanceof JsonArray, () -> String.join(" ", asked) + out);
        }
        assertEquals(ExitCode.OK, run("suppress", "add", "15550101", "--reason", "a"), () -> err);
        assertEquals(ExitCode.OK, run("suppress", "add", "15550102", "--reason", "b"), () -> err);
        assertEquals(ExitCode.OK, run("suppress", "list", "--json"), () -> err);
        assertEquals(
                "b", new JsonObject(out).getJsonArray("items").getJsonObject(1).getString("reason"), out);
        assertEquals(ExitCode.OK, run("reload", "--json"), () -> err);
        assertFalse(new JsonObject(out).getBoolean("changed"), out);
        assertEquals(ExitCode.OK, run("retention", "--dry-run", "--json"), () -> err);
        assertTrue(new JsonObject(out).getBoolean("dryRun"), out);
        assertEquals(ExitCode.OK, run("learning", "status", "--json"), () -> err);
        assertEquals(0, new JsonObject(out).getInteger("corrections"), out);
    }

    @Test
    void theTokenOfTheDataDirectoryIsPrivateAndLetsIn() throws Exception {
        Path token = directory.resolve("admin.token");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(token)));
        assertEquals(
                ExitCode.OK, exec("status", "--api", appliance.url(), "--data-dir", directory.toString()), () -> err);
    }

    @Test
    void whatDoesNotAnswerAndWhoIsNotLetInIsSaid() {
        assertEquals(ExitCode.UNAVAILABLE, exec("status", "--api", "http://127.0.0.1:1", "--token", "t"));
        assertTrue(err.contains("nothing listens at http://127.0.0.1:1"), err);
        assertEquals(ExitCode.FAILED, exec("status", "--api", appliance.url(), "--token", "wrong"));
        assertTrue(err.contains("No token, or none that is known here"), err);
        assertEquals(
                ExitCode.USAGE,
                exec("status", "--data-dir", directory.resolve("none").toString()));
        assertTrue(err.contains("no token"), err);
    }

    @Test
    void traceShowsTheStepsOfAMessage() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(appliance.url() + "/v1/messages"))
                .header("Authorization", "Bearer acme")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"from\":\"890123\",\"to\":\"15550100\",\"text\":\"a\"}"));
        String body = HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
        String id = body.replaceAll(".*\"([0-9a-f]{16})\".*", "$1");
        assertEquals(ExitCode.OK, run("trace", id), () -> err);
        assertTrue(out.startsWith(id + "  queued"), out);
        assertTrue(out.contains("accepted by api from account acme: 890123 to …00, not suppressed then"), out);
        assertFalse(out.contains("15550100"), out);
        assertEquals(ExitCode.OK, run("trace", id, "--unmasked"), () -> err);
        assertTrue(out.contains("890123 to 15550100") && out.contains("raw: a"), out);
        assertEquals(ExitCode.OK, run("trace", id, "--json"), () -> err);
        assertTrue(out.contains("\"steps\" : ["), out);
        String now = Instant.now().toString();
        assertEquals(ExitCode.OK, run("trace", id, "--as-of", now), () -> err);
        assertTrue(out.startsWith(id + "  queued at " + now.substring(0, 19)), out);
        assertEquals(ExitCode.FAILED, run("trace", id, "--as-of", "2026-01-01T00:00:00Z"));
        assertTrue(err.contains("it was accepted at"), err);
        assertEquals(ExitCode.FAILED, run("trace", "00000000000000ff"));
        assertTrue(err.contains("No such message"), err);
        assertEquals(ExitCode.USAGE, run("trace", "17"));
    }

    @Test
    void aNumberIsClosedListedAndOpened() {
        assertEquals(ExitCode.OK, run("suppress", "add", "+15550100", "--reason", "by phone"), () -> err);
        assertTrue(appliance.suppressions().contains(15550100L, SuppressionScope.GLOBAL));
        assertEquals(ExitCode.OK, run("suppress", "list", "15550100"));
        assertTrue(out.matches("15550100  global  \\S+Z  api  by phone\\R"), out);
        assertEquals(ExitCode.OK, run("suppress", "remove", "15550100", "--reason", "a signed form & more"), () -> err);
        assertEquals(0, appliance.suppressions().size());
        String now = Instant.now().toString();
        assertEquals(ExitCode.OK, run("suppress", "list", "15550100", "--as-of", now), () -> err);
        assertTrue(out.matches("(?s)free at .*OptedOut .*by phone\\R.*OptedIn .*a signed form & more\\R"), out);
        assertEquals(ExitCode.OK, run("suppress", "list", "15550100", "--as-of", "2026-01-01T00:00:00Z"), () -> err);
        assertEquals("free at 2026-01-01T00:00:00Z\nnothing had been said about it\n", out);
        assertEquals(ExitCode.USAGE, run("suppress", "list", "--as-of", now));
        assertEquals(ExitCode.USAGE, run("suppress", "remove", "15550100"));
        assertEquals(ExitCode.USAGE, run("suppress", "add", "Bob", "--reason", "r"));
        assertEquals(ExitCode.USAGE, run("suppress", "add", "1", "--reason", "r", "--scope", "shop"));
    }

    @Test
    void whatWasExportedCanBeImported() throws Exception {
        Path file = Files.writeString(directory.resolve("numbers.csv"), "15550101\n15550102,sender:890123\nBob\n");
        assertEquals(ExitCode.FAILED, run("suppress", "import", file.toString()));
        assertEquals(
                "2 accepted, 0 duplicates, 1 bad of 3 lines",
                out.lines().findFirst().orElse(""));
        assertTrue(out.contains("line 3: msisdn"), out);
        assertEquals(ExitCode.OK, run("suppress", "export"), () -> err);
        Path exported = Files.writeString(directory.resolve("exported.csv"), out);
        assertEquals(ExitCode.OK, run("suppress", "import", exported.toString()), () -> out);
        assertEquals("0 accepted, 2 duplicates, 0 bad of 2 lines", out.strip());
        assertEquals(ExitCode.OK, run("suppress", "list"));
        assertEquals(2, out.lines().count());
    }

    @Test
    void theLastPdusOfAConnectionBecomeAFileForWireshark() throws Exception {
        Path file = directory.resolve("one.pcapng");
        try (var esme = new Socket(
                InetAddress.getLoopbackAddress(),
                appliance.gateway().server().address().getPort())) {
            byte[] enquireLink = {0, 0, 0, 16, 0, 0, 0, 0x15, 0, 0, 0, 0, 0, 0, 0, 1};
            esme.getOutputStream().write(enquireLink);
            assertEquals(16, esme.getInputStream().readNBytes(16).length);
            assertEquals(ExitCode.OK, run("record", "list"), () -> err);
            String session = out.lines()
                    .filter(line -> line.endsWith(":" + esme.getLocalPort()))
                    .findFirst()
                    .orElseThrow()
                    .split(" ", 2)[0];
            assertEquals(ExitCode.OK, run("record", "dump", session, "--to", file.toString()), () -> err);
            byte[] head = {0x0a, 0x0d, 0x0d, 0x0a};
            assertArrayEquals(head, Arrays.copyOf(Files.readAllBytes(file), 4));
            assertEquals(
                    ExitCode.FAILED,
                    exec("record", "dump", session, "--unmasked", "--api", appliance.url(), "--token", "operator"));
            assertTrue(err.contains("for admins"), err);
        }
        assertEquals(ExitCode.FAILED, run("record", "dump", "--carrier", "nobody"));
        assertTrue(err.contains("No connection of that kind"), err);
        assertEquals(ExitCode.USAGE, run("record", "dump"));
    }

    /** As whoever may everything. */
    private int run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--api", appliance.url(), "--token", "admin"));
        return exec(all.toArray(String[]::new));
    }

    private int exec(String... args) {
        var printed = new StringWriter();
        var said = new StringWriter();
        int code = Momentum.commandLine()
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(said, true))
                .execute(args);
        out = printed.toString();
        err = said.toString();
        return code;
    }
}
