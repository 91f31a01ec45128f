package io.momentum.gateway.carrier;

import static io.momentum.gateway.codec.CommandId.SUBMIT_SM;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
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
import java.nio.ByteBuffer;
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

    // ---- cut by the ESME

    private static Mt segment(long mtId, int reference, int number) {
        byte[] text = {5, 0, 3, (byte) reference, 3, (byte) number, 'x'};
        byte[] addresses = ("\0\1\1" + "890123\0" + "\1\1" + NUMBER + "\0").getBytes(ISO_8859_1);
        int length = 16 + addresses.length + 10 + text.length;
        ByteBuffer pdu = ByteBuffer.allocate(length).putInt(length).putInt(SUBMIT_SM);
        pdu.putInt(0).putInt(1).put(addresses).put((byte) 0x40).put(new byte[8]);
        return segment(mtId, pdu.put((byte) text.length).put(text).array());
    }

    private static Mt segment(long mtId, byte[] pdu) {
        return new Mt(
                mtId, ACME, Origin.SMPP, "890123", NUMBER, Long.MAX_VALUE, 0, Priority.CAMPAIGN, 0, false, 0, pdu);
    }

    @Test
    void segmentsOfOneMessageCountOnceAndGoTogether() {
        long night = micros("2026-11-30T20:00:00Z");
        assertSent(segment(1, 7, 2), night - 1_000_000);
        assertSent(segment(2, 7, 1), night);
        assertSent(segment(3, 7, 3), night + 2_000_000);
        assertDeferred(segment(4, 8, 1), night, MORNING);
    }

    @Test
    void segmentsOfOneMessageWaitTogether() {
        for (int i = 1; i <= 3; i++) assertDeferred(segment(i, 7, i), NIGHT, MORNING);
        for (int i = 1; i <= 3; i++) assertSent(segment(i, 7, i), MORNING + i);
    }

    @Test
    void aReferenceThatComesAgainIsAnotherMessage() {
        assertSent(segment(1, 7, 1), EVENING);
        assertSent(segment(2, 7, 2), EVENING);
        assertDeferred(segment(3, 7, 1), EVENING, MORNING);
        assertDeferred(segment(4, 7, 2), EVENING, MORNING);
    }

    @Test
    void aSegmentThatComesMuchLaterIsOfAnotherMessage() {
        assertSent(segment(1, 7, 1), EVENING);
        assertDeferred(segment(2, 7, 2), EVENING + 400_000_000L, MORNING);
    }

    @Test
    void whatWasLetGoAndCameBackAtNightTakesNoOtherAlong() {
        long night = micros("2026-11-30T20:00:00Z");
        assertSent(segment(1, 7, 1), night - 1_000_000);
        assertDeferred(segment(1, 7, 1), night + 1_000_000, MORNING);
        assertDeferred(segment(2, 7, 2), night + 2_000_000, MORNING);
        assertSent(segment(1, 7, 1), MORNING);
        assertSent(segment(2, 7, 2), MORNING);
    }

    @Test
    void aSegmentThatIsTriedAgainAloneIsDecidedAboutAnew() {
        assertSent(segment(1, 7, 1), EVENING);
        assertDeferred(segment(1, 7, 1), NIGHT, MORNING);
        assertDeferred(segment(2, 7, 2), NIGHT, MORNING);
    }

    @Test
    void aCutMessageCountsUntilNoneOfItMayHaveLeft() {
        assertSent(segment(1, 7, 1), EVENING);
        assertSent(segment(2, 7, 2), EVENING);
        policies.notSent(segment(1, 7, 1));
        assertDeferred(mt(3), EVENING, MORNING);
        policies.notSent(segment(2, 7, 2));
        assertSent(mt(3), EVENING);
    }

    @Test
    void aMessageThatDidNotLeaveDoesNotCount() {
        letGo(mt(1));
        policies.notSent(mt(1));
        assertSent(mt(2), EVENING);
        assertDeferred(mt(3), EVENING, MORNING);
    }
}
