package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Whatever a command finds or tells, a program can read too. */
class JsonEverywhereTest {

    private static final String PRINTS_NOTHING = "prints nothing: its exit code says how it went";
    private static final String OWN_FORM = "has a form of its own that programs read";
    private static final String SERVES = "runs until it is stopped, and logs";

    /** Commands without --json, and why. */
    private static final Map<String, String> WITHOUT = Map.ofEntries(
            Map.entry("run", SERVES),
            Map.entry("demo", SERVES),
            Map.entry("simulate carrier", SERVES),
            Map.entry("simulate esme", SERVES),
            Map.entry("top", "a picture for a terminal; status --json says the same"),
            Map.entry("campaign send", "asks and waits; campaign show --json says how far it is"),
            Map.entry("contacts erase", PRINTS_NOTHING),
            Map.entry("contacts hold", PRINTS_NOTHING),
            Map.entry("contacts release", PRINTS_NOTHING),
            Map.entry("evidence rotate-key", PRINTS_NOTHING),
            Map.entry("people add", PRINTS_NOTHING),
            Map.entry("people change", PRINTS_NOTHING),
            Map.entry("people remove", PRINTS_NOTHING),
            Map.entry("canned put", PRINTS_NOTHING),
            Map.entry("canned remove", PRINTS_NOTHING),
            Map.entry("view put", PRINTS_NOTHING),
            Map.entry("view remove", PRINTS_NOTHING),
            Map.entry("suppress add", PRINTS_NOTHING),
            Map.entry("suppress remove", PRINTS_NOTHING),
            Map.entry("suppress confirm", PRINTS_NOTHING),
            Map.entry("suppress dismiss", PRINTS_NOTHING),
            Map.entry("suppress undo", PRINTS_NOTHING),
            Map.entry("token revoke", PRINTS_NOTHING),
            Map.entry("suppress export", OWN_FORM + ": CSV, as import takes it"),
            Map.entry("suppress proof", OWN_FORM + ": JSON"),
            Map.entry("events", OWN_FORM + ": lines of JSON"),
            Map.entry("journal dump", OWN_FORM + ": lines of JSON"),
            Map.entry("record dump", OWN_FORM + ": a file for Wireshark"),
            Map.entry("evidence export", OWN_FORM + ": files in JSON Lines, CSV and PDF"),
            Map.entry("report", OWN_FORM + ": files in HTML, CSV and JSON"),
            Map.entry("hash-password", OWN_FORM + ": a line of YAML to put in a configuration"));

    @Test
    void everyCommandHasItOrAReason() {
        var without = new TreeSet<String>();
        look(Momentum.commandLine(), "", without);
        assertEquals(new TreeSet<>(WITHOUT.keySet()), without);
    }

    private static void look(CommandLine command, String name, TreeSet<String> without) {
        var spec = command.getCommandSpec();
        boolean isGroup = !command.getSubcommands().isEmpty() && Runnable.class.isInstance(command.getCommand());
        if (!isGroup && spec.findOption("--json") == null) without.add(name);
        command.getSubcommands().forEach((each, sub) -> {
            if (!each.equals("help")) look(sub, (name + " " + each).strip(), without);
        });
    }

    @Test
    void aConfigurationWithMistakesIsJsonToo(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("momentum.yaml"), "dataDir: data\nservre: {}\n");
        CommandRun run = CommandRun.of("check-config", "--json", file.toString());
        assertEquals(ExitCode.CONFIG, run.exit());
        JsonObject told = new JsonObject(run.out());
        assertEquals(false, told.getBoolean("ok"));
        JsonObject first = told.getJsonArray("errors").getJsonObject(0);
        assertEquals(2, first.getInteger("line"));
        assertEquals(file.toString(), first.getString("file"));
        assertTrue(first.getString("message").contains("servre"), first.encode());
    }

    @Test
    void theOlderSpellingIsUnderstood() {
        assertEquals(
                Version.version(),
                new JsonObject(CommandRun.of("version", "--json").out()).getString("version"));
        assertEquals(
                CommandRun.of("version", "--json").out(),
                CommandRun.of("version", "--output", "json").out());
    }
}
