package io.momentum.ops.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.event.Event;
import io.momentum.ops.event.EventId;
import io.momentum.ops.event.EventType;
import io.momentum.ops.event.TypeFilter;
import io.momentum.ops.webhook.Outbox.Entry;
import io.momentum.ops.webhook.WebhookRows.State;
import io.momentum.ops.webhook.WebhookRows.Undelivered;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.WebhookMoved;
import io.momentum.store.fact.CareFact.WebhookStage;
import io.momentum.store.journal.Position;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutboxTest {

    private static final long SECOND = 1_000_000;
    private static final Reply OK = new Reply(200, 0, new byte[0], "");
    private static final Reply BROKEN = new Reply(500, 0, new byte[0], "");
    private static final Position NOWHERE = new Position(1, 1, 0);

    static WebhookConfig config(int rate, Backoff backoff) {
        return new WebhookConfig(
                "crm",
                URI.create("https://crm.example.com/hook"),
                List.of(SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")),
                TypeFilter.ALL,
                Mapping.CLOUD_EVENT,
                Optional.empty(),
                rate,
                4,
                Duration.ofSeconds(15),
                backoff,
                false,
                false,
                null);
    }

    private static Event event(long sequence, long turn) {
        long id = EventId.first(sequence);
        return new Event(id, EventType.REPLY_RECEIVED, 0, turn, 0, "x", Map.of());
    }

    /** A process that may be killed: journal, rows and what its memory holds. */
    private static final class World {
        final WebhookConfig config;
        final MemoryShelf rows = new MemoryShelf();
        final WebhookFold fold = new WebhookFold();
        final List<Event> log = new ArrayList<>();
        Outbox outbox;
        int read;
        long now = 1_790_000_000L * SECOND;

        World(WebhookConfig config) {
            this.config = config;
            journal(List.of(new WebhookMoved(now, "system", "crm", WebhookStage.ACTIVE, 0, "new")));
            begin();
        }

        void journal(List<CareFact> facts) {
            for (CareFact fact : facts) fold.fold(1, fact, NOWHERE, rows);
        }

        /** As after a start: all that memory held is gone. */
        void begin() {
            State state = WebhookRows.state(rows, "crm").orElseThrow();
            outbox = new Outbox(config, state, WebhookRows.waiting(rows, "crm", Integer.MAX_VALUE));
            read = 0;
            while (read < log.size() && EventId.sequence(log.get(read).id()) <= state.cursor()) read++;
        }

        void happens(long turn) {
            log.add(event(log.size() + 1, turn));
        }

        void read() {
            List<Event> events = new ArrayList<>();
            while (outbox.hasRoom() && read < log.size() && events.size() < 64) events.add(log.get(read++));
            if (!events.isEmpty())
                journal(outbox.take(events, EventId.sequence(events.getLast().id()), now));
        }

        void done(Entry entry, Reply reply) {
            journal(outbox.done(entry, reply, now));
        }

        /** Sends all that may go now. */
        List<Long> send(Reply reply) {
            List<Long> sent = new ArrayList<>();
            for (Optional<Entry> next = outbox.next(now); next.isPresent(); next = outbox.next(now)) {
                sent.add(next.get().event);
                done(next.get(), reply);
            }
            return sent;
        }

        long dead() {
            return WebhookRows.dead(rows, "crm", 0, Integer.MAX_VALUE).size();
        }
    }

    @Test
    void eventsOfOneContactGoOneAfterTheOtherThoseOfOthersBesideThem() {
        var world = new World(config(0, Backoff.DEFAULT));
        for (long turn : new long[] {7, 7, 8}) world.happens(turn);
        world.read();
        Entry first = world.outbox.next(world.now).orElseThrow();
        Entry other = world.outbox.next(world.now).orElseThrow();
        assertEquals(List.of(7L, 8L), List.of(first.turn, other.turn));
        assertEquals(Optional.empty(), world.outbox.next(world.now));
        assertEquals(0, world.outbox.cursor());
        world.done(other, OK);
        assertEquals(0, world.outbox.cursor(), "the first one is not acknowledged");
        world.done(first, OK);
        assertEquals(1, world.outbox.cursor());
        assertEquals(7, world.outbox.next(world.now).orElseThrow().turn);
    }

    @Test
    void oneThatFailsHoldsUpItsOwnContactAndTheCursorPassesIt() {
        var world = new World(config(0, Backoff.DEFAULT));
        for (long turn : new long[] {7, 8, 7}) world.happens(turn);
        world.read();
        Entry first = world.outbox.next(world.now).orElseThrow();
        world.done(first, BROKEN);
        assertEquals(List.of(EventId.first(2)), world.send(OK));
        assertEquals(3, world.outbox.cursor());
        assertEquals(2, world.outbox.waiting());
        world.now += 6 * SECOND;
        assertEquals(List.of(EventId.first(1), EventId.first(3)), world.send(OK));
        world.journal(world.outbox.progress(world.now));
        assertTrue(WebhookRows.waiting(world.rows, "crm", 9).isEmpty());
        assertEquals(3, WebhookRows.state(world.rows, "crm").orElseThrow().delivered());
    }

    @Test
    void whatFailsTooOftenIsADeadLetterAndTheNextHasItsTurn() {
        var world = new World(config(0, new Backoff(List.of(Duration.ZERO, Duration.ofSeconds(1)))));
        world.happens(7);
        world.happens(7);
        world.read();
        world.done(world.outbox.next(world.now).orElseThrow(), BROKEN);
        world.now += 2 * SECOND;
        world.done(world.outbox.next(world.now).orElseThrow(), BROKEN);
        assertEquals(1, world.dead());
        assertEquals(EventId.first(2), world.outbox.next(world.now).orElseThrow().event);
        var dead = WebhookRows.dead(world.rows, "crm", 0, 9);
        assertEquals(2, dead.getFirst().attempts());
        assertEquals("HTTP 500", dead.getFirst().error());
    }

    @Test
    void aReceiverThatIsDownForDaysCostsAHandfulOfAttemptsAndNoMemory() {
        var world = new World(config(0, Backoff.DEFAULT));
        for (int i = 0; i < 50_000; i++) world.happens(i);
        int attempts = 0;
        long end = world.now + Duration.ofHours(60).toSeconds() * SECOND;
        while (world.now < end) {
            world.read();
            attempts += world.send(new Reply(0, 0, new byte[0], "refused")).size();
            assertTrue(world.outbox.fresh() <= Outbox.FRESH_MAX + 64);
            world.now = Math.max(world.now + SECOND, Math.min(end, world.outbox.nextMicros()));
        }
        assertTrue(world.outbox.isDown());
        int tried = attempts;
        assertTrue(tried < 9_000, () -> tried + " attempts");
        assertTrue(world.outbox.waiting() < 1_000, () -> world.outbox.waiting() + " wait");
        assertEquals(0, world.dead());
        world.now += Duration.ofMinutes(6).toSeconds() * SECOND;
        int sent = 0;
        while (world.read < world.log.size() || world.outbox.fresh() + world.outbox.waiting() > 0) {
            world.read();
            sent += world.send(OK).size();
        }
        assertEquals(50_000, sent);
    }

    @Test
    void tooManyThatWaitStopTheReading() {
        var world = new World(config(0, Backoff.DEFAULT));
        for (int i = 0; i < Outbox.WAITING_MAX + 500; i++) world.happens(7);
        world.read();
        world.done(world.outbox.next(world.now).orElseThrow(), BROKEN);
        while (world.outbox.hasRoom()) world.read();
        assertTrue(world.outbox.waiting() >= Outbox.WAITING_MAX);
        assertTrue(world.outbox.waiting() < Outbox.WAITING_MAX + 64);
        world.now += 6 * SECOND;
        while (world.read < world.log.size() || world.outbox.waiting() > 0) {
            world.send(OK);
            world.read();
        }
        assertFalse(world.outbox.waiting() > 0);
    }

    @Test
    void whoAsksForARestGetsIt() {
        var world = new World(config(0, Backoff.DEFAULT));
        world.happens(7);
        world.happens(8);
        world.read();
        world.done(world.outbox.next(world.now).orElseThrow(), new Reply(429, 30 * SECOND, new byte[0], ""));
        assertEquals(Optional.empty(), world.outbox.next(world.now + 29 * SECOND));
        assertTrue(world.outbox.next(world.now + 30 * SECOND).isPresent());
    }

    @Test
    void whoIsGoneIsLeftAloneAndNothingIsLost() {
        var world = new World(config(0, Backoff.DEFAULT));
        world.happens(7);
        world.read();
        world.done(world.outbox.next(world.now).orElseThrow(), new Reply(410, 0, new byte[0], ""));
        assertEquals(
                WebhookStage.DISABLED,
                WebhookRows.state(world.rows, "crm").orElseThrow().stage());
        assertEquals(Optional.empty(), world.outbox.next(world.now + 3600 * SECOND));
        world.journal(List.of(new WebhookMoved(world.now, "user:ana", "crm", WebhookStage.ACTIVE, -1, "")));
        world.begin();
        assertEquals(List.of(EventId.first(1)), world.send(OK));
    }

    @Test
    void noMoreThanTheRateGoOut() {
        var world = new World(config(10, Backoff.DEFAULT));
        for (int i = 0; i < 50; i++) world.happens(i);
        world.read();
        int sent = 0;
        for (int tick = 0; tick < 100; tick++) {
            sent += world.send(OK).size();
            world.now += SECOND / 100;
        }
        assertEquals(10, sent);
    }

    @Test
    void skippingLeavesBehindWhatWasNotTriedAndKeepsWhatFailed() {
        var world = new World(config(0, Backoff.DEFAULT));
        for (long turn : new long[] {7, 8, 8}) world.happens(turn);
        world.read();
        world.done(world.outbox.next(world.now).orElseThrow(), BROKEN);
        world.outbox.move(WebhookStage.ACTIVE, 3);
        world.now += 10 * SECOND;
        assertEquals(List.of(EventId.first(1)), world.send(OK));
        assertEquals(3, world.outbox.cursor());
    }

    @Test
    void skippingKeepsADeadLetterThatIsReplayedBehindAFreshOne() {
        var world = new World(config(0, Backoff.DEFAULT));
        for (long turn : new long[] {8, 7, 7}) world.happens(turn);
        world.read();
        world.outbox.takeUp(List.of(new Undelivered(EventId.first(1) + 1, 7, 0, world.now, 0, "", world.now)));
        assertEquals(1, world.outbox.waiting());
        world.outbox.move(WebhookStage.ACTIVE, 3);
        assertEquals(0, world.outbox.fresh());
        assertEquals(List.of(EventId.first(1) + 1), world.send(OK));
        assertEquals(0, world.outbox.waiting());
        world.happens(7);
        world.read();
        assertEquals(List.of(EventId.first(4)), world.send(OK), "its line is free again");
    }

    static List<Long> seeds() {
        return new Random().longs(30).boxed().toList();
    }

    /** Random failures, random kills: each event arrives, the first arrivals of a contact in order unless one is a dead letter. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingIsLostAndTheOrderOfAContactHolds(long seed) {
        var random = new Random(seed);
        var backoff = new Backoff(java.util.Collections.nCopies(40, Duration.ofSeconds(2)));
        var world = new World(config(0, backoff));
        Map<Long, Set<Long>> arrived = new HashMap<>();
        ArrayDeque<Entry> underWay = new ArrayDeque<>();
        int steps = 0;
        while (steps++ < 4_000 || world.outbox.cursor() < world.log.size() || world.outbox.waiting() > 0) {
            assertTrue(steps < 200_000, "it does not end");
            boolean calm = steps > 4_000;
            if (!calm && random.nextInt(3) == 0) world.happens(random.nextInt(12) + 1);
            world.read();
            world.outbox.next(world.now).ifPresent(underWay::add);
            if (!underWay.isEmpty() && random.nextBoolean()) {
                Entry entry = random.nextBoolean() ? underWay.pollFirst() : underWay.pollLast();
                boolean taken = calm || random.nextInt(4) != 0;
                // It may have arrived though the answer was lost.
                if (taken || random.nextInt(3) == 0)
                    arrived.computeIfAbsent(entry.turn, _ -> new LinkedHashSet<>())
                            .add(entry.event);
                world.done(entry, taken ? OK : BROKEN);
            }
            if (random.nextInt(20) == 0) world.journal(world.outbox.progress(world.now));
            if (!calm && random.nextInt(300) == 0) {
                underWay.clear();
                world.begin();
            }
            world.now += random.nextInt((int) SECOND);
        }
        assertEquals(0, world.dead());
        Map<Long, List<Long>> happened = new HashMap<>();
        for (Event each : world.log)
            happened.computeIfAbsent(each.turn(), _ -> new ArrayList<>()).add(each.id());
        happened.forEach((turn, events) -> assertEquals(events, List.copyOf(arrived.get(turn)), "contact " + turn));
    }
}
