package io.momentum.store.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.value.MessageId.Generator;
import io.momentum.store.value.MessageId.Space;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MessageIdTest {

    private static final long NOON = Instant.parse("2026-11-30T12:00:00Z").toEpochMilli() * 1_000;
    private static final long HOUR = Duration.ofHours(1).toNanos() / 1_000;

    @Test
    void aClockThatWasSetBackWhileNoProcessRanGivesNoIdAgain() {
        Generator before = new Space(3, 0).generator(2);
        long newest = 0;
        for (int i = 0; i < 5_000; i++) newest = before.next(NOON + i);
        long newestMicros = (MessageId.millis(newest) + 1) * 1_000;
        Generator after = Space.since(3, newestMicros, NOON - 2 * HOUR).generator(2);
        for (int i = 0; i < 5_000; i++) {
            long id = after.next(NOON - 2 * HOUR + i);
            assertTrue(id > newest, "an id of the process before");
        }
    }

    @Test
    void aClockThatStoodYearsAheadOnceIsNotFollowed() {
        Generator ids = Space.since(0, NOON + 24 * 365 * HOUR, NOON).generator(0);
        assertEquals(NOON / 1_000, MessageId.millis(ids.next(NOON)));
    }

    @Test
    void aClockThatKnowsNothingAtEachStartGivesNoIdTwice() {
        long since1970 = HOUR;
        Generator first = Space.since(0, 0, since1970).generator(0);
        long newest = 0;
        for (int i = 0; i < 100; i++) newest = first.next(since1970 + i);
        long newestMicros = (MessageId.millis(newest) + 1) * 1_000;
        assertTrue(Space.since(0, newestMicros, since1970).generator(0).next(since1970) > newest);
    }

    @Test
    void aClockThatIsRightGivesTheTime() {
        Generator ids = Space.since(0, NOON - HOUR, NOON).generator(0);
        assertEquals(NOON / 1_000, MessageId.millis(ids.next(NOON)));
    }
}
