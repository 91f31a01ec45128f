package io.momentum.ops.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds, and where it is said. */
class EffectiveTest {

    private static final Path CONFIG = Path.of("../config");

    @TempDir
    Path directory;

    @BeforeEach
    void secrets() throws IOException {
        Files.createDirectories(directory.resolve("secrets"));
        for (String name : new String[] {"shop", "telco", "bank", "retail", "direct", "wholesale"})
            Files.writeString(directory.resolve("secrets/" + name), "geheim\n");
        Files.writeString(directory.resolve("secrets/crm"), "whsec_" + "A".repeat(43) + "=\n");
    }

    @Test
    void theSmallInstallationIsSound() throws Exception {
        Path file = Files.copy(CONFIG.resolve("small.yaml"), directory.resolve("momentum.yaml"));
        MomentumConfig config = ConfigFile.read(file);
        assertEquals(1, config.gateway().accounts().size());
        assertEquals(List.of(), config.gateway().warnings(LocalDate.of(2026, 11, 29)));
    }

    @Test
    void theLargeInstallationIsSound() throws Exception {
        copy(CONFIG.resolve("large"), directory);
        copy(CONFIG.resolve("numbering"), directory.resolve("numbering"));
        MomentumConfig config = ConfigFile.read(directory.resolve("momentum.yaml"));
        assertEquals(2, config.gateway().accounts().size());
        assertEquals(2, config.gateway().carriers().size());
        assertEquals(List.of(), config.gateway().warnings(LocalDate.of(2026, 11, 29)));
    }

    @Test
    void everyKeySaysWhereItIsFrom() throws Exception {
        copy(CONFIG.resolve("large"), directory);
        copy(CONFIG.resolve("numbering"), directory.resolve("numbering"));
        Map<String, Effective.Line> lines = effective(directory.resolve("momentum.yaml"));
        assertEquals("1", lines.get("host").value());
        assertTrue(lines.get("host").place().matches(".*/momentum.yaml:[0-9]+"), lines.get("host")::place);
        assertEquals("8", lines.get("accounts[bank].maxBinds").value());
        assertTrue(lines.get("accounts[bank].maxBinds").place().endsWith("accounts.d/bank.yaml:5"));
        assertEquals("70000", lines.get("server.maxPduBytes").value().replace("KiB", ""));
        assertEquals("default", lines.get("server.maxPduBytes").place());
        assertEquals("120ms", lines.get("carriers[direct].expectedLatency").value());
        assertEquals(
                "profile operator",
                lines.get("carriers[direct].expectedLatency").place());
        assertEquals("secrets/bank", lines.get("accounts[bank].password.file").value());
    }

    @Test
    void noSecretIsShown() throws Exception {
        Path file = Files.writeString(directory.resolve("momentum.yaml"), """
                accounts:
                  - { systemId: a, password: { plain: hunter2 } }
                  - { systemId: b, password: { file: secrets/shop } }
                  - { systemId: c, password: { hash: "%s" } }
                carriers: [{ id: t, hosts: ["h.example:1"], systemId: m, password: { plain: hunter3 } }]
                admin: { tokens: [{ name: n, role: admin, hash: "sha256:%s" }] }
                portability: { lookup: { http: { url: "https://me:hunter4@hlr.example/{number}?key=hunter5",
                                                 authorization: { plain: hunter6 } } } }
                """.formatted(
                        io.momentum.gateway.server.Password.hash("hunter7"), "ab".repeat(32)));
        String all = ConfigFile.effective(file).toString();
        for (String secret : List.of("hunter", "geheim", "pbkdf2", "argon2", "abab"))
            assertFalse(all.contains(secret), () -> secret + " in " + all);
        assertTrue(all.contains("accounts[a].password.plain, value=***"), all);
    }

    @Test
    void urlsKeepTheirPlaceAlone() {
        assertEquals(
                "https://***@hlr.example/q?key=***&n=***",
                Asked.redacted("x.url", "https://me:pw@hlr.example/q?key=abc&n=1"));
        assertEquals("https://crm.example/hook", Asked.redacted("x.url", "https://crm.example/hook"));
    }

    private static Map<String, Effective.Line> effective(Path file) throws ConfigException {
        return ConfigFile.effective(file).lines().stream()
                .collect(Collectors.toMap(Effective.Line::key, Function.identity()));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) Files.createDirectories(target);
                else Files.copy(file, target);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
