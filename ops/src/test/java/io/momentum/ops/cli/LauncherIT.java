package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packed result, started the way that an operator starts it. */
class LauncherIT {

    private static final Path MOMENTUM = Path.of("target/momentum/bin/momentum").toAbsolutePath();

    /** Stands in for the JVM and shows what it would have been told. */
    private static final Map<String, String> ECHO = Map.of("MOMENTUM_JAVA", "echo");

    @TempDir
    Path directory;

    private String output = "";

    @Test
    void theLauncherStartsTheCommandFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("momentum"), MOMENTUM);
        assertEquals(ExitCode.OK, run(link, Map.of(), "version"));
        assertTrue(output.startsWith("momentum " + Version.version()), output);
    }

    @Test
    void theShippedConfigurationIsBesideIt() throws Exception {
        Path config = MOMENTUM.resolve("../../config/momentum.yaml").normalize();
        assertEquals(ExitCode.OK, run(MOMENTUM, Map.of(), "check-config", config.toString()), output);
    }

    @Test
    void theExitCodeIsTheCommands() throws Exception {
        assertEquals(ExitCode.CONFIG, run(MOMENTUM, Map.of(), "check-config", "/no/such/file"));
        assertEquals(ExitCode.USAGE, run(MOMENTUM, Map.of(), "no-such-command"));
    }

    @Test
    void longRunningCommandsGetMoreOfTheMachine() throws Exception {
        run(MOMENTUM, ECHO, "run");
        assertTrue(output.contains(" -Xmx1g "), output);
        assertTrue(output.contains("GC"), output);
        run(MOMENTUM, ECHO, "load");
        assertTrue(output.contains(" -Xmx512m "), output);
        run(MOMENTUM, ECHO, "status");
        assertTrue(output.contains(" -Xmx128m ") && output.contains("-XX:+UseSerialGC"), output);
    }

    @Test
    void theOperatorsOptionsAreTheLastWord() throws Exception {
        run(MOMENTUM, Map.of("MOMENTUM_JAVA", "echo", "MOMENTUM_OPTS", "-Xmx3g -XX:+UseZGC"), "run");
        assertTrue(output.indexOf("-Xmx3g") > output.indexOf("-Xmx1g"), output);
        assertFalse(output.contains("Shenandoah") || output.contains("UseG1GC"), output);
    }

    @Test
    void theFlagsOfTheBuildReachTheJvm() throws Exception {
        run(MOMENTUM, ECHO, "run");
        assertTrue(output.contains("--enable-native-access=ALL-UNNAMED"), output);
        assertFalse(output.contains("@"), output);
    }

    @Test
    void aJdkThatIsTooOldIsPassedOver() throws Exception {
        Path java = directory.resolve("old/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\necho too old\n");
        assertTrue(java.toFile().setExecutable(true));
        Files.writeString(directory.resolve("old/release"), "JAVA_VERSION=\"17.0.15\"\n");
        run(MOMENTUM, Map.of("JAVA_HOME", directory.resolve("old").toString()), "version");
        assertFalse(output.contains("too old"), output);
    }

    private int run(Path launcher, Map<String, String> environment, String... args)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder().redirectErrorStream(true);
        builder.command().add(launcher.toString());
        builder.command().addAll(List.of(args));
        builder.environment().keySet().removeAll(Set.of("JAVA_OPTS", "MOMENTUM_OPTS", "MOMENTUM_JAVA"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the command does not end");
        return process.exitValue();
    }
}
