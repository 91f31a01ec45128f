package io.momentum.store.correlation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LongTableTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void itAnswersAsAMapDoes(long seed) {
        var random = new Random(seed);
        var table = new LongTable<String>();
        var model = new HashMap<Long, String>();
        for (int step = 0; step < 50_000; step++) {
            long key = random.nextInt(500) - 3L;
            if (random.nextInt(5) < 3) {
                table.put(key, "v" + step);
                model.put(key, "v" + step);
            } else {
                assertEquals(model.remove(key), table.remove(key));
            }
            assertEquals(model.get(key + 1), table.get(key + 1));
        }
        assertEquals(model.size(), table.size());
        model.forEach((key, value) -> assertEquals(value, table.get(key)));
    }

    @Test
    void afterABurstItIsSmallAgainAndHasWhatIsLeft() {
        var table = new LongTable<Long>();
        for (long key = 0; key < 100_000; key++) table.put(key * 31, key);
        assertTrue(table.capacity() > 100_000);
        for (long key = 0; key < 100_000; key++) {
            if (key % 1_000 == 0) continue;
            assertEquals(key, table.remove(key * 31));
            if (key % 97 == 0) table.put(-key - 1, key);
            if (key % 97 == 0) table.remove(-key - 1);
        }
        assertEquals(100, table.size());
        assertTrue(table.capacity() <= 100 * 16, () -> "room for " + table.capacity());
        for (long key = 0; key < 100_000; key += 1_000) assertEquals(key, table.get(key * 31));
    }

    @Test
    void itIsEmptyAfterItWasCleared() {
        var table = new LongTable<String>();
        for (long key = 0; key < 100; key++) {
            table.put(key, "v");
        }
        table.clear();
        assertEquals(0, table.size());
        assertNull(table.get(7));
    }
}
