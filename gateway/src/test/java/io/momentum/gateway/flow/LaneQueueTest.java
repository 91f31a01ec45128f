package io.momentum.gateway.flow;

import static io.momentum.gateway.flow.Mts.ACME;
import static io.momentum.gateway.flow.Mts.NOW_MILLIS;
import static io.momentum.gateway.flow.Mts.mt;
import static io.momentum.gateway.flow.Mts.number;
import static io.momentum.gateway.message.Priority.CAMPAIGN;
import static io.momentum.gateway.message.Priority.OTP;
import static io.momentum.gateway.message.Priority.TRANSACTIONAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.flow.LeavingLimits.Rates;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.message.Mt.Traits;
import io.momentum.gateway.route.Network;
import io.momentum.gateway.route.NumberPlan;
import io.momentum.store.suppression.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaneQueueTest {

    private static final long SECOND = 1_000_000_000L;

    private final LaneQueue queue = new LaneQueue(20, 10, LeavingLimits.NONE);

    private static LeavingLimits senders(int each, Map<String, Integer> named) {
        return new LeavingLimits(Rates.UNLIMITED, new Rates(each, named), Rates.UNLIMITED, () -> NumberPlan.EMPTY);
    }

    private static Mt taken(LaneQueue queue) {
        Mt mt = queue.take(0);
        if (mt == null) throw new AssertionError("nothing may leave");
        return mt;
    }

    private static List<Integer> takeAll(LaneQueue queue, long nowNanos) {
        List<Integer> numbers = new ArrayList<>();
        for (Mt mt = queue.take(nowNanos); mt != null; mt = queue.take(nowNanos)) numbers.add(number(mt));
        return numbers;
    }

    @Test
    void theMostUrgentLeaveFirstAndEachKindInItsOrder() {
        queue.add(mt(1, CAMPAIGN), NOW_MILLIS);
        queue.add(mt(2, TRANSACTIONAL), NOW_MILLIS);
        queue.add(mt(3, OTP), NOW_MILLIS);
        queue.add(mt(4, OTP), NOW_MILLIS);
        assertEquals(4, queue.waiting());
        assertEquals(List.of(3, 4, 2, 1), takeAll(queue, 0));
        assertEquals(0, queue.waiting());
        assertFalse(queue.hasReady());
    }

    @Test
    void aFloodOfUrgentOnesLeavesTheOthersTheirShare() {
        for (int n = 0; n < 3_000; n++) {
            queue.add(mt(n, OTP), NOW_MILLIS);
            queue.add(mt(10_000 + n, TRANSACTIONAL), NOW_MILLIS);
            queue.add(mt(20_000 + n, CAMPAIGN), NOW_MILLIS);
        }
        int[] taken = new int[3];
        for (int i = 0; i < 1_000; i++) taken[taken(queue).priority().rank()]++;
        assertEquals(700, taken[OTP.rank()], 10);
        assertEquals(200, taken[TRANSACTIONAL.rank()], 10);
        assertEquals(100, taken[CAMPAIGN.rank()], 10);
    }

    @Test
    void whatComesBackGoesBeforeTheOthersInItsOldOrder() {
        for (int n = 1; n <= 5; n++) queue.add(mt(n, CAMPAIGN), NOW_MILLIS);
        Mt one = taken(queue);
        Mt two = taken(queue);
        queue.giveBack(two, NOW_MILLIS);
        queue.giveBack(one, NOW_MILLIS);
        assertEquals(List.of(1, 2, 3, 4, 5), takeAll(queue, 0));
    }

    @Test
    void whatIsNotDueWaitsAndHoldsUpNobody() {
        queue.add(mt(1, CAMPAIGN).dueAt(NOW_MILLIS + 500), NOW_MILLIS);
        queue.add(mt(2, CAMPAIGN), NOW_MILLIS);
        assertEquals(List.of(2), takeAll(queue, 0));
        queue.wake(NOW_MILLIS + 499, 0);
        assertNull(queue.take(0));
        queue.wake(NOW_MILLIS + 500, 0);
        assertEquals(List.of(1), takeAll(queue, 0));
    }

    @Test
    void oneSenderOverItsRateDoesNotHoldUpAnother() {
        var limited = new LaneQueue(20, 10, senders(0, Map.of("slow", 10)));
        for (int n = 0; n < 20; n++) limited.add(mt(n, "slow", n, CAMPAIGN, 0), NOW_MILLIS);
        for (int n = 100; n < 120; n++) limited.add(mt(n, "quick", n, CAMPAIGN, 0), NOW_MILLIS);
        List<Integer> atOnce = takeAll(limited, 0);
        assertEquals(21, atOnce.size());
        assertEquals(0, atOnce.getFirst());
        List<Integer> later = new ArrayList<>();
        long now = 0;
        for (; limited.waiting() > 0 && now < 10 * SECOND; now += SECOND / 100) {
            limited.wake(NOW_MILLIS, now);
            later.addAll(takeAll(limited, now));
        }
        assertEquals(19, later.size());
        assertEquals(later.stream().sorted().toList(), later);
        assertTrue(now > 1.7 * SECOND && now < 2.2 * SECOND, now / 1e9 + " s for 19 at 10/s");
    }

    @Test
    void everySenderMayHaveTheSameRateOfItsOwn() {
        var limited = new LaneQueue(20, 10, senders(1, Map.of("free", 0)));
        for (int n = 0; n < 9; n++) limited.add(mt(n, "s" + n % 3, n, CAMPAIGN, 0), NOW_MILLIS);
        for (int n = 10; n < 15; n++) limited.add(mt(n, "free", n, CAMPAIGN, 0), NOW_MILLIS);
        assertEquals(List.of(0, 1, 2, 10, 11, 12, 13, 14), takeAll(limited, 0));
        limited.wake(NOW_MILLIS, SECOND);
        assertEquals(List.of(3, 4, 5), takeAll(limited, SECOND));
    }

    private static final Network MOVISTAR = new Network("214", "07");
    private static final NumberPlan SPAIN = new NumberPlan(List.of(
            new NumberPlan.Entry("34600", MOVISTAR, "ES", ""),
            new NumberPlan.Entry("34610", new Network("214", "01"), "ES", "")));

    private static LeavingLimits networks(Map<String, Integer> senders, Map<String, Integer> networks) {
        return new LeavingLimits(Rates.UNLIMITED, new Rates(0, senders), new Rates(0, networks), () -> SPAIN);
    }

    @Test
    void aFullNetworkHoldsUpNoOther() {
        var limited = new LaneQueue(20, 10, networks(Map.of(), Map.of("214-07", 10)));
        for (int n = 0; n < 20; n++) limited.add(mt(n, "a", 34_600_000_000L + n, CAMPAIGN, 0), NOW_MILLIS);
        for (int n = 100; n < 120; n++) limited.add(mt(n, "a", 34_610_000_000L + n, CAMPAIGN, 0), NOW_MILLIS);
        List<Integer> atOnce = takeAll(limited, 0);
        assertEquals(21, atOnce.size());
        assertEquals(0, atOnce.getFirst());
        assertEquals(19, limited.slowed(LeavingLimits.Kind.NETWORK));
        limited.wake(NOW_MILLIS, SECOND / 10);
        assertEquals(List.of(1), takeAll(limited, SECOND / 10));
    }

    @Test
    void aNumberThatWasLookedUpCountsForTheNetworkThatItIsIn() {
        var limited = new LaneQueue(20, 10, networks(Map.of(), Map.of("214-07", 1)));
        var ported = new Traits("", MOVISTAR, Purpose.MARKETING);
        for (int n = 0; n < 3; n++)
            limited.add(mt(n, "a", 34_610_000_000L + n, CAMPAIGN, 0).with(ported), NOW_MILLIS);
        assertEquals(List.of(0), takeAll(limited, 0));
    }

    @Test
    void aNamedNetworkGoesBeforeAPrefixAndThatBeforeACountry() {
        var limited = new LaneQueue(20, 10, networks(Map.of(), Map.of("214-07", 1, "34610*", 2, "214", 1)));
        for (int n = 0; n < 2; n++) limited.add(mt(n, "a", 34_600_000_000L + n, CAMPAIGN, 0), NOW_MILLIS);
        for (int n = 10; n < 12; n++) limited.add(mt(n, "a", 34_610_000_000L + n, CAMPAIGN, 0), NOW_MILLIS);
        assertEquals(List.of(0, 10), takeAll(limited, 0));
        limited.wake(NOW_MILLIS, SECOND / 2);
        assertEquals(List.of(11), takeAll(limited, SECOND / 2), "two a second, the network beside it one");
    }

    @Test
    void thoseOfASlowSenderThatWaitForTheirNetworkLetItsOthersPass() {
        var limited = new LaneQueue(20, 10, networks(Map.of("s", 10), Map.of("214-07", 1)));
        for (int n = 0; n < 100; n++) limited.add(mt(n, "s", 34_600_000_000L + n, CAMPAIGN, 0), NOW_MILLIS);
        for (int n = 200; n < 205; n++) limited.add(mt(n, "s", 34_610_000_000L + n, CAMPAIGN, 0), NOW_MILLIS);
        List<Integer> left = new ArrayList<>(takeAll(limited, 0));
        for (long now = SECOND / 10; now < SECOND; now += SECOND / 10) {
            limited.wake(NOW_MILLIS, now);
            left.addAll(takeAll(limited, now));
        }
        assertEquals(List.of(0, 200, 201, 202, 203, 204), left, "within the second in which the network takes one");
    }

    @Test
    void aMessageTakesNoTokenOfOneBucketWhileAnotherHasNone() {
        var limits = new LeavingLimits(
                new Rates(0, Map.of("sale", 1)), new Rates(0, Map.of("s", 1)), Rates.UNLIMITED, () -> SPAIN);
        var limited = new LaneQueue(20, 10, limits);
        var sale = new Traits("sale", null, Purpose.MARKETING);
        limited.add(mt(1, "other", 1, CAMPAIGN, 0).with(sale), NOW_MILLIS);
        assertEquals(List.of(1), takeAll(limited, 0));
        limited.add(mt(2, "s", 2, CAMPAIGN, 0).with(sale), NOW_MILLIS);
        limited.add(mt(3, "s", 3, CAMPAIGN, 0), NOW_MILLIS);
        assertEquals(List.of(3), takeAll(limited, 0), "the campaign has no token, and the sender has kept its own");
        assertEquals(1, limited.slowed(LeavingLimits.Kind.CAMPAIGN));
    }

    @Test
    void moreSendersThanAreRememberedShareBucketsAndMemoryIsBounded() {
        var limits = senders(1, Map.of());
        var limited = new LaneQueue(20, 10, limits);
        int senders = KeyedLimits.KEYS_MAX + 20_000;
        for (int n = 0; n < senders; n++) limited.add(mt(n, "s" + n, n, CAMPAIGN, 0), NOW_MILLIS);
        int left = takeAll(limited, 0).size();
        assertTrue(left >= KeyedLimits.KEYS_MAX && left < senders, left + " left at once");
        assertTrue(limits.buckets(LeavingLimits.Kind.SENDER) <= KeyedLimits.KEYS_MAX + 1_024);
        long later = 3 * SECOND;
        limited.add(mt(senders, "later", 1, CAMPAIGN, 0), NOW_MILLIS);
        assertTrue(takeAll(limited, later).contains(senders));
        assertEquals(1, limits.buckets(LeavingLimits.Kind.SENDER), "those that are full again are forgotten");
    }

    @Test
    void whatWasGivenBackIsTakenBackThoughItsSenderIsOverItsRate() {
        var slow = new LaneQueue(20, 10, senders(1, Map.of()));
        for (int n = 1; n <= 2; n++) slow.add(mt(n, CAMPAIGN), NOW_MILLIS);
        Mt first = taken(slow);
        slow.giveBack(first, NOW_MILLIS);
        assertNull(slow.take(0), "both wait for their sender's rate now");
        assertEquals(first, slow.takeBack(first));
        assertNull(slow.takeBack(first));
        assertEquals(1, slow.waiting());
        slow.wake(NOW_MILLIS + 1_000, SECOND);
        assertEquals(List.of(2), takeAll(slow, SECOND));
    }

    @Test
    void whatWasGivenBackIsTakenBackThoughItWaitsForItsHourOrForAnother() {
        Mt mt = mt(1, OTP);
        Mt held = mt.heldUntil(NOW_MILLIS + 1_000);
        queue.giveBack(held, NOW_MILLIS);
        queue.giveBack(mt(2, OTP).heldUntil(NOW_MILLIS + 500), NOW_MILLIS);
        assertEquals(held, queue.takeBack(mt.attempted()));
        assertNull(queue.takeBack(mt));
        queue.giveBack(mt.onTrail(-5), NOW_MILLIS);
        assertEquals(mt.onTrail(-5), queue.takeBack(mt));
        assertEquals(1, queue.waiting());
        queue.wake(NOW_MILLIS + 1_000, 0);
        assertEquals(2, number(taken(queue)));
        assertFalse(queue.hasReady());
    }

    @Test
    void aFollowerWaitsForItsTurnAndThenGoesFirst() {
        Trails trails = new Trails(7);
        long key = trails.key(ACME, "890123", 1, CAMPAIGN);
        Mt first = mt(1, "890123", 1, CAMPAIGN, trails.enter(key, 1));
        Mt second = mt(2, "890123", 1, CAMPAIGN, trails.enter(key, 1));
        queue.add(first, NOW_MILLIS);
        queue.add(second, NOW_MILLIS);
        queue.add(mt(3, CAMPAIGN), NOW_MILLIS);
        queue.add(mt(4, CAMPAIGN), NOW_MILLIS);
        assertEquals(1, number(taken(queue)));
        assertEquals(3, number(taken(queue)));
        queue.passTurn(first.trail(), NOW_MILLIS);
        assertEquals(List.of(2, 4), takeAll(queue, 0));
    }

    @Test
    void aTurnThatComesBeforeItsFollowerWaitsForIt() {
        Trails trails = new Trails(7);
        long key = trails.key(ACME, "890123", 1, CAMPAIGN);
        Mt first = mt(1, "890123", 1, CAMPAIGN, trails.enter(key, 1));
        Mt second = mt(2, "890123", 1, CAMPAIGN, trails.enter(key, 1));
        queue.passTurn(first.trail(), NOW_MILLIS);
        queue.add(second, NOW_MILLIS);
        Mt taken = taken(queue);
        assertEquals(2, number(taken));
        assertFalse(taken.follows());
    }

    @Test
    void whatHasExpiredIsFoundWhereverItWaits() {
        Trails trails = new Trails(7);
        long key = trails.key(ACME, "890123", 1, CAMPAIGN);
        queue.add(mt(1, "890123", 1, CAMPAIGN, trails.enter(key, 1)), NOW_MILLIS);
        queue.add(mt(2, "890123", 1, CAMPAIGN, trails.enter(key, 1)), NOW_MILLIS);
        queue.add(mt(3, OTP).dueAt(NOW_MILLIS + 1), NOW_MILLIS);
        queue.add(mt(4, TRANSACTIONAL), NOW_MILLIS);
        assertEquals(2, queue.takeExpired(Long.MAX_VALUE, 2).size());
        assertEquals(2, queue.takeExpired(Long.MAX_VALUE, 100).size());
        assertEquals(0, queue.waiting());
        assertFalse(queue.hasReady());
    }
}
