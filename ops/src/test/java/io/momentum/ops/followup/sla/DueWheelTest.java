package io.momentum.ops.followup.sla;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DueWheelTest {

    private static Optional<Instant> at(long second) {
        return Optional.of(Instant.ofEpochSecond(second));
    }

    @Test
    void clocksComeByTimeAndThenByName() {
        DueWheel<String> wheel = new DueWheel<>();
        wheel.set("c", at(20));
        wheel.set("b", at(10));
        wheel.set("a", at(10));
        wheel.set("d", at(30));
        wheel.set("c", at(5));
        wheel.set("b", Optional.empty());
        assertEquals("c", wheel.next().orElseThrow().key());
        assertEquals(List.of("c", "a"), keys(wheel.take(Instant.ofEpochSecond(29), 10)));
        assertEquals(1, wheel.size());
        assertEquals(List.of(), keys(wheel.take(Instant.ofEpochSecond(29), 10)));
        assertEquals(List.of("d"), keys(wheel.take(Instant.ofEpochSecond(30), 10)));
        assertTrue(wheel.next().isEmpty());
    }

    @Test
    void itGivesNoMoreThanItIsAskedFor() {
        DueWheel<Integer> wheel = new DueWheel<>();
        for (int i = 9; i >= 0; i--) wheel.set(i, at(1));
        assertEquals(List.of(0, 1, 2), keys(wheel.take(Instant.ofEpochSecond(1), 3)));
        assertEquals(7, wheel.size());
    }

    private static <K extends Comparable<K>> List<K> keys(List<DueWheel.Due<K>> due) {
        return due.stream().map(DueWheel.Due::key).toList();
    }
}
