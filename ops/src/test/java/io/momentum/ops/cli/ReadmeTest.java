package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.config.ConfigFile;
import io.momentum.ops.kpi.Kpi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What README.md tells people to type, write and open. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern NAMED = Pattern.compile("`momentum ([^`]+)`");
    private static final Pattern MAVEN = Pattern.compile("(?m)^ *(mvn [^>&|#\\n]*[^>&|#\\n ])");
    private static final Pattern SECRET = Pattern.compile("\\bfile: *([\\w./-]+)");
    /** A word of a shell's line: bare, in quotes, or what ends a command. */
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([|&;]+|#.*)|([^\\s'\"|&;]+)");

    @TempDir
    Path directory;

    @Test
    void everyCommandCanBeTyped() throws IOException {
        List<List<String>> commands = commands();
        assertFalse(commands.isEmpty());
        var wrong = new ArrayList<String>();
        for (List<String> command : commands) {
            try {
                Momentum.commandLine().parseArgs(command.toArray(String[]::new));
            } catch (ParameterException e) {
                wrong.add(String.join(" ", command) + ": " + e.getMessage());
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyCommandThatIsNamedExists() throws IOException {
        var unknown = new TreeSet<String>();
        for (MatchResult named : all(NAMED, readme() + pages())) {
            Map<String, CommandLine> known = Momentum.commandLine().getSubcommands();
            for (String word : named.group(1).split("[ |]+", -1)) {
                if (known.isEmpty() || !word.matches("[a-z][a-z-]*")) break;
                if (!known.containsKey(word)) unknown.add(named.group());
                known = known.containsKey(word) ? known.get(word).getSubcommands() : Map.of();
            }
        }
        assertEquals(Set.of(), unknown);
    }

    @Test
    void theBuildsCommandsAreThoseThatAreTestedOnEveryPush() throws IOException {
        List<String> typed = maven(String.join("\n", blocks("sh")));
        List<String> tested = maven(Files.readString(ROOT.resolve(".ci/run")));
        assertEquals(2, typed.size(), typed::toString);
        assertEquals(Set.copyOf(tested), Set.copyOf(typed));
        assertTrue(Files.readString(ROOT.resolve(".ci/run")).contains("\n" + typed.get(1) + "\n"), typed.get(1));
    }

    @Test
    void everyKeyFigureIsNamed() throws IOException {
        for (Kpi kpi : Kpi.values()) assertTrue(readme().contains("`" + kpi.word() + "`"), kpi.word());
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        var broken = new TreeSet<String>();
        for (MatchResult link : all(LINK, readme())) {
            String target = link.group(1).replaceFirst("#.*", "");
            if (!target.matches("[a-z]+:.*") && !Files.exists(ROOT.resolve(target))) broken.add(target);
        }
        assertEquals(Set.of(), broken);
    }

    @Test
    void everyConfigurationLoads() throws Exception {
        List<String> configurations = blocks("yaml");
        int accounts = 0;
        for (String text : configurations) {
            for (MatchResult secret : all(SECRET, text)) {
                Path file = directory.resolve(secret.group(1));
                Files.createDirectories(file.getParent());
                Files.writeString(file, "secret\n");
            }
            Path file = Files.writeString(directory.resolve("momentum.yaml"), text);
            accounts += ConfigFile.read(file).gateway().accounts().size();
        }
        assertTrue(accounts > 0, "one of them is a whole one");
    }

    @Test
    void aLineIsReadAsAShellReadsIt() {
        assertEquals(
                List.of(List.of("load", "--text", "a b", "--count=2"), List.of("status")),
                commands("momentum load --text 'a b' --count=2 | jq . && ops/target/momentum/bin/momentum status # x"));
        assertEquals(List.of(), commands("mvn verify # momentum load"));
    }

    private static List<List<String>> commands() throws IOException {
        return blocks("sh").stream()
                .flatMap(block -> block.replace("\\\n", " ").lines())
                .flatMap(line -> commands(line).stream())
                .toList();
    }

    /** The arguments of each {@code momentum} on a line. */
    private static List<List<String>> commands(String line) {
        var commands = new ArrayList<List<String>>();
        var words = new ArrayList<String>();
        for (MatchResult word : all(WORD, line + " ;")) {
            if (word.group(3) == null) {
                words.add(Stream.of(1, 2, 4)
                        .map(word::group)
                        .filter(each -> each != null)
                        .findFirst()
                        .orElseThrow());
                continue;
            }
            boolean ours = !words.isEmpty() && words.getFirst().matches("(.*/)?momentum");
            if (ours) commands.add(List.copyOf(words.subList(1, words.size())));
            words.clear();
            if (word.group(3).startsWith("#")) break;
        }
        return commands;
    }

    private static List<String> maven(String text) {
        return all(MAVEN, text).stream().map(found -> found.group(1)).toList();
    }

    private static List<String> blocks(String language) throws IOException {
        return all(BLOCK, readme()).stream()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    /** The pages that are shipped beside the manual. */
    private static String pages() throws IOException {
        var text = new StringBuilder();
        try (Stream<Path> pages = Files.list(ROOT.resolve("ops/src/package/doc"))) {
            for (Path page : (Iterable<Path>) pages::iterator) {
                if (page.toString().endsWith(".md")) text.append(Files.readString(page));
            }
        }
        return text.toString();
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }
}
