package io.momentum.gateway.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.message.Priority;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrailsTest {

    private final Trails trails = new Trails();

    private static long key(String source, long digits) {
        return Trails.key(source, digits, Priority.TRANSACTIONAL);
    }

    @Test
    void theFirstIsAloneAndTheSecondFollowsItToItsLane() {
        int first = trails.enter(key("890123", 15_550_100), 7);
        int second = trails.enter(key("890123", 15_550_100), 9);
        assertTrue(first > 0);
        assertEquals(-first, second);
        assertEquals(7, trails.lane(second));
    }

    @Test
    void anotherSenderRecipientOrUrgencyIsAlone() {
        assertTrue(trails.enter(key("890123", 15_550_100), 1) > 0);
        assertTrue(trails.enter(key("890124", 15_550_100), 2) > 0);
        assertTrue(trails.enter(key("890123", 15_550_101), 3) > 0);
        assertTrue(trails.enter(Trails.key("890123", 15_550_100, Priority.OTP), 4) > 0);
    }

    @Test
    void onceAllHaveLeftTheNextIsAloneOnItsOwnLane() {
        int first = trails.enter(key("a", 1), 7);
        int second = trails.enter(key("a", 1), 7);
        assertEquals(1, trails.leave(first));
        assertEquals(0, trails.leave(second));
        int third = trails.enter(key("a", 1), 8);
        assertTrue(third > 0);
        assertEquals(8, trails.lane(third));
        assertEquals(0, trails.leave(third));
        assertEquals(0, trails.inUse());
    }

    @Test
    void aTrailThatMovesTakesTheNextAlong() {
        int first = trails.enter(key("a", 1), 7);
        trails.move(first, 11);
        assertEquals(11, trails.lane(trails.enter(key("a", 1), 3)));
        assertEquals(1, trails.leave(first));
    }

    @Test
    void amongTenThousandTrailsHardlyAnyMeetsAStranger() {
        int strangers = 0;
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int trail = trails.enter(key("890123", 15_550_100 + i), 1);
            if (trail < 0) strangers++;
            all.add(trail);
        }
        assertTrue(strangers < 5, strangers + " of 10000 wait for a stranger");
        for (int trail : all) trails.leave(trail);
        assertEquals(0, trails.inUse());
    }

    @Test
    void aFullTableLosesNobody() {
        int sum = 0;
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < 600_000; i++) all.add(trails.enter(key("s" + i % 7, i), 1 + i % 50));
        for (int trail : all) {
            assertNotEquals(Trails.NONE, trail);
            trails.leave(trail);
            sum++;
        }
        assertEquals(600_000, sum);
        assertEquals(0, trails.inUse());
    }
}
