package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** momentum(8). */
class ManualTest {

    private static final Path PAGE = Path.of("src/package/man/momentum.8");

    @Test
    void everyCommandIsInTheManual() throws IOException {
        List<List<String>> entries = entries();
        var missing = new TreeSet<String>();
        for (String command : commands(Momentum.commandLine())) {
            List<String> words = List.of(command.split(" ", -1));
            boolean named = entries.stream()
                    .anyMatch(entry -> entry.subList(0, 2).equals(words.subList(0, 2)) && entry.containsAll(words));
            if (!named) missing.add(command);
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyExitCodeIsInTheManual() throws IOException {
        String page = Files.readString(PAGE);
        for (String code : Momentum.commandLine()
                .getCommandSpec()
                .usageMessage()
                .exitCodeList()
                .keySet()) {
            assertTrue(page.contains("\n.TP\n.B " + code.strip() + "\n"), code);
        }
    }

    @Test
    void itIsAPageOfSectionEight() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        assertTrue(lines.getFirst().startsWith(".TH MOMENTUM 8 "), lines.getFirst());
        for (String line : lines) {
            assertTrue(!line.isBlank() && line.length() <= 120 && line.equals(line.strip()), line);
            assertTrue(line.chars().allMatch(c -> c < 128), line);
        }
    }

    @Test
    void whereThereIsATypesetterItHasNothingToSay() throws Exception {
        if (!Files.isExecutable(Path.of("/usr/bin/groff"))) return; // the other tests have read the page
        Process groff = new ProcessBuilder("/usr/bin/groff", "-man", "-Tutf8", "-ww", "-z", PAGE.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(groff.waitFor(30, TimeUnit.SECONDS));
        assertEquals("", said);
    }

    /** What can be run: "momentum version", "momentum journal dump". */
    private static List<String> commands(CommandLine command) {
        if (command.getSubcommands().isEmpty())
            return List.of(command.getCommandSpec().qualifiedName());
        var commands = new ArrayList<String>();
        for (CommandLine each : command.getSubcommands().values()) commands.addAll(commands(each));
        return commands;
    }

    /** The words of each line that begins with "momentum COMMAND", without what is roff's. */
    private static List<List<String>> entries() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .map(line -> line.replaceFirst("^\\.[A-Z]+ ", "").replace("\\-", "-"))
                .map(line -> line.replace('"', ' ').strip())
                .filter(line -> line.startsWith("momentum ") && line.indexOf(' ') < line.length() - 1)
                .map(line -> List.of(line.split(" +", -1)))
                .toList();
    }
}
