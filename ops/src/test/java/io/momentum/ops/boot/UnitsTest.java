package io.momentum.ops.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.config.ConfigFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The units that the package installs, as systemd itself judges them, and what is installed beside them. */
class UnitsTest {

    private static final Path UNITS = Path.of("../systemd").toAbsolutePath().normalize();
    private static final Path PACKAGE = Path.of("src/package").toAbsolutePath();
    private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");
    /** An exposure of 1.5, in tenths. */
    private static final String EXPOSURE_MAX = "--threshold=15";

    @TempDir
    Path directory;

    private String output = "";

    @Test
    void systemdFindsNothingWrongWithTheUnits() throws Exception {
        if (!Files.isExecutable(ANALYZE)) return; // not every machine that builds has systemd
        List<String> command =
                new ArrayList<>(List.of(ANALYZE.toString(), "verify", "--man=no", "--recursive-errors=no"));
        for (Path unit : units()) {
            // What is not installed here cannot be started here.
            Path copy = directory.resolve(unit.getFileName());
            Files.writeString(copy, Files.readString(unit).replace("/usr/bin/momentum", "/bin/sh"));
            command.add(copy.toString());
        }
        assertEquals(0, run(command), output);
        assertEquals("", output);
    }

    @Test
    void everyServiceIsExposedAsLittleAsAJvmAllows() throws Exception {
        if (!Files.isExecutable(ANALYZE)) return;
        for (Path unit : units()) {
            if (!unit.toString().endsWith(".service")) continue;
            List<String> command =
                    List.of(ANALYZE.toString(), "security", "--offline=yes", EXPOSURE_MAX, unit.toString());
            assertEquals(0, run(command), output);
        }
    }

    @Test
    void aServiceThatIsOpenWouldBeRefused() throws Exception {
        if (!Files.isExecutable(ANALYZE)) return;
        Path open = directory.resolve("open.service");
        Files.writeString(open, "[Service]\nExecStart=/bin/sh\n");
        assertFalse(
                run(List.of(ANALYZE.toString(), "security", "--offline=yes", EXPOSURE_MAX, open.toString())) == 0,
                output);
    }

    @Test
    void systemdIsToldWhatMomentumTellsIt() throws IOException {
        String unit = Files.readString(UNITS.resolve("momentum.service"));
        for (String line : List.of(
                "Type=notify",
                "NotifyAccess=main",
                "WatchdogSec=60",
                "ExecReload=/bin/kill -HUP $MAINPID",
                "RestartPreventExitStatus=78",
                "LoadCredential=smpp:/etc/momentum/credentials")) {
            assertTrue(unit.contains("\n" + line + "\n"), line);
        }
        // Files.getFileStore reads /proc/mounts, which is not there with it.
        assertFalse(unit.contains("ProcSubset=pid"));
    }

    /** What ends by itself must not need somebody who starts it again; what does not is exit code 78. */
    @Test
    void whateverStopsItItIsTriedAgainForEver() throws IOException {
        String unit = Files.readString(UNITS.resolve("momentum.service"));
        assertTrue(unit.contains("\nRestart=on-failure\n") && unit.contains("\nStartLimitIntervalSec=0\n"), unit);
        assertFalse(unit.contains("\nStartLimitBurst="), "no number of tries is the last");
        assertTrue(unit.contains("\nRestartSec=5\n"), "and not so fast that carriers ban us");
    }

    /** The command only asks: it is the gateway's process that writes. */
    @Test
    void theGatewayMayWriteWhereTheNightlyBackupGoes() throws IOException {
        String asks = Files.readString(UNITS.resolve("momentum-backup.service"));
        assertTrue(asks.contains("\nEnvironment=MOMENTUM_BACKUP_DIR=/var/backups/momentum\n"));
        assertTrue(asks.contains(" --keep 14\n"), "old ones go");
        assertFalse(asks.contains("ReadWritePaths="));
        String writes = Files.readString(UNITS.resolve("momentum.service"));
        assertTrue(writes.contains("\nProtectSystem=strict\n"));
        assertTrue(writes.contains("\nReadWritePaths=-/var/backups/momentum\n"));
    }

    @Test
    void theConfigurationThatIsInstalledLoads() throws Exception {
        Path file = PACKAGE.resolve("etc/momentum/momentum.yaml");
        assertEquals(Path.of("/var/lib/momentum"), ConfigFile.read(file).dataDir(), "where the unit lets it write");
    }

    @Test
    void everyTopLevelKeyIsInTheManual() throws IOException {
        String page = Files.readString(PACKAGE.resolve("man/momentum.yaml.5"));
        var missing = new TreeSet<String>();
        Pattern.compile("(?m)^#?([a-zA-Z]+):")
                .matcher(Files.readString(UNITS.resolveSibling("config/momentum.yaml")))
                .results()
                .map(key -> key.group(1))
                .filter(key -> !Pattern.compile("(?m)^\\.BR? .*\\b" + key + "\\b")
                        .matcher(page)
                        .find())
                .forEach(missing::add);
        assertEquals(new TreeSet<>(), missing);
    }

    @Test
    void theShellReadsTheScriptsOfThePackage() throws Exception {
        try (Stream<Path> ofHost = Files.list(PACKAGE.resolve("host"))) {
            Stream<Path> files = Stream.concat(
                    ofHost, Stream.of("postinst", "prerm", "postrm").map(PACKAGE.resolve("deb/control")::resolve));
            for (Path script : files.toList()) {
                assertEquals(0, run(List.of("/bin/sh", "-n", script.toString())), output);
            }
        }
    }

    private static List<Path> units() throws IOException {
        try (Stream<Path> files = Files.list(UNITS)) {
            List<Path> units = files.filter(file -> file.toString().matches(".*\\.(service|timer)"))
                    .sorted()
                    .toList();
            assertEquals(5, units.size(), units::toString);
            return units;
        }
    }

    private int run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return process.exitValue();
    }
}
