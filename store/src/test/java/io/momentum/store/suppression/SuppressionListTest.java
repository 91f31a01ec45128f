package io.momentum.store.suppression;

import static io.momentum.store.value.SuppressionScope.GLOBAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.OptOutHeld;
import io.momentum.store.fact.Fact.OptOutReviewed;
import io.momentum.store.fact.Fact.Review;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SuppressionListTest {

    private static final SystemId ACME = new SystemId("acme");
    private static final SystemId OTHER = new SystemId("other");
    private static final SuppressionScope BY_ACME = SuppressionScope.account(ACME);
    private static final SuppressionScope BY_SENDER = SuppressionScope.sender("890123");
    private static final long NUMBER = 999_999_999_999_999L;

    private final SuppressionList list = new SuppressionList();

    @Test
    void aGlobalOptOutClosesTheNumberForEveryAccount() {
        list.apply(1, out(NUMBER, GLOBAL));
        assertEquals(GLOBAL, list.blocking(NUMBER, ACME, "890123"));
        assertEquals(GLOBAL, list.blocking(NUMBER, OTHER, ""));
        assertNull(list.blocking(NUMBER - 1, ACME, "890123"));
    }

    @Test
    void anAccountScopeClosesOnlyItsAccount() {
        list.apply(1, out(NUMBER, BY_ACME));
        assertEquals(BY_ACME, list.blocking(NUMBER, ACME, ""));
        assertNull(list.blocking(NUMBER, OTHER, ""));
    }

    @Test
    void aSenderScopeClosesOnlyItsSender() {
        list.apply(1, out(NUMBER, BY_SENDER));
        assertEquals(BY_SENDER, list.blocking(NUMBER, ACME, "890123"));
        assertNull(list.blocking(NUMBER, ACME, "890124"));
        assertNull(list.blocking(NUMBER, ACME, ""));
    }

    @Test
    void aSendersNumberIsTheSameHoweverItIsWritten() {
        list.apply(1, out(NUMBER, SuppressionScope.sender("+890-123")));
        assertEquals(BY_SENDER, list.blocking(NUMBER, ACME, "890123"));
        assertEquals(BY_SENDER, list.blocking(NUMBER, ACME, "+890 123"));
        assertNull(list.blocking(NUMBER, ACME, "ACME"));
    }

    @Test
    void aProgrammeAndAClassCloseOnlyWhatIsOfThem() {
        var reminders = new Purpose("notification", "reminders");
        list.apply(1, out(NUMBER, SuppressionScope.program(ACME, "reminders")));
        assertEquals(SuppressionScope.program(ACME, "reminders"), list.blocking(NUMBER, ACME, "1", reminders));
        assertNull(list.blocking(NUMBER, OTHER, "1", reminders));
        assertNull(list.blocking(NUMBER, ACME, "1", new Purpose("notification", "news")));
        list.apply(1, out(NUMBER, SuppressionScope.category(ACME, "marketing")));
        assertEquals(SuppressionScope.category(ACME, "marketing"), list.blocking(NUMBER, ACME, "1"));
        assertNull(list.blocking(NUMBER, ACME, "1", new Purpose("notification", "news")));
    }

    @Test
    void aRegistryClosesWhatNobodyAskedForAndAGivenUpNumberAll() {
        var wanted = new Purpose("notification", "");
        SuppressionScope rne = SuppressionScope.parse("registry:rne");
        list.apply(1, out(NUMBER, rne));
        assertEquals(rne, list.blocking(NUMBER, ACME, "1"));
        assertEquals(rne, list.blocking(NUMBER, ACME, "1", new Purpose("collections", "")));
        assertNull(list.blocking(NUMBER, ACME, "1", wanted));
        list.apply(1, out(NUMBER, SuppressionScope.DEACTIVATED));
        assertEquals(SuppressionScope.DEACTIVATED, list.blocking(NUMBER, ACME, "1", wanted));
    }

    @Test
    void aDoubtHoldsAdvertisingBackUntilItIsDecided() {
        list.apply(1, new OptOutHeld(1, NUMBER, BY_ACME, 2, "stop calling me", "optout-en@1", 3));
        assertEquals(BY_ACME, list.blocking(NUMBER, ACME, "1"));
        assertFalse(list.contains(NUMBER, BY_ACME));
        assertNull(list.blocking(NUMBER, ACME, "1", new Purpose("notification", "")));
        assertNull(list.blocking(NUMBER, OTHER, "1"));
        list.apply(1, new OptOutReviewed(4, NUMBER, BY_ACME, 2, Review.DISMISSED, "ana", "no"));
        assertNull(list.blocking(NUMBER, ACME, "1"));
        list.apply(1, new OptOutHeld(5, NUMBER, BY_ACME, 6, "stop calling me", "optout-en@1", 7));
        list.apply(1, out(NUMBER, BY_ACME));
        assertEquals(0, list.heldSize());
        assertEquals(BY_ACME, list.blocking(NUMBER, ACME, "1", new Purpose("notification", "")));
    }

    @Test
    void theWidestScopeIsNamedFirst() {
        list.apply(1, out(NUMBER, BY_SENDER));
        list.apply(1, out(NUMBER, BY_ACME));
        assertEquals(BY_ACME, list.blocking(NUMBER, ACME, "890123"));
        list.apply(1, out(NUMBER, GLOBAL));
        assertEquals(GLOBAL, list.blocking(NUMBER, ACME, "890123"));
    }

    @Test
    void anOptInOpensItsScopeAndNoOther() {
        list.apply(1, out(NUMBER, GLOBAL));
        list.apply(1, out(NUMBER, BY_ACME));
        list.apply(1, in(NUMBER, GLOBAL));
        assertEquals(BY_ACME, list.blocking(NUMBER, ACME, ""));
        assertNull(list.blocking(NUMBER, OTHER, ""));
    }

    @Test
    void aRepeatedOptOutCountsOnceAndEndsWithOneOptIn() {
        list.apply(1, out(NUMBER, BY_ACME));
        list.apply(1, out(NUMBER, BY_ACME));
        assertEquals(1, list.size());
        assertEquals(1, list.sizes().get(SuppressionScope.Kind.ACCOUNT));
        list.apply(1, in(NUMBER, BY_ACME));
        list.apply(1, in(NUMBER, BY_ACME));
        assertEquals(0, list.size());
        assertNull(list.blocking(NUMBER, ACME, ""));
    }

    @Test
    void anAddressThatIsNoNumberIsNeverBlocked() {
        list.apply(1, out(0, GLOBAL));
        assertNull(list.blocking(0, ACME, ""));
        assertEquals(0, list.size());
    }

    @Test
    void moreScopesThanThereAreBitsForAreRefusedAtTheDoorAndStillHeldIfTheyAreFacts() {
        var small = new SuppressionList(2);
        small.add(1, BY_ACME);
        small.add(1, BY_SENDER);
        var third = SuppressionScope.account(OTHER);
        assertFalse(small.hasRoomFor(third));
        assertTrue(small.hasRoomFor(BY_ACME));
        small.add(7, third);
        assertEquals(third, small.blocking(7, OTHER, ""));
        assertTrue(small.contains(7, third));
        assertEquals(3, small.size());
        small.remove(7, third);
        assertNull(small.blocking(7, OTHER, ""));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void itAnswersAsASetDoes(long seed) {
        var random = new Random(seed);
        var scopes = new SuppressionScope[] {GLOBAL, BY_ACME, BY_SENDER};
        var model = new HashSet<Map.Entry<Long, SuppressionScope>>();
        for (int step = 0; step < 100_000; step++) {
            long digits = 1L + random.nextInt(5_000);
            SuppressionScope scope = scopes[random.nextInt(3)];
            if (random.nextInt(5) < 3) {
                list.apply(1, out(digits, scope));
                model.add(Map.entry(digits, scope));
            } else {
                list.apply(1, in(digits, scope));
                model.remove(Map.entry(digits, scope));
            }
        }
        assertEquals(model.size(), list.size());
        for (long digits = 0; digits <= 5_001; digits++) {
            for (SuppressionScope scope : scopes) {
                assertEquals(model.contains(Map.entry(digits, scope)), list.contains(digits, scope));
            }
        }
    }

    @Test
    void readersNeverMissANumberThatStaysWhileOthersComeAndGo() throws Exception {
        for (long kept = 1; kept <= 2_000; kept++) {
            list.add(kept * 1_000, GLOBAL);
        }
        var stop = new AtomicBoolean();
        var started = new CountDownLatch(1);
        var reader = CompletableFuture.supplyAsync(() -> {
            long missed = 0;
            do {
                for (long kept = 1; kept <= 2_000; kept++) {
                    if (list.blocking(kept * 1_000, ACME, "") == null) missed++;
                }
                started.countDown();
            } while (!stop.get());
            return missed;
        });
        started.await();
        for (int round = 0; round < 3; round++) {
            for (long other = 1; other <= 100_000; other++) {
                list.add(other * 1_000 + 1, GLOBAL);
            }
            for (long other = 1; other <= 100_000; other++) {
                list.remove(other * 1_000 + 1, GLOBAL);
            }
        }
        stop.set(true);
        assertEquals(0, reader.get());
        assertEquals(2_000, list.size());
    }

    private static Fact out(long digits, SuppressionScope scope) {
        return new Fact.OptedOut(1, digits, scope, Fact.OptSource.KEYWORD, 0, "STOP");
    }

    private static Fact in(long digits, SuppressionScope scope) {
        return new Fact.OptedIn(1, digits, scope, Fact.OptSource.KEYWORD, 0, "START");
    }
}
