package io.momentum.gateway.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.message.Priority;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TrailsTest {

    private static final SystemId ACME = new SystemId("acme");

    private final Trails trails = new Trails(7);

    private long key(String source, long digits) {
        return trails.key(ACME, source, digits, Priority.TRANSACTIONAL);
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
    void anotherAccountSenderRecipientOrUrgencyIsAlone() {
        assertTrue(trails.enter(key("890123", 15_550_100), 1) > 0);
        assertTrue(trails.enter(key("890124", 15_550_100), 2) > 0);
        assertTrue(trails.enter(key("890123", 15_550_101), 3) > 0);
        assertTrue(trails.enter(trails.key(ACME, "890123", 15_550_100, Priority.OTP), 4) > 0);
        SystemId other = new SystemId("other");
        assertTrue(trails.enter(trails.key(other, "890123", 15_550_100, Priority.TRANSACTIONAL), 5) > 0);
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
    void sendersWhoseNamesHaveOneHashCodeAreStrangers() {
        assertEquals("AaBB".hashCode(), "BBAa".hashCode());
        assertTrue(trails.enter(key("AaBB", 1), 1) > 0);
        assertTrue(trails.enter(key("BBAa", 1), 2) > 0);
        assertNotEquals(new Trails(8).key(ACME, "a", 1, Priority.OTP), trails.key(ACME, "a", 1, Priority.OTP));
    }

    @Test
    void amongTenThousandTrailsNobodyMeetsAStranger() {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int trail = trails.enter(key("890123", 15_550_100 + i), 1);
            assertTrue(trail > 0, "the message to " + i + " waits for a stranger");
            all.add(trail);
        }
        for (int trail : all) trails.leave(trail);
        assertEquals(0, trails.inUse());
    }

    @Test
    void whereStrangersHaveAllSlotsAKeyHasATrailOfItsOwn() {
        var narrow = new Trails(7, 0);
        List<Integer> strangers = new ArrayList<>();
        for (int i = 0; i < 4; i++) strangers.add(narrow.enter(i, 1 + i));
        int first = narrow.enter(99, 9);
        int second = narrow.enter(99, 8);
        assertTrue(first > 0, "alone, though the slots are taken");
        assertEquals(-first, second);
        assertEquals(9, narrow.lane(second));
        assertEquals(1, narrow.inUseBesides());
        assertEquals(0, narrow.leave(strangers.getFirst()));
        assertEquals(-first, narrow.enter(99, 8), "a slot is free now, and its trail is where it was");
        narrow.move(first, 5);
        assertEquals(5, narrow.lane(second));
        assertEquals(2, narrow.leave(first));
        assertEquals(1, narrow.leave(first));
        assertEquals(0, narrow.leave(first));
        assertEquals(0, narrow.inUseBesides());
        assertTrue(narrow.enter(99, 6) > 0);
        assertThrows(IllegalStateException.class, () -> narrow.leave(first));
    }

    @Test
    void manyThreadsInOneBucketMeetOnlyThemselves() throws Exception {
        var narrow = new Trails(7, 0);
        var meetings = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i <= 12; i++) {
            int lane = i;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int n = 0; n < 50_000; n++) {
                    // Each thread has its own key, so nobody is ever before it.
                    int trail = narrow.enter(lane, lane);
                    if (trail < 0 || narrow.lane(trail) != lane || narrow.leave(trail) != 0) meetings.incrementAndGet();
                }
            }));
        }
        for (Thread thread : threads) thread.join();
        assertEquals(0, meetings.get());
        assertEquals(0, narrow.inUse());
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
