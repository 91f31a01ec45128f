package io.momentum.gateway.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.policy.Decision.Defer;
import io.momentum.gateway.policy.Decision.Reject;
import io.momentum.gateway.policy.Decision.Send;
import io.momentum.store.calendar.Interval;
import io.momentum.store.calendar.WorkCalendar;
import io.momentum.store.fact.PolicyFact.PolicyWaived;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyBookTest {

    private static final ZoneId EAST = ZoneId.of("America/New_York");
    private static final ZoneId WEST = ZoneId.of("America/Los_Angeles");
    private static final long EASTERN = 12025550100L;
    private static final long BOTH = 15005550100L;
    private static final Places PLACES = new Places(Map.of(
            "1202", new Place("US", "DC", List.of(EAST)),
            "1500", new Place("US", "", List.of(EAST, WEST)),
            "57", new Place("CO", "", List.of(ZoneId.of("America/Bogota")))));
    private static final long[] NONE = {};

    private static WorkCalendar daily(String hours) {
        Map<DayOfWeek, List<Interval>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) week.put(day, List.of(Interval.parse(hours)));
        return new WorkCalendar("", ZoneOffset.UTC, week, Map.of());
    }

    private static PolicyPack pack(String id, String hours, List<Cap> caps, Duration gap, String from, String until) {
        return new PolicyPack(
                id,
                3,
                "US",
                Set.of(),
                Set.of(Category.MARKETING),
                daily(hours),
                caps,
                gap,
                true,
                "https://example.org/law",
                LocalDate.of(2026, 11, 1),
                LocalDate.parse(from),
                LocalDate.parse(until));
    }

    private static PolicyPack pack(String id, String hours, Cap... caps) {
        return pack(id, hours, List.of(caps), Duration.ZERO, "2020-01-01", "2100-01-01");
    }

    private static PolicyBook book(PolicyPack... packs) {
        return new PolicyBook(List.of(packs), PLACES);
    }

    private static Instant east(String local) {
        return LocalDateTime.parse(local).atZone(EAST).toInstant();
    }

    private static Ask ask(long digits, String... packs) {
        return Ask.of(digits, Category.MARKETING, List.of(packs));
    }

    private static Defer defer(Decision decision) {
        return assertInstanceOf(Defer.class, decision);
    }

    @Test
    void whatIsTooEarlyWaitsForTheMorningAndWhatIsTooLateForTheNext() {
        PolicyBook book = book(pack("day", "08:00-20:00"));
        Ask ask = ask(EASTERN, "day");
        assertEquals(
                new Defer(east("2026-11-29T08:00"), "day", 3, "closed in America/New_York"),
                book.evaluate(ask, east("2026-11-29T07:59:59"), NONE));
        assertInstanceOf(Send.class, book.evaluate(ask, east("2026-11-29T08:00"), NONE));
        assertInstanceOf(Send.class, book.evaluate(ask, east("2026-11-29T19:59:59"), NONE));
        assertEquals(
                east("2026-11-30T08:00"),
                defer(book.evaluate(ask, east("2026-11-29T20:00"), NONE)).until());
    }

    @Test
    void severalZonesAndSeveralPacksAreAllKept() {
        PolicyBook book = book(pack("day", "08:00-20:00"), pack("late", "10:00-21:00"));
        Defer both = defer(book.evaluate(ask(BOTH, "day", "late"), east("2026-11-29T09:00"), NONE));
        assertEquals(east("2026-11-29T13:00"), both.until());
        assertEquals("late", both.pack());
        assertEquals(
                east("2026-11-30T13:00"),
                defer(book.evaluate(ask(BOTH, "day", "late"), east("2026-11-29T20:00"), NONE))
                        .until());
        Ask known = ask(BOTH, "day", "late").in(EAST);
        assertInstanceOf(Send.class, book.evaluate(known, east("2026-11-29T10:00"), NONE));
    }

    @Test
    void capsCountTheLastMessagesInTheirTime() {
        PolicyBook book = book(pack("capped", "08:00-20:00", new Cap(2, new Cap.Rolling(Duration.ofHours(24)))));
        long[] two = {micros(east("2026-11-28T09:00")), micros(east("2026-11-28T19:00"))};
        Ask ask = ask(EASTERN, "capped");
        Defer early = defer(book.evaluate(ask, east("2026-11-29T08:30"), two));
        assertEquals(east("2026-11-29T09:00"), early.until());
        assertEquals("had 2 per 24h", early.why());
        assertInstanceOf(Send.class, book.evaluate(ask, east("2026-11-29T09:00"), two));
        long[] night = {micros(east("2026-11-28T19:00")), micros(east("2026-11-28T19:59"))};
        assertInstanceOf(Send.class, book.evaluate(ask, east("2026-11-29T19:30"), night));
    }

    @Test
    void aDayAndAWeekAreThoseOfTheRecipient() {
        PolicyBook day = book(pack("daily", "08:00-20:00", new Cap(1, new Cap.Day())));
        long[] sunday = {micros(east("2026-11-29T19:00"))};
        assertEquals(
                east("2026-11-30T08:00"),
                defer(day.evaluate(ask(EASTERN, "daily"), east("2026-11-29T19:30"), sunday))
                        .until());
        PolicyBook week = book(pack("weekly", "08:00-20:00", new Cap(1, new Cap.Week())));
        long[] monday = {micros(east("2026-11-23T09:00"))};
        assertEquals(
                east("2026-11-30T08:00"),
                defer(week.evaluate(ask(EASTERN, "weekly"), east("2026-11-29T10:00"), monday))
                        .until());
    }

    @Test
    void aGapIsKept() {
        PolicyBook book = book(pack("gap", "08:00-20:00", List.of(), Duration.ofHours(2), "2020-01-01", "2100-01-01"));
        long[] one = {micros(east("2026-11-29T09:00"))};
        assertEquals(
                east("2026-11-29T11:00"),
                defer(book.evaluate(ask(EASTERN, "gap"), east("2026-11-29T10:00"), one))
                        .until());
    }

    @Test
    void aPackHoldsFromItsFirstDayToItsLast() {
        PolicyBook book = book(
                pack("old", "08:00-21:00", List.of(), Duration.ZERO, "2020-01-01", "2027-01-30"),
                pack("new", "09:00-18:00", List.of(), Duration.ZERO, "2027-01-31", "2100-01-01"));
        Ask ask = ask(EASTERN, "old", "new");
        assertInstanceOf(Send.class, book.evaluate(ask, east("2027-01-30T20:59"), NONE));
        assertEquals(
                east("2027-01-31T09:00"),
                defer(book.evaluate(ask, east("2027-01-30T21:00"), NONE)).until());
        assertInstanceOf(Defer.class, book.evaluate(ask, east("2027-01-31T08:30"), NONE));
        PolicyBook.Sample evening = new PolicyBook.Sample(ask, east("2027-01-20T20:00"));
        PolicyBook.Sample noon = new PolicyBook.Sample(ask, east("2027-01-20T12:00"));
        List<PolicyBook.Change> changes = book.preview(List.of(evening, noon), 28);
        assertEquals(1, changes.size());
        assertEquals(evening, changes.getFirst().sample());
        assertInstanceOf(Defer.class, changes.getFirst().later());
    }

    @Test
    void answersAreExemptWhereThePackSaysSoAndComplianceMayOverrideWithAReason() {
        PolicyPack strict = new PolicyPack(
                "strict",
                1,
                "US",
                Set.of(),
                Set.of(Category.COLLECTIONS),
                daily("08:00-20:00"),
                List.of(),
                Duration.ZERO,
                false,
                "",
                LocalDate.MIN,
                LocalDate.MIN,
                LocalDate.MAX);
        PolicyBook book = book(pack("day", "08:00-20:00"), strict);
        Instant night = east("2026-11-29T23:00");
        assertInstanceOf(Send.class, book.evaluate(ask(EASTERN, "day").answering(), night, NONE));
        Ask collections = Ask.of(EASTERN, Category.COLLECTIONS, List.of("strict"));
        assertInstanceOf(Defer.class, book.evaluate(collections.answering(), night, NONE));
        Send override =
                assertInstanceOf(Send.class, book.evaluate(collections.overridden("eve", "court order"), night, NONE));
        assertEquals(List.of("override by eve: court order"), override.why());
        assertThrows(IllegalArgumentException.class, () -> collections.overridden("eve", " "));
    }

    @Test
    void whatIsKnownOfAPersonCountsInPlaceOfTheNumberAndForDebtsBesideIt() {
        PolicyPack debts = new PolicyPack(
                "debts",
                1,
                "US",
                Set.of(),
                Set.of(Category.COLLECTIONS),
                daily("08:00-21:00"),
                List.of(),
                Duration.ZERO,
                false,
                "",
                LocalDate.MIN,
                LocalDate.MIN,
                LocalDate.MAX);
        PolicyBook book = book(pack("day", "08:00-21:00"), debts);
        // Nine in New York is six in Los Angeles.
        Instant morning = east("2026-11-30T09:00");
        assertInstanceOf(Send.class, book.evaluate(ask(EASTERN, "day"), morning, NONE));
        Defer west =
                assertInstanceOf(Defer.class, book.evaluate(ask(EASTERN, "day").in(WEST), morning, NONE));
        assertEquals(east("2026-11-30T11:00"), west.until());
        // Eight in Los Angeles is eleven in New York; half past nine at night in New York is half past six there.
        Instant evening = east("2026-11-30T21:30");
        assertInstanceOf(Send.class, book.evaluate(ask(EASTERN, "day").in(WEST), evening, NONE));
        Ask debt = Ask.of(EASTERN, Category.COLLECTIONS, List.of("debts"));
        Defer both = assertInstanceOf(Defer.class, book.evaluate(debt.in(WEST), evening, NONE));
        assertEquals(east("2026-12-01T11:00"), both.until(), "when it is open in both");
        // The number may be of either: what is known says which.
        Ask known = Ask.of(BOTH, Category.COLLECTIONS, List.of("debts")).in(WEST);
        assertInstanceOf(Send.class, book.evaluate(known, evening, NONE));
    }

    @Test
    void whatWasLetGoTellsWhatWasLookedAt() {
        PolicyBook book = book(pack("day", "08:00-20:00"));
        Send send = assertInstanceOf(Send.class, book.evaluate(ask(EASTERN, "day"), east("2026-11-30T09:00"), NONE));
        assertEquals(List.of("day@3", "09:00 there in America/New_York"), send.why());
        Send other =
                assertInstanceOf(Send.class, book.evaluate(ask(573001234567L, "day"), east("2026-11-30T09:00"), NONE));
        assertEquals(List.of("no pack is for the number and category"), other.why());
    }

    @Test
    void aPackLooksBackAsFarAsItsCapsAndItsGap() {
        assertEquals(Duration.ZERO, book(pack("day", "08:00-20:00")).lookBack());
        var day = pack("daily", "00:00-24:00", new Cap(1, new Cap.Day()));
        var rolling = pack("rolling", "00:00-24:00", new Cap(1, new Cap.Rolling(Duration.ofDays(3))));
        assertEquals(Duration.ofDays(3), book(day, rolling).lookBack());
    }

    @Test
    void aMessageThatWasCountedBeforeAStartCountsOnceAfterIt() {
        PolicyBook book = book(pack("daily", "00:00-24:00", new Cap(1, new Cap.Day())));
        ContactCounters counters = new ContactCounters();
        Instant now = east("2026-11-29T12:00");
        for (int times = 0; times < 2; times++) counters.restore(EASTERN, Category.MARKETING, 1, micros(now));
        assertEquals(1, counters.sent(EASTERN, Category.MARKETING).length);
        assertInstanceOf(Send.class, decide(book, counters, ask(EASTERN, "daily"), 1, now));
        assertInstanceOf(Defer.class, decide(book, counters, ask(EASTERN, "daily"), 2, now));
    }

    @Test
    void aPermissionHoldsForItsTimeAndNobodyElse() {
        var waivers = new Waivers();
        waivers.apply(new PolicyWaived(10, "user:ana", 7, "", "a recall", 20));
        waivers.apply(new PolicyWaived(10, "user:eve", 0, "recall", "of all", 30));
        assertEquals(new Ask.Waiver("user:ana", "a recall"), waivers.of(7, "recall", 19));
        assertEquals(new Ask.Waiver("user:eve", "of all"), waivers.of(7, "recall", 20));
        assertEquals(null, waivers.of(8, "", 15));
        assertEquals(null, waivers.of(7, "recall", 30));
        waivers.apply(new PolicyWaived(15, "user:eve", 0, "recall", "it is over", 15));
        assertEquals(null, waivers.of(8, "recall", 16));
        assertEquals(new Ask.Waiver("user:ana", "a recall"), waivers.of(7, "recall", 16));
    }

    @Test
    void otherCountriesCategoriesAndUnknownNumbersAreNotConcerned() {
        PolicyBook book = book(pack("day", "08:00-20:00"));
        Instant night = east("2026-11-29T23:00");
        assertInstanceOf(Send.class, book.evaluate(ask(573001234567L, "day"), night, NONE));
        assertInstanceOf(Send.class, book.evaluate(ask(999L, "day"), night, NONE));
        assertInstanceOf(
                Send.class, book.evaluate(Ask.of(EASTERN, Category.NOTIFICATION, List.of("day")), night, NONE));
    }

    @Test
    void hoursThatNeverMeetAreRefused() {
        PolicyBook book = book(pack("morning", "08:00-10:00"), pack("evening", "18:00-20:00"));
        Reject never = assertInstanceOf(
                Reject.class, book.evaluate(ask(EASTERN, "morning", "evening"), east("2026-11-29T09:00"), NONE));
        assertTrue(never.why().startsWith("no time within 60 days"), never.why());
    }

    @Test
    void aMessageCountsOnceHoweverOftenItIsTried() {
        PolicyBook book = book(pack("daily", "00:00-24:00", new Cap(1, new Cap.Day())));
        ContactCounters counters = new ContactCounters();
        Instant now = east("2026-11-29T12:00");
        Ask ask = ask(EASTERN, "daily");
        for (int tries = 0; tries < 2; tries++) assertInstanceOf(Send.class, decide(book, counters, ask, 1, now));
        assertInstanceOf(Defer.class, decide(book, counters, ask, 2, now));
        counters.notSent(EASTERN, Category.MARKETING, 1);
        assertInstanceOf(Send.class, decide(book, counters, ask, 2, now));
        assertEquals(1, counters.sent(EASTERN, Category.MARKETING).length);
    }

    private static Decision decide(PolicyBook book, ContactCounters counters, Ask ask, long mtId, Instant now) {
        return counters.decide(ask.digits(), ask.category(), mtId, micros(now), sent -> book.evaluate(ask, now, sent));
    }

    @Test
    void whoIsForgottenIsTheOneThatWasWrittenToLongestAgo() {
        ContactCounters counters = new ContactCounters(64 * 4);
        for (int i = 1; i <= 10_000; i++) {
            counters.decide(i, Category.MARKETING, i, i, sent -> new Send(List.of()));
        }
        assertEquals(1, counters.sent(10_000, Category.MARKETING).length);
        assertEquals(10_000 - 256, counters.forgotten());
    }

    @Test
    void whoHasJustWrittenIsAnsweredByThatNumberAlone() {
        ContactCounters counters = new ContactCounters();
        counters.wrote(EASTERN, "890123", 1_000);
        assertTrue(counters.hasWritten(EASTERN, "890123", 1_500, 1_000));
        assertEquals(false, counters.hasWritten(EASTERN, "890123", 2_000, 1_000));
        assertEquals(false, counters.hasWritten(EASTERN, "other", 1_500, 1_000));
    }

    private static long micros(Instant at) {
        return at.toEpochMilli() * 1_000;
    }
}
