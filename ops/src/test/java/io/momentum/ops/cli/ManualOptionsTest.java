package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * momentum-commands(8): every command with every option, made from the commands themselves. {@code
 * -Dmomentum.manual.write=true} writes the page anew.
 */
class ManualOptionsTest {

    private static final Path PAGE = Path.of("src/package/man/momentum-commands.8");
    private static final int WIDTH = 100;

    @Test
    void thePageIsWhatTheCommandsSay() throws IOException {
        String page = page();
        if (Boolean.getBoolean("momentum.manual.write")) Files.writeString(PAGE, page);
        assertTrue(
                page.equals(Files.readString(PAGE)),
                "run this test with -Dmomentum.manual.write=true, and commit " + PAGE);
    }

    @Test
    void aTypesetterHasNothingToSay() throws Exception {
        assertTrue(page().lines()
                .allMatch(line -> line.length() <= 120 && line.chars().allMatch(c -> c < 128)));
        if (!Files.isExecutable(Path.of("/usr/bin/groff"))) return; // the lines have been looked at
        Process groff = new ProcessBuilder("/usr/bin/groff", "-man", "-Tutf8", "-ww", "-z", PAGE.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(groff.waitFor(30, TimeUnit.SECONDS));
        assertTrue(said.isEmpty(), said);
    }

    private static String page() {
        var lines = new ArrayList<String>();
        lines.add(".\\\" Made by ManualOptionsTest from the commands themselves.");
        lines.add(".TH MOMENTUM\\-COMMANDS 8 \"\" Momentum \"System Administration\"");
        lines.add(".SH NAME");
        lines.add("momentum\\-commands \\- every command of momentum with every option");
        lines.add(".SH DESCRIPTION");
        lines.add("What");
        lines.add(".BR momentum (8)");
        lines.add("tells of in its context is listed here in full.");
        lines.add("Each command also takes");
        lines.add(".B \\-\\-help");
        lines.add("and");
        lines.add(".BR \\-\\-version .");
        lines.add(".SH COMMANDS");
        commands(Momentum.commandLine(), lines);
        lines.add(".SH SEE ALSO");
        lines.add(".BR momentum (8)");
        return String.join("\n", lines) + "\n";
    }

    private static void commands(CommandLine command, List<String> lines) {
        if (command.getCommandName().equals("help")) return;
        if (command.getSubcommands().isEmpty()) command(command.getCommandSpec(), lines);
        command.getSubcommands().values().forEach(each -> commands(each, lines));
    }

    private static void command(CommandSpec command, List<String> lines) {
        lines.add(".SS \"" + roff(command.qualifiedName()) + "\"");
        text(command.usageMessage().header(), lines);
        text(command.usageMessage().description(), lines);
        for (PositionalParamSpec each : command.positionalParameters()) {
            lines.add(".TP");
            lines.add(".I \"" + roff(each.paramLabel()) + "\"");
            text(each.description(), lines);
        }
        for (OptionSpec option : command.options()) {
            if (option.usageHelp() || option.versionHelp() || option.hidden()) continue;
            lines.add(".TP");
            String label = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
            lines.add(".B \"" + roff(String.join(", ", option.names()) + label) + "\"");
            text(option.description(), lines);
        }
        lines.add(".PP");
        lines.add(".nf");
        for (String example : command.usageMessage().footer()) lines.add(roff(example));
        lines.add(".fi");
    }

    private static void text(String[] paragraphs, List<String> lines) {
        String words = roff(String.join(" ", paragraphs)).strip();
        var line = new StringBuilder();
        for (String word : words.split(" +", -1)) {
            if (line.length() + word.length() > WIDTH) {
                lines.add(guarded(line.toString()));
                line.setLength(0);
            }
            if (!line.isEmpty()) line.append(' ');
            line.append(word);
        }
        if (!line.isEmpty()) lines.add(guarded(line.toString()));
    }

    /** A dot or an apostrophe at the beginning would be a request. */
    private static String guarded(String line) {
        return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
    }

    private static String roff(String text) {
        return text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("…", "...")
                .replace("\"", "\\(dq")
                .replace("%%", "%")
                .replace("%n", " ")
                .replaceAll("[^\\x00-\\x7f]", "?")
                .replaceAll("\\s+$", "");
    }
}
