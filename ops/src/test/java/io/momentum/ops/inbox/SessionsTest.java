package io.momentum.ops.inbox;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.api.SignIns.Badge;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class SessionsTest {

    private final Sessions sessions = new Sessions();
    private final String id = begin();

    private String begin() {
        return sessions.begin(new Badge.OfPassword("ana", "hash"), Language.EN, ZoneOffset.UTC);
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    @Test
    void whoDoesSomethingStaysAndWhoOnlyLeavesAPageOpenDoesNot() {
        assertTrue(sessions.find(id, true, in(Duration.ofMinutes(100))).isPresent());
        assertTrue(sessions.find(id, false, in(Duration.ofMinutes(200))).isPresent());
        assertFalse(sessions.find(id, false, in(Duration.ofMinutes(230))).isPresent());
    }

    @Test
    void aStayEndsForAllWhoHaveIt() {
        Session session = sessions.find(id, true).orElseThrow();
        assertFalse(session.isOver(System.nanoTime()));
        sessions.end(id);
        assertTrue(session.isOver(System.nanoTime()));
    }

    @Test
    void ofOneTheStayThatWasUsedLongestAgoEnds() {
        Session first = sessions.find(id, true).orElseThrow();
        for (int i = 0; i < 20; i++) begin();
        assertTrue(first.isOver(System.nanoTime()));
        assertTrue(sessions.find(id, true).isEmpty());
    }
}
