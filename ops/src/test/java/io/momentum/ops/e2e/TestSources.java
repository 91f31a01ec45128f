package io.momentum.ops.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tests of all modules, for tables that name them. */
final class TestSources {

    private static final List<String> PLACES =
            List.of("store/src/test/java", "gateway/src/test/java", "ops/src/test/java", "ops/src/ui/java");

    private final Map<String, String> sources = new HashMap<>();

    /** Whether a test {@code Class.method} is in the sources. */
    boolean has(String test) {
        int dot = test.indexOf('.');
        String source = sources.computeIfAbsent(test.substring(0, dot), TestSources::source);
        return source.contains("void " + test.substring(dot + 1) + "(");
    }

    private static String source(String testClass) {
        for (String place : PLACES) {
            try (Stream<Path> files = Files.walk(Path.of("..", place))) {
                var found =
                        files.filter(file -> file.endsWith(testClass + ".java")).findFirst();
                if (found.isPresent()) return Files.readString(found.get());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return "";
    }
}
