package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.deliver;
import static io.momentum.gateway.wire.Pdus.raw;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.carrier.PolicyCheck;
import io.momentum.gateway.policy.AccountPolicies;
import io.momentum.gateway.policy.Cap;
import io.momentum.gateway.policy.Category;
import io.momentum.gateway.policy.Place;
import io.momentum.gateway.policy.Places;
import io.momentum.gateway.policy.PolicyBook;
import io.momentum.gateway.policy.PolicyPack;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.calendar.Interval;
import io.momentum.store.calendar.WorkCalendar;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtHeldBack;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.fact.PolicyFact.MtAllowed;
import io.momentum.store.fact.PolicyFact.PolicyWaived;
import io.momentum.store.value.SuppressionScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Messages wait for the hours in which their recipients may be written to, and for nobody else. */
class QuietHoursIT {

    static final String NIGHT = "15550100";
    private static final String DAY = "44550100";

    /** A zone in which it is about two o'clock in the night now, so that midnight is not near. */
    private static final ZoneId ZONE = zoneOfTheNight();

    private static ZoneId zoneOfTheNight() {
        int hour = Instant.now().atZone(ZoneOffset.UTC).getHour();
        return ZoneOffset.ofHours(Math.floorMod(2 - hour + 12, 24) - 12);
    }

    static PolicyBook book(Interval open, List<Cap> caps) {
        Map<DayOfWeek, List<Interval>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) week.put(day, List.of(open));
        var hours = new WorkCalendar("", ZoneOffset.UTC, week, Map.of());
        var pack = new PolicyPack(
                "quiet",
                7,
                "US",
                Set.of(),
                Set.of(Category.MARKETING),
                hours,
                caps,
                Duration.ZERO,
                true,
                "",
                LocalDate.MIN,
                LocalDate.MIN,
                LocalDate.MAX);
        return new PolicyBook(List.of(pack), new Places(Map.of("1", new Place("US", "", List.of(ZONE)))));
    }

    private static Interval opensIn(int seconds) {
        int now = Instant.now().atZone(ZONE).toLocalTime().toSecondOfDay();
        return new Interval(now + seconds, Interval.DAY_SECONDS);
    }

    static TestGateway.Setup setup(RawSmsc smsc, PolicyBook book) {
        return setup(TestGateway.carrier("telco", smsc.port()).oneBind(), book);
    }

    private static TestGateway.Setup setup(TestGateway.CarrierSetup carrier, PolicyBook book) {
        var setup = TestGateway.setup()
                .account("acme")
                .policies(new AccountPolicies(List.of("quiet"), Category.MARKETING, Duration.ofHours(24)))
                .carrier(carrier.config());
        setup.policies = book;
        return setup;
    }

    @Test
    void aMessageWaitsForTheMorningAndHoldsUpNobodyElse() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(smsc, PolicyBook.NONE).start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            // Once all is up, so that a slow start does not eat the night.
            gateway.reload(setup(smsc, book(opensIn(5), List.of())));
            esme.send(submit(1, NIGHT, "good night")).read().expect(SUBMIT_SM | RESP, 0, 1);
            esme.send(submit(2, DAY, "good day")).read().expect(SUBMIT_SM | RESP, 0, 2);
            Seen first = link.read();
            assertTrue(contains(first, DAY), "the one that may leave goes first");
            link.send(response(SUBMIT_SM | RESP, 0, first.sequence(), "a"));
            until("it is held back", () -> !gateway.facts(MtHeldBack.class).isEmpty());
            MtHeldBack held = gateway.facts(MtHeldBack.class).getFirst();
            assertEquals("quiet", held.pack());
            assertEquals(7, held.version());
            Seen second = link.read();
            assertTrue(contains(second, NIGHT));
            link.send(response(SUBMIT_SM | RESP, 0, second.sequence(), "b"));
            assertTrue(Instant.now().toEpochMilli() * 1_000 >= held.untilMicros(), "it left before its time");
            MtAttempted attempt = gateway.facts(MtAttempted.class).getLast();
            assertEquals(held.mtId(), attempt.mtId());
            assertEquals(1, attempt.attempt());
            assertEquals(1, gateway.facts(MtHeldBack.class).size());
        }
    }

    @Test
    void whoHasJustWrittenIsAnsweredAtNight() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(smsc, book(new Interval(86_000, 86_400), List.of()))
                        .start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            link.send(deliver(7, NIGHT, "890123", 0, raw("are you open?")))
                    .read()
                    .expect(DELIVER_SM | RESP, 0, 7);
            esme.send(submit(1, NIGHT, "we are")).read().expect(SUBMIT_SM | RESP, 0, 1);
            Seen answer = link.read();
            assertTrue(contains(answer, NIGHT));
            link.send(response(SUBMIT_SM | RESP, 0, answer.sequence(), "a"));
            assertEquals(0, gateway.facts(MtHeldBack.class).size());
        }
    }

    @Test
    void aContactsOwnClockCountsInPlaceOfItsNumbers() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(smsc, book(new Interval(36_000, 72_000), List.of()))
                        .start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            // Where it is two in the night by the number, it is two in the afternoon half a day further on.
            int seconds = ZONE.getRules().getOffset(Instant.now()).getTotalSeconds();
            ZoneId afternoon = ZoneOffset.ofTotalSeconds(seconds <= 0 ? seconds + 43_200 : seconds - 43_200);
            gateway.gateway().policies().zones().put(15550100L, afternoon);
            esme.send(submit(1, NIGHT, "far away")).read().expect(SUBMIT_SM | RESP, 0, 1);
            Seen far = link.read();
            assertTrue(contains(far, NIGHT));
            link.send(response(SUBMIT_SM | RESP, 0, far.sequence(), "a"));
            MtAllowed allowed = gateway.facts(MtAllowed.class).getFirst();
            assertEquals(15550100L, allowed.digits());
            assertEquals("marketing", allowed.category());
            assertTrue(allowed.why().startsWith("quiet@7, "), allowed.why());
            assertTrue(allowed.why().endsWith("there in " + afternoon), allowed.why());
            gateway.gateway().policies().zones().put(15550100L, null);
            esme.send(submit(2, NIGHT, "at home")).read().expect(SUBMIT_SM | RESP, 0, 2);
            until("it is held back", () -> !gateway.facts(MtHeldBack.class).isEmpty());
        }
    }

    @Test
    void whoeverMayLetsWhatWaitsLeaveAtOnceButNeverForANumberThatOptedOut() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(smsc, book(new Interval(86_000, 86_400), List.of()))
                        .start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            esme.send(submit(1, NIGHT, "a recall")).read().expect(SUBMIT_SM | RESP, 0, 1);
            esme.send(submit(2, "15550101", "a recall")).read().expect(SUBMIT_SM | RESP, 0, 2);
            until("both are held back", () -> gateway.facts(MtHeldBack.class).size() == 2);
            long first = gateway.facts(MtHeldBack.class).getFirst().mtId();
            long second = gateway.facts(MtHeldBack.class).getLast().mtId();
            gateway.list.add(15550101L, SuppressionScope.GLOBAL);
            gateway.gateway().waive(waived(second));
            until("it is refused", () -> !gateway.facts(MtSuppressed.class).isEmpty());
            assertEquals(second, gateway.facts(MtSuppressed.class).getFirst().mtId());
            gateway.gateway().waive(waived(first));
            Seen left = link.read();
            assertTrue(contains(left, NIGHT), "no other may come before it");
            link.send(response(SUBMIT_SM | RESP, 0, left.sequence(), "a"));
            MtAllowed allowed = gateway.facts(MtAllowed.class).getLast();
            assertEquals("override by user:eve: product recall", allowed.why());
            assertEquals(first, allowed.mtId());
        }
    }

    @Test
    void whatAMendedPackLetsGoLeavesAtOnceAndTheRestWaitsOn() throws IOException {
        PolicyBook never = book(new Interval(86_000, 86_400), List.of());
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(smsc, never).start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            esme.send(submit(1, NIGHT, "good night")).read().expect(SUBMIT_SM | RESP, 0, 1);
            until("it is held back", () -> gateway.facts(MtHeldBack.class).size() == 1);
            gateway.reload(setup(smsc, book(new Interval(85_000, 86_400), List.of())));
            until(
                    "it is decided about anew",
                    () -> gateway.facts(MtHeldBack.class).size() == 2);
            assertTrue(gateway.facts(MtHeldBack.class).getLast().untilMicros()
                    < gateway.facts(MtHeldBack.class).getFirst().untilMicros());
            gateway.reload(setup(smsc, book(Interval.WHOLE_DAY, List.of())));
            Seen left = link.read();
            assertTrue(contains(left, NIGHT));
            link.send(response(SUBMIT_SM | RESP, 0, left.sequence(), "a"));
        }
    }

    @Test
    void anAnswerAndWhatIsPermittedDoNotWaitBehindWhatIsHeldBack() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = ordered(smsc, book(new Interval(86_000, 86_400), List.of()))
                        .start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            for (int i = 1; i <= 2; i++) {
                esme.send(submit(i, NIGHT, "advertisement " + i)).read().expect(SUBMIT_SM | RESP, 0, i);
            }
            until("both are held back", () -> gateway.facts(MtHeldBack.class).size() == 2);
            gateway.gateway()
                    .waive(waived(gateway.facts(MtHeldBack.class).getLast().mtId()));
            assertTrue(answered(link, "advertisement 2"));
            link.send(deliver(7, NIGHT, "890123", 0, raw("are you open?")))
                    .read()
                    .expect(DELIVER_SM | RESP, 0, 7);
            esme.send(submit(3, NIGHT, "we are")).read().expect(SUBMIT_SM | RESP, 0, 3);
            assertTrue(answered(link, "we are"));
            assertEquals(2, gateway.facts(MtHeldBack.class).size());
        }
    }

    @Test
    void whatWasHeldBackLeavesInItsOrderBehindWhatIsOnItsWay() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = ordered(smsc, book(new Interval(86_000, 86_400), List.of()))
                        .start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            for (int i = 1; i <= 3; i++) {
                esme.send(submit(i, NIGHT, "advertisement " + i)).read().expect(SUBMIT_SM | RESP, 0, i);
            }
            until("all are held back", () -> gateway.facts(MtHeldBack.class).size() == 3);
            gateway.gateway()
                    .waive(waived(gateway.facts(MtHeldBack.class).getLast().mtId()));
            Seen permitted = link.read();
            assertTrue(contains(permitted, "advertisement 3"));
            gateway.reload(ordered(smsc, book(Interval.WHOLE_DAY, List.of())));
            assertTrue(link.isSilentForNow(100), "one is on its way");
            link.send(response(SUBMIT_SM | RESP, 0, permitted.sequence(), "a"));
            Seen first = link.read();
            assertTrue(contains(first, "advertisement 1"));
            assertTrue(link.isSilentForNow(100), "one after the other");
            link.send(response(SUBMIT_SM | RESP, 0, first.sequence(), "b"));
            assertTrue(answered(link, "advertisement 2"));
            until("all have ended", () -> gateway.carrierOf("telco").queuedMessages() == 0);
            until("every trail is left", () -> gateway.gateway().carriers().trailsInUse() == 0);
        }
    }

    private static boolean answered(RawPeer link, String text) throws IOException {
        Seen seen = link.read();
        link.send(response(SUBMIT_SM | RESP, 0, seen.sequence(), "id " + seen.sequence()));
        return contains(seen, text);
    }

    private static TestGateway.Setup ordered(RawSmsc smsc, PolicyBook book) {
        var carrier = TestGateway.carrier("telco", smsc.port()).oneBind();
        carrier.rules = carrier.rules.withOrdered(true);
        return setup(carrier, book);
    }

    @Test
    void whatIsAnsweredLateIsNotSentOnceMoreInTheMorning() throws IOException {
        PolicyBook day = book(Interval.WHOLE_DAY, List.of());
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = resending(smsc, day).start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            esme.send(submit(1, NIGHT, "good night")).read().expect(SUBMIT_SM | RESP, 0, 1);
            Seen unanswered = link.read();
            gateway.reload(resending(smsc, book(new Interval(86_000, 86_400), List.of())));
            until("it is held back", () -> !gateway.facts(MtHeldBack.class).isEmpty());
            link.send(response(SUBMIT_SM | RESP, 0, unanswered.sequence(), "a"));
            until("it has left", () -> !gateway.facts(MtSubmitted.class).isEmpty());
            until("it waits no more", () -> gateway.carrierOf("telco").queuedMessages() == 0);
            gateway.reload(resending(smsc, day));
            assertTrue(link.isSilentForNow(200));
            assertEquals(1, gateway.facts(MtAttempted.class).size());
        }
    }

    private static TestGateway.Setup resending(RawSmsc smsc, PolicyBook book) {
        var carrier = TestGateway.carrier("telco", smsc.port()).oneBind();
        carrier.unknown = UnknownPolicy.RESEND;
        carrier.responseTimeout = Duration.ofMillis(500);
        return setup(carrier, book);
    }

    private static PolicyWaived waived(long mtId) {
        long now = Instant.now().toEpochMilli() * 1_000;
        return new PolicyWaived(now, "user:eve", mtId, "", "product recall", now + 3_600_000_000L);
    }

    @Test
    void theSecondOfADayWaitsForTheNext() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(smsc, book(Interval.WHOLE_DAY, List.of(new Cap(1, new Cap.Day()))))
                        .start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            esme.send(submit(1, NIGHT, "one")).read().expect(SUBMIT_SM | RESP, 0, 1);
            Seen one = link.read();
            link.send(response(SUBMIT_SM | RESP, 0, one.sequence(), "a"));
            esme.send(submit(2, NIGHT, "two")).read().expect(SUBMIT_SM | RESP, 0, 2);
            until("it is held back", () -> !gateway.facts(MtHeldBack.class).isEmpty());
            assertEquals(
                    "had 1 per day", gateway.facts(MtHeldBack.class).getFirst().reason());
            assertEquals(1, gateway.facts(MtAttempted.class).size());
        }
    }

    @Test
    void whatNoRuleEverLetsGoIsRefusedWithACauseOfItsOwn() throws IOException {
        PolicyBook never = book(new Interval(0, 1), List.of());
        PolicyBook later = book(new Interval(80_000, 86_400), List.of());
        var morning = never.get("quiet");
        var evening = later.get("quiet");
        assertTrue(morning != null && evening != null);
        var both = new PolicyBook(
                List.of(morning, renamed(evening)), new Places(Map.of("1", new Place("US", "", List.of(ZONE)))));
        var setup = TestGateway.setup()
                .account("acme")
                .policies(new AccountPolicies(List.of("quiet", "other"), Category.MARKETING, Duration.ZERO));
        try (RawSmsc smsc = new RawSmsc()) {
            setup.carrier(TestGateway.carrier("telco", smsc.port()).oneBind().config());
            setup.policies = both;
            try (TestGateway gateway = setup.start();
                    RawPeer link = smsc.bound();
                    RawPeer esme = gateway.bind("acme")) {
                Objects.requireNonNull(link);
                esme.send(submit(1, NIGHT, "never")).read().expect(SUBMIT_SM | RESP, 0, 1);
                until("it is refused", () -> !gateway.facts(MtRefused.class).isEmpty());
                MtRefused refused = gateway.facts(MtRefused.class).getFirst();
                assertEquals(PolicyCheck.REFUSED_STATUS, refused.status());
                assertEquals(0, gateway.facts(MtHeldBack.class).getFirst().untilMicros());
                assertEquals(0, gateway.facts(MtAttempted.class).size());
            }
        }
    }

    private static PolicyPack renamed(PolicyPack pack) {
        return new PolicyPack(
                "other",
                1,
                pack.country(),
                pack.regions(),
                pack.categories(),
                pack.hours(),
                pack.caps(),
                pack.minGap(),
                true,
                "",
                LocalDate.MIN,
                LocalDate.MIN,
                LocalDate.MAX);
    }

    private static boolean contains(Seen seen, String number) {
        return new String(seen.body(), StandardCharsets.ISO_8859_1).contains(number);
    }
}
