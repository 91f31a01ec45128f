package io.momentum.gateway.carrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.momentum.gateway.message.Mt;
import io.momentum.gateway.message.Priority;
import io.momentum.gateway.policy.AccountPolicies;
import io.momentum.gateway.policy.Cap;
import io.momentum.gateway.policy.Category;
import io.momentum.gateway.policy.Decision;
import io.momentum.gateway.policy.Decision.Defer;
import io.momentum.gateway.policy.Decision.Send;
import io.momentum.gateway.policy.Place;
import io.momentum.gateway.policy.Places;
import io.momentum.gateway.policy.PolicyBook;
import io.momentum.gateway.policy.PolicyPack;
import io.momentum.store.calendar.Interval;
import io.momentum.store.calendar.WorkCalendar;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What counts for a recipient's caps, by what becomes of messages. */
class PolicyCheckTest {

    private static final SystemId ACME = new SystemId("acme");
    private static final CarrierId TELCO = new CarrierId("telco");
    private static final long NUMBER = 15_550_100L;

    /** Half an hour before the quiet night begins. */
    private static final long EVENING = micros("2026-11-30T19:30:00Z");

    private static final long NIGHT = micros("2026-12-01T02:00:00Z");
    private static final long MORNING = micros("2026-12-01T08:00:00Z");

    private final PolicyCheck policies = new PolicyCheck();

    private static long micros(String instant) {
        return Instant.parse(instant).toEpochMilli() * 1_000;
    }

    @BeforeEach
    void oneADayFromEightToEight() {
        Map<DayOfWeek, List<Interval>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) week.put(day, List.of(new Interval(8 * 3_600, 20 * 3_600)));
        var pack = new PolicyPack(
                "quiet",
                1,
                "US",
                Set.of(),
                Set.of(Category.MARKETING),
                new WorkCalendar("", ZoneOffset.UTC, week, Map.of()),
                List.of(new Cap(1, new Cap.Day())),
                Duration.ZERO,
                true,
                "",
                LocalDate.MIN,
                LocalDate.MIN,
                LocalDate.MAX);
        Places places = new Places(Map.of("1", new Place("US", "", List.of(ZoneOffset.UTC))));
        policies.reload(
                new PolicyBook(List.of(pack), places),
                Map.of(ACME, new AccountPolicies(List.of("quiet"), Category.MARKETING, Duration.ZERO)));
    }

    private static Mt mt(long mtId) {
        byte[] pdu = new byte[16];
        return new Mt(
                mtId, ACME, Origin.SMPP, "890123", NUMBER, Long.MAX_VALUE, 0, Priority.CAMPAIGN, 0, false, 0, pdu);
    }

    private static List<Mt> inTwo(long mtId) {
        return mt(mtId).cut(List.of(new byte[16], new byte[16]), TELCO);
    }

    private void assertSent(Mt mt, long atMicros) {
        assertInstanceOf(Send.class, policies.decide(mt, atMicros));
    }

    private void assertDeferred(Mt mt, long atMicros, long untilMicros) {
        Decision decision = policies.decide(mt, atMicros);
        Defer defer = assertInstanceOf(Defer.class, decision, decision.toString());
        assertEquals(Instant.ofEpochMilli(untilMicros / 1_000), defer.until());
    }

    private void letGo(Mt mt) {
        assertSent(mt, EVENING);
        mt.begin();
    }

    @Test
    void aMessageOfWhichNoPartWasTakenIsDecidedAboutAnew() {
        List<Mt> parts = inTwo(1);
        parts.forEach(this::letGo);
        // One is throttled, and of the other nobody knows: it is sent again.
        parts.getFirst().landed(false);
        parts.getLast().landed(true);
        for (Mt part : parts) assertDeferred(part, NIGHT, MORNING);
    }

    @Test
    void theRestFollowsAPartThatWasTakenOrIsOnItsWay() {
        List<Mt> parts = inTwo(1);
        letGo(parts.getFirst());
        assertSent(parts.getLast(), NIGHT);
        parts.getFirst().taken();
        parts.getFirst().landed(true);
        assertSent(parts.getLast(), NIGHT);
    }

    @Test
    void aPartThatDidNotLeaveTakesNothingFromTheCountOfOneThatDid() {
        List<Mt> parts = inTwo(1);
        letGo(parts.getFirst());
        parts.getFirst().taken();
        parts.getFirst().landed(true);
        letGo(parts.getLast());
        parts.getLast().landed(false);
        policies.notSent(parts.getLast());
        assertDeferred(mt(2), EVENING, MORNING);
        assertSent(parts.getLast(), EVENING);
    }

    @Test
    void aMessageWhosePartsAreAllRefusedDoesNotCount() {
        List<Mt> parts = inTwo(1);
        parts.forEach(this::letGo);
        for (Mt part : parts) {
            part.refused();
            policies.notSent(part);
        }
        assertSent(mt(2), EVENING);
    }

    @Test
    void aMessageThatDidNotLeaveDoesNotCount() {
        letGo(mt(1));
        policies.notSent(mt(1));
        assertSent(mt(2), EVENING);
        assertDeferred(mt(3), EVENING, MORNING);
    }
}
