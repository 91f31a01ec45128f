package io.momentum.ops.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Small things that a reviewer should not have to look for. */
class TidyTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** A new entry at the top is a decision: it is written down here. */
    private static final Set<String> TOP_LEVEL = Set.of(
            ".ci",
            ".editorconfig",
            ".gitattributes",
            ".github",
            ".gitignore",
            "CHANGELOG.md",
            "CONTRIBUTING.md",
            "LICENSE",
            "README.md",
            "SECURITY.md",
            "config",
            "gateway",
            "ops",
            "pom.xml",
            "store",
            "systemd");

    /** What tools leave behind and .gitignore names. */
    private static final Pattern LEFT_BEHIND = Pattern.compile(
            "\\.git|target|\\.idea|\\.vscode|\\.settings|\\.project|\\.classpath|.*\\.iml|hs_err_pid.*\\.log");

    private static final Pattern TODO = Pattern.compile("\\b(FIX" + "ME|XX" + "X)\\b");
    private static final Pattern EMPTY_CATCH = Pattern.compile("catch\\s*\\([^)]*\\)\\s*\\{\\s*}");
    private static final Pattern PRINT = Pattern.compile("\\bSystem\\.(out|err)\\b");

    @Test
    void theTopLevelHasOnlyWhatIsListed() throws IOException {
        var unlisted = new TreeSet<String>();
        try (Stream<Path> entries = Files.list(ROOT)) {
            entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !TOP_LEVEL.contains(name))
                    .filter(name -> !LEFT_BEHIND.matcher(name).matches())
                    .forEach(unlisted::add);
        }
        assertEquals(Set.of(), unlisted);
    }

    @Test
    void theSourcesAreTidy() throws IOException {
        var problems = new ArrayList<String>();
        List<Path> sources = sources();
        assertFalse(sources.isEmpty());
        for (Path source : sources) {
            problems.addAll(
                    problemsOf(ROOT.relativize(source).toString(), Files.readString(source, StandardCharsets.UTF_8)));
        }
        assertEquals(List.of(), problems);
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        var silent = new TreeSet<String>();
        for (Path source : sources()) {
            if (!source.toString().contains("/src/main/java/")) continue;
            if (!Files.exists(source.resolveSibling("package-info.java"))) {
                silent.add(ROOT.relativize(source.getParent()).toString());
            }
        }
        assertEquals(Set.of(), silent);
    }

    @Test
    void eachCheckBites() {
        String main = "store/src/main/java/io/momentum/store/A.java";
        assertEquals(1, problemsOf(main, "// FIX" + "ME later").size());
        assertEquals(
                1,
                problemsOf(main, "try { a(); } catch (RuntimeException e) {\n    }")
                        .size());
        assertEquals(1, problemsOf(main, "System" + ".out.println();").size());
        assertEquals(
                0, problemsOf(main, "catch (IOException e) { closed = true; }").size());
        assertEquals(
                0,
                problemsOf("ops/src/main/java/io/momentum/ops/cli/A.java", "System" + ".out.println();")
                        .size());
    }

    private static List<String> problemsOf(String name, String text) {
        var problems = new ArrayList<String>();
        if (TODO.matcher(text).find()) problems.add(name + ": is not finished");
        if (EMPTY_CATCH.matcher(text).find()) problems.add(name + ": has an empty catch");
        boolean prints = name.contains("/src/main/") && !name.contains("/ops/cli/");
        if (prints && PRINT.matcher(text).find()) problems.add(name + ": prints");
        return problems;
    }

    private static List<Path> sources() throws IOException {
        var sources = new ArrayList<Path>();
        for (String module : List.of("store", "gateway", "ops")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
            }
        }
        return sources;
    }
}
