package io.momentum.ops.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.gateway.sim.CarrierQuirks;
import io.momentum.gateway.sim.Quirk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each quirk of carriers, and each thing that has to be shown before a carrier is bound, names the tests that hold it, and they are there. */
class QuirkIndexTest {

    private static final int QUIRKS = 94;
    private static final int ACCEPTANCE = 16;
    private final TestSources sources = new TestSources();

    @Test
    void everyQuirkNamesATestThatIsThere() throws IOException {
        assertIsWhole("quirks.tsv", QUIRKS);
    }

    @Test
    void everyItemOfTheAcceptanceListNamesATestThatIsThere() throws IOException {
        assertIsWhole("acceptance-carriers.tsv", ACCEPTANCE);
    }

    /** A line for each number from 1, with its tests in the third column. */
    private void assertIsWhole(String list, int most) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources", list))) {
            if (line.startsWith("#")) continue;
            String[] fields = line.split("\t", -1);
            numbers.add(Integer.parseInt(fields[0]));
            Stream.of(fields[2].split(" ", -1))
                    .filter(test -> !sources.has(test))
                    .forEach(missing::add);
        }
        assertEquals(IntStream.rangeClosed(1, most).boxed().toList(), numbers);
        assertEquals(List.of(), missing);
    }

    @Test
    void whatTheLibraryDoesNotShowIsShownElsewhere() {
        Set<String> switches = CarrierQuirks.all().stream().map(Quirk::name).collect(Collectors.toSet());
        Set<String> unknown = new HashSet<>(QuirkLibraryIT.ELSEWHERE.keySet());
        unknown.removeAll(switches);
        assertEquals(Set.of(), unknown);
        List<String> missing = QuirkLibraryIT.ELSEWHERE.values().stream()
                .filter(test -> !sources.has(test))
                .toList();
        assertEquals(List.of(), missing);
    }
}
