package io.momentum.ops.api;

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
            assertTrue(attempts.begin("ana", i * SECOND));
        }
        assertFalse(attempts.begin("ana", 59 * SECOND));
        assertTrue(attempts.begin("eva", 59 * SECOND));
        assertTrue(attempts.begin("ana", 61 * SECOND));
    }

    @Test
    void aSuccessForgetsWhatFailed() {
        for (int i = 0; i < 3; i++) attempts.begin("ana", 0);
        attempts.succeeded("ana");
        assertTrue(attempts.begin("ana", 0));
    }

    @Test
    void anAttemptCountsBeforeItEndsAndIsTakenBackWhereItDidNotFail() {
        for (int i = 0; i < 3; i++) assertTrue(attempts.begin("ana", 0));
        assertFalse(attempts.begin("ana", 0), "three are on their way");
        attempts.takeBack("ana");
        assertTrue(attempts.begin("ana", 0));
        assertFalse(attempts.begin("ana", 0));
    }

    @Test
    void endlessNamesAreForgotten() {
        for (int i = 0; i < 3; i++) attempts.begin("ana", 0);
        for (int i = 0; i < 10_000; i++) attempts.begin("n" + i, 0);
        assertTrue(attempts.begin("ana", 0));
    }
}
