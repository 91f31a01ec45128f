package io.momentum.ops.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final long SECOND = 1_000_000;

    @Test
    void tenAttemptsTakeThreeDaysAndThenItIsOver() {
        long at = 0;
        for (int attempts = 1; attempts < 10; attempts++)
            at = Backoff.DEFAULT.next(attempts, 77, at, 0).orElseThrow();
        assertTrue(at >= Duration.ofHours(75).toSeconds() * SECOND, () -> "too soon");
        assertTrue(at <= Duration.ofHours(84).toSeconds() * SECOND, () -> "too late");
        assertEquals(OptionalLong.empty(), Backoff.DEFAULT.next(10, 77, at, 0));
    }

    @Test
    void whatFailsTogetherIsNotTriedAgainTogether() {
        long spread = java.util.stream.LongStream.range(0, 100)
                .map(event -> Backoff.DEFAULT.next(2, event * 4, 0, 0).orElseThrow())
                .distinct()
                .count();
        assertTrue(spread > 90, () -> spread + " of 100");
    }

    @Test
    void theReceiverMayAskForMoreButNotForEver() {
        long hour = Duration.ofHours(1).toSeconds() * SECOND;
        assertEquals(OptionalLong.of(hour), Backoff.DEFAULT.next(1, 0, 0, hour));
        assertEquals(OptionalLong.of(24 * hour), Backoff.DEFAULT.next(1, 0, 0, 1_000 * hour));
    }

    @Test
    void retryAfterIsSecondsOrADate() {
        Instant now = Instant.parse("2026-11-29T10:00:00Z");
        assertEquals(7 * SECOND, Sender.retryAfterMicros("7", now));
        assertEquals(60 * SECOND, Sender.retryAfterMicros("Sun, 29 Nov 2026 10:01:00 GMT", now));
        assertEquals(0, Sender.retryAfterMicros("Sun, 29 Nov 2026 09:00:00 GMT", now));
        assertEquals(0, Sender.retryAfterMicros("soon", now));
        assertEquals(0, Sender.retryAfterMicros(null, now));
    }
}
