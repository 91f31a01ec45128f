package io.momentum.ops.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PresenceTest {

    private static final long TALK = 7;
    private static final long LEASE = Presence.LEASE.toNanos() / 1_000;

    private final Presence presence = new Presence();

    @Test
    void theFirstWhoWritesHoldsTheDraftUntilItLeaves() {
        presence.seen(TALK, "user:ana", true, 100);
        presence.seen(TALK, "user:luis", true, 200);
        assertEquals(
                "user:ana",
                presence.heldAgainst(TALK, "user:luis", 300).orElseThrow().who());
        assertTrue(presence.heldAgainst(TALK, "user:ana", 300).isEmpty());
        presence.gone(TALK, "user:ana", 400);
        presence.seen(TALK, "user:luis", true, 500);
        assertEquals(
                "user:luis",
                presence.heldAgainst(TALK, "user:ana", 600).orElseThrow().who());
    }

    @Test
    void whoSaysNothingHasGone() {
        presence.seen(TALK, "user:ana", true, 100);
        assertFalse(presence.at(TALK, 99 + LEASE).isEmpty());
        assertTrue(presence.at(TALK, 100 + LEASE).isEmpty());
    }

    @Test
    void sinceWhenSomebodyWritesStaysWhileItGoesOn() {
        presence.seen(TALK, "user:ana", false, 50);
        presence.seen(TALK, "user:ana", true, 100);
        var again = presence.seen(TALK, "user:ana", true, 200).getFirst();
        assertEquals(50, again.since());
        assertEquals(100, again.draftSince());
    }

    @Test
    void conversationsThatEverybodyHasLeftMakeRoom() {
        for (int i = 0; i < 10_000; i++) presence.seen(i, "user:ana", false, 100);
        assertTrue(presence.seen(20_000, "user:ana", false, 200).isEmpty(), "no room");
        assertEquals(1, presence.seen(20_000, "user:ana", false, 200 + LEASE).size());
    }
}
