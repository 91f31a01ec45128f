package io.momentum.store.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Ids of eight digits: unique as long as a message lives, and known again by another process. */
class ShortIdTest {

    private static final long NOW = 1_795_000_000_000L;
    private static final long DAY = 86_400_000;
    private static final int HOST = 7;

    private final ShortId.Source ids = new ShortId.Source(HOST, NOW - DAY);

    @Test
    void everyIdHasEightDigitsOfItsOwnAndIsKnownAgainAfterARestart() {
        Set<String> seen = new HashSet<>();
        ShortId.Source restarted = new ShortId.Source(HOST, NOW);
        for (int i = 0; i < 5_000; i++) {
            long id = ids.next(NOW + i / 2);
            if (id == 0) continue;
            String text = ShortId.format(id);
            assertEquals(8, text.length());
            assertTrue(seen.add(text), text);
            assertEquals(id, restarted.parse(text, NOW + 48 * DAY));
            assertEquals(id, restarted.parse(text.toUpperCase(java.util.Locale.ROOT), NOW + 3_000));
        }
        assertTrue(seen.size() > 3_000);
    }

    @Test
    void aBurstRunsAheadOfTheClockByASecondAndNoMore() {
        int given = 0;
        while (ids.next(NOW) != 0) given++;
        assertEquals(1_001, given);
        assertEquals(0, ids.next(NOW));
        assertNotEquals(0, ids.next(NOW + 1));
    }

    @Test
    void aYoungProcessGivesNoneThatTheOneBeforeItMayHaveGiven() {
        ShortId.Source young = new ShortId.Source(HOST, NOW);
        assertEquals(0, young.next(NOW + 999));
        assertNotEquals(0, young.next(NOW + 1_000));
    }

    @Test
    void theIdsOfEventLoopsAreNeverShort() {
        for (int source = 0; source <= MessageId.SOURCE_MAX; source++) {
            assertFalse(ShortId.isShort(new MessageId.Generator(HOST, source).next(NOW * 1_000)));
        }
        assertTrue(ShortId.isShort(ids.next(NOW)));
    }

    @Test
    void whatIsNoIdIsNotRead() {
        assertEquals(-1, ids.parse("", NOW));
        assertEquals(-1, ids.parse("0123456789", NOW));
        assertEquals(-1, ids.parse("12g4", NOW));
        assertFalse(ShortId.isFormOf("123456789"));
    }
}
