package io.momentum.ops.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each promise of follow-up names the tests that hold it, and they are there. */
class AcceptanceIndexTest {

    private static final int PROMISES = 12;

    private final TestSources sources = new TestSources();

    @Test
    void everyPromiseNamesATestThatIsThere() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/acceptance-followup.tsv"))) {
            if (line.startsWith("#")) continue;
            String[] fields = line.split("\t", -1);
            assertEquals(3, fields.length, line);
            numbers.add(Integer.parseInt(fields[0].split("\\.", -1)[0]));
            Stream.of(fields[2].split(" ", -1))
                    .filter(test -> !sources.has(test))
                    .forEach(missing::add);
        }
        assertEquals(new TreeSet<>(IntStream.rangeClosed(1, PROMISES).boxed().toList()), new TreeSet<>(numbers));
        assertEquals(List.of(), missing);
    }

    @Test
    void aTestThatIsNotThereIsMissed() {
        assertTrue(sources.has("QuirkIndexTest.everyQuirkNamesATestThatIsThere"));
        assertFalse(sources.has("QuirkIndexTest.noSuchTest"));
        assertFalse(sources.has("NoSuchTest.everyQuirkNamesATestThatIsThere"));
    }
}
