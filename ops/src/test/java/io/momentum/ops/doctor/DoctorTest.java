package io.momentum.ops.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.api.HumanDoctor;
import io.momentum.ops.config.ConfigFile;
import io.momentum.ops.doctor.Finding.Grade;
import io.momentum.ops.oidc.FakeIssuer;
import io.momentum.ops.oidc.OidcConfig;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor sees of a host that is made up, and of ports and files that are real. */
class DoctorTest {

    private static final Instant NOW = Instant.parse("2026-11-29T21:00:00Z");

    @TempDir
    Path directory;

    private Path proc;

    @BeforeEach
    void host() throws IOException {
        proc = directory.resolve("proc");
        write("sys/kernel/osrelease", "6.1.0-28-amd64\n");
        write("sys/vm/max_map_count", "65530\n");
        write("sys/net/core/somaxconn", "4096\n");
        write("meminfo", "MemTotal:       33554432 kB\n");
        write("self/limits", "Max open files            262144               262144               files\n");
    }

    @Test
    void aSoundHostHasNothingWrong() throws Exception {
        try (var carrier = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Finding> findings = examine(config(carrier.getLocalPort()));
            assertFalse(Doctor.isIll(findings), findings::toString);
            assertEquals(Grade.OK, of(findings, "carrier telco").grade());
            assertEquals(Grade.OK, of(findings, "open files").grade());
            assertEquals(Grade.OK, of(findings, "kernel").grade());
            assertEquals(Grade.OK, of(findings, "port of server").grade());
        }
    }

    @Test
    void aMistakeInTheConfigurationIsWorse() throws Exception {
        List<Finding> findings = examine("hots: 1\n");
        assertEquals("configuration", findings.getFirst().check());
        assertTrue(findings.getFirst().todo().startsWith("momentum check-config "), findings::toString);
        assertTrue(Doctor.isIll(findings));
    }

    @Test
    void aCarrierThatCannotBeReachedIsNamed() throws Exception {
        int port = closedPort();
        Finding finding = of(examine(config(port)), "carrier telco");
        assertEquals(Grade.FAIL, finding.grade());
        assertTrue(finding.said().startsWith("127.0.0.1:" + port + " cannot be reached"), finding::toString);
        assertTrue(finding.todo().contains("nc -vz 127.0.0.1 " + port), finding::toString);
    }

    @Test
    void aPortThatSomebodyElseHasIsNamed() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Finding> findings =
                    examine("server: { listen: 127.0.0.1:%d }\n".formatted(other.getLocalPort()) + rest());
            assertEquals(Grade.FAIL, of(findings, "port of server").grade(), findings::toString);
            assertTrue(of(findings, "port of server").todo().startsWith("ss -ltnp"));
        }
    }

    @Test
    void tooFewFilesAndAnOldKernelAreToldWithACure() throws Exception {
        write("self/limits", "Max open files            1024               262144               files\n");
        write("sys/kernel/osrelease", "3.10.0-1160.el7\n");
        write("sys/vm/max_map_count", "1000\n");
        List<Finding> findings = new HostChecks(proc, Optional.empty()).all();
        for (String check : List.of("open files", "kernel", "mappings")) {
            assertEquals(Grade.WARN, of(findings, check).grade(), check);
            assertFalse(of(findings, check).todo().isEmpty(), check);
        }
    }

    @Test
    void aGatewayThatRunsIsLookedAtItself() throws Exception {
        write(
                "77/cmdline",
                "java\0-Xmx30g\0-XX:MaxDirectMemorySize=2g\0io.momentum.ops.cli.Momentum\0run\0--config\0x\0");
        write("77/limits", "Max open files            4096               4096               files\n");
        write("78/cmdline", "java\0io.momentum.ops.cli.Momentum\0status\0");
        Optional<Running> running = Running.find(proc);
        assertEquals(77, running.orElseThrow().pid());
        assertTrue(of(new HostChecks(proc, running).all(), "open files").said().startsWith("process 77 may open 4096"));
        List<Finding> findings = new JavaChecks(proc, running, NOW).all();
        assertEquals(Grade.WARN, of(findings, "memory").grade(), findings::toString);
        assertTrue(of(findings, "memory").said().startsWith("32768 MiB"), findings::toString);
        assertEquals(Grade.WARN, of(findings, "jvm flags").grade());
    }

    @Test
    void anOldJdkIsTold() {
        var checks = new JavaChecks(proc, Optional.empty(), NOW);
        assertEquals(Grade.OK, checks.age("2026-10-20", "25.0.3").grade());
        assertEquals(Grade.WARN, checks.age("2026-01-20", "25.0.1").grade());
        assertEquals(Grade.SKIPPED, checks.age("", "25").grade());
    }

    @Test
    void aCertificateIsToldBeforeItEnds() throws Exception {
        var checks = new CertificateChecks(ConfigFile.read(file("")), NOW);
        assertEquals(Grade.OK, ending(checks, NOW.plus(Duration.ofDays(90))));
        assertEquals(Grade.WARN, ending(checks, NOW.plus(Duration.ofDays(20))));
        assertEquals(Grade.FAIL, ending(checks, NOW.minusSeconds(1)));
    }

    private static Grade ending(CertificateChecks checks, Instant end) {
        return checks.ending("c", "server.crt", end, CertificateChecks.FILES).grade();
    }

    @Test
    void aProviderIsLookedAtFromHere() throws Exception {
        try (var issuer = new FakeIssuer()) {
            List<Finding> sound = provider(issuer, Duration.ZERO);
            assertEquals(3, sound.size(), sound::toString);
            assertTrue(sound.stream().allMatch(each -> each.grade() == Grade.OK), sound::toString);
            assertEquals("2 of 2 can sign for us", of(sound, "inbox.oidc keys").said());

            Finding late = of(provider(issuer, Duration.ofMinutes(-5)), "inbox.oidc clock");
            assertEquals(Grade.FAIL, late.grade());
            assertTrue(late.said().matches("the provider's clock is (299|300) s before ours"), late::toString);
            assertTrue(late.todo().startsWith("chronyc tracking"), late::toString);
            assertEquals(
                    Grade.WARN,
                    of(provider(issuer, Duration.ofSeconds(45)), "inbox.oidc clock")
                            .grade());

            issuer.callsItself(issuer.url() + "/other");
            Finding other = of(provider(issuer, Duration.ZERO), "inbox.oidc");
            assertEquals(Grade.FAIL, other.grade());
            assertTrue(other.todo().contains("curl -s " + issuer.url() + "/.well-known"), other::toString);
            issuer.isHonest();
            issuer.hasKeysForEncryptionOnly();
            Finding keyless = of(provider(issuer, Duration.ZERO), "inbox.oidc keys");
            assertEquals(Grade.FAIL, keyless.grade());
            assertTrue(keyless.todo().contains("RS256 or ES256"), keyless::toString);
            issuer.hasTrouble("500");
            Finding broken = of(provider(issuer, Duration.ZERO), "inbox.oidc");
            assertTrue(broken.said().endsWith("answers 500"), broken::toString);
        }
    }

    @Test
    void aProviderThatIsConfiguredBelongsToTheVisit() throws Exception {
        String oidc = """
                inbox:
                  publicUrl: https://momentum.example.com
                  oidc: { issuer: "http://localhost:%d/realm", clientId: momentum }
                """.formatted(closedPort());
        Finding finding = of(examine(config(closedPort()) + oidc), "inbox.oidc");
        assertEquals(Grade.FAIL, finding.grade());
        assertTrue(finding.todo().startsWith("curl -v http://localhost:"), finding::toString);
    }

    /** @param ours how far our clock is before the real one */
    private static List<Finding> provider(FakeIssuer issuer, Duration ours) {
        var config = new OidcConfig(
                issuer.url(),
                FakeIssuer.CLIENT,
                Optional.empty(),
                OidcConfig.SCOPES,
                OidcConfig.EMAIL,
                "",
                Optional.empty());
        return new OidcChecks(Optional.of(config), () -> Instant.now().plus(ours)).all();
    }

    @Test
    void passwordsThatEverybodyReadsAreTold() throws Exception {
        Path file = file(config(closedPort()));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(
                Grade.WARN, of(new Doctor(proc, NOW).examine(file), "secrets").grade());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertEquals(
                Grade.OK, of(new Doctor(proc, NOW).examine(file), "secrets").grade());
    }

    @Test
    void dataThatEverybodyReadsAreTold() throws Exception {
        Path data = Files.createDirectories(directory.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Finding finding = of(examine(config(closedPort())), "data");
        assertEquals("chmod 0750 " + data, finding.todo());
    }

    @Test
    void itIsATableAndJson() throws Exception {
        List<Finding> findings = examine("hots: 1\n");
        String table = HumanDoctor.table(findings);
        assertTrue(table.startsWith("FAIL  configuration "), table);
        assertTrue(table.contains("\n      -> momentum check-config "), table);
        JsonObject json = new JsonObject(HumanDoctor.json(findings));
        assertEquals(false, json.getBoolean("ok"));
        assertEquals("fail", json.getJsonArray("items").getJsonObject(0).getString("grade"));
    }

    private List<Finding> examine(String yaml) throws IOException {
        return new Doctor(proc, NOW).examine(file(yaml));
    }

    private String config(int carrierPort) {
        return "server: { listen: 127.0.0.1:0 }\n" + rest() + """
                carriers: [{ id: telco, hosts: ["127.0.0.1:%d"], systemId: m, password: { plain: secret } }]
                routes: [{ to: "*", carriers: [telco] }]
                """.formatted(carrierPort);
    }

    private String rest() {
        return "admin: { listen: 127.0.0.1:0 }\nmetrics: { listen: 127.0.0.1:0 }\ndataDir: data\n";
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("momentum.yaml"), yaml);
    }

    private void write(String name, String text) throws IOException {
        Path file = proc.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Finding of(List<Finding> findings, String check) {
        return findings.stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError(check + " in " + findings));
    }
}
