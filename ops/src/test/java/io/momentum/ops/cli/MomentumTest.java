package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.api.TokenHash;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MomentumTest {

    /** A word of an example, bare or in quotes. */
    private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|\\S+");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void checkConfigEndsWith78AndThePlaceOfTheMistake() throws Exception {
        Path file = Files.writeString(directory.resolve("momentum.yaml"), "host: 999\n");
        assertEquals(ExitCode.CONFIG, run("check-config", file.toString()));
        assertEquals(file + ":1:7: host: 999 is not in 0..255\n    host: 999\n          ^\n", err.toString());
    }

    @Test
    void checkConfigSaysWhatItFound() {
        assertEquals(ExitCode.OK, run("check-config", "src/test/resources/config/contract.yaml"));
        assertTrue(out.toString().endsWith(": ok (accounts: 1, carriers: 1, routes: 1)\n"), out.toString());
    }

    @Test
    void checkConfigRefusesDataOfANewerProgram() throws Exception {
        Path file = Files.writeString(directory.resolve("momentum.yaml"), "dataDir: " + directory + "\n");
        Path format = Files.writeString(directory.resolve("FORMAT"), "layout 1 facts 99999 program 9.9\n");
        assertEquals(ExitCode.CONFIG, run("check-config", file.toString()));
        String said = file + ": dataDir: " + directory + " was written by Momentum 9.9; this is ";
        assertTrue(out.toString().startsWith(said), out::toString);
        Path index = Files.createDirectories(directory.resolve("index"));
        assertEquals(ExitCode.FAILED, run("index", "rebuild", "--data-dir", directory.toString()));
        assertTrue(Files.exists(index), "what it cannot make anew is left alone");
        Files.writeString(format, "layout 1 facts 3 program 0.0\n");
        assertEquals(ExitCode.OK, run("check-config", file.toString()));
    }

    @Test
    void wrongUsageEndsWith2() {
        assertEquals(ExitCode.USAGE, run("check-config"));
        assertEquals(ExitCode.USAGE, run("no-such-command"));
        assertEquals(ExitCode.USAGE, run());
        assertEquals(ExitCode.USAGE, run("token"));
        assertEquals(ExitCode.USAGE, run("token", "create", "--role", "king", "n"));
        assertEquals(ExitCode.USAGE, run("token", "create", "--role", "viewer", "--account", "sixteen-letters!", "n"));
    }

    @Test
    void theTokenThatIsShownMatchesTheHashThatIsShown() {
        assertEquals(ExitCode.OK, run("token", "create", "--role", "viewer", "dashboard"));
        String token = find("mtm_[A-Za-z0-9_-]{43}");
        assertTrue(TokenHash.parse(find("sha256:[0-9a-f]{64}")).matches(token));
        assertFalse(TokenHash.parse(find("sha256:[0-9a-f]{64}")).matches(token + "x"));
        assertTrue(out.toString().contains("role: viewer"), out.toString());
    }

    @Test
    void aConfigurationWithAWarningIsOkAndSaysIt() throws Exception {
        Path file = Files.createTempFile("momentum", ".yaml");
        Files.writeString(file, """
                carriers:
                  - { id: telco, hosts: [localhost:1], systemId: m, password: { plain: p }, rate: 500/s, expectedLatency: 80ms }
                """);
        assertEquals(ExitCode.OK, run("check-config", file.toString()));
        assertTrue(
                out.toString().contains(file + ": warning: carrier telco: 1 binds with a window of 10 and 80 ms"),
                out::toString);
        assertTrue(out.toString().contains(file + ": ok (accounts: 0, carriers: 1, routes: 0)"), out::toString);
    }

    @Test
    void everyCommandExplainsItself() {
        for (CommandLine command : commands(Momentum.commandLine())) {
            String name = command.getCommandSpec().qualifiedName();
            out.getBuffer().setLength(0);
            assertEquals(
                    ExitCode.OK,
                    run((name + " --help").substring("momentum ".length()).split(" ", -1)));
            assertTrue(out.toString().contains("Usage: " + name), name);
        }
    }

    @Test
    void everyCommandShowsAnExample() {
        for (CommandLine command : commands(Momentum.commandLine())) {
            String[] footer = command.getCommandSpec().usageMessage().footer();
            String name = command.getCommandSpec().qualifiedName();
            assertTrue(footer.length > 0, name);
            assertTrue(footer[0].startsWith("  " + name), name);
        }
    }

    @Test
    void everyExampleCanBeTyped() {
        for (CommandLine command : commands(Momentum.commandLine())) {
            for (String example : command.getCommandSpec().usageMessage().footer()) {
                String typed = example.strip().replaceFirst(" [|<>].*", "").substring("momentum".length());
                String[] args = WORD.matcher(typed)
                        .results()
                        .map(word -> word.group().replace("\"", ""))
                        .toArray(String[]::new);
                assertDoesNotThrow(() -> Momentum.commandLine().parseArgs(args), example);
            }
        }
    }

    /** What can be run: the commands without commands of their own. */
    private static List<CommandLine> commands(CommandLine command) {
        if (command.getCommandName().equals("help")) return List.of();
        if (command.getSubcommands().isEmpty()) return List.of(command);
        return command.getSubcommands().values().stream()
                .flatMap(each -> commands(each).stream())
                .toList();
    }

    @Test
    void versionNamesTheBuild() {
        assertEquals(ExitCode.OK, run("version"));
        assertTrue(out.toString().startsWith("momentum 0."), out.toString());
    }

    private String find(String pattern) {
        var matcher = Pattern.compile(pattern).matcher(out.toString());
        assertTrue(matcher.find(), out.toString());
        return matcher.group();
    }

    private int run(String... args) {
        return Momentum.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
