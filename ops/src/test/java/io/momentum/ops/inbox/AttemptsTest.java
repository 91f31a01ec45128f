package io.momentum.ops.inbox;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AttemptsTest {

    private static final long SECOND = 1_000_000_000L;

    private final Attempts attempts = new Attempts(3, Duration.ofMinutes(1));

    @Test
    void afterTooManyOneWaitsUntilTheWindowIsOver() {
        for (int i = 0; i < 3; i++) {
            assertFalse(attempts.isTooMany("ana", i * SECOND));
            attempts.failed("ana", i * SECOND);
        }
        assertTrue(attempts.isTooMany("ana", 59 * SECOND));
        assertFalse(attempts.isTooMany("eva", 59 * SECOND));
        assertFalse(attempts.isTooMany("ana", 61 * SECOND));
    }

    @Test
    void aSuccessForgetsWhatFailed() {
        for (int i = 0; i < 3; i++) attempts.failed("ana", 0);
        attempts.succeeded("ana");
        assertFalse(attempts.isTooMany("ana", 0));
    }

    @Test
    void endlessNamesAreForgotten() {
        for (int i = 0; i < 3; i++) attempts.failed("ana", 0);
        for (int i = 0; i < 10_000; i++) attempts.failed("n" + i, 0);
        assertFalse(attempts.isTooMany("ana", 0));
    }
}
