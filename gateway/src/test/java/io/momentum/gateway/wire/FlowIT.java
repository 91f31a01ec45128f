package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.cause.Cause;
import io.momentum.gateway.cause.CauseTable;
import io.momentum.gateway.cause.CauseTable.Code;
import io.momentum.gateway.cause.Layer;
import io.momentum.gateway.cause.Meaning;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.SmppTime;
import io.momentum.gateway.flow.Circuit;
import io.momentum.gateway.flow.Circuit.State;
import io.momentum.gateway.flow.LeavingLimits.Rates;
import io.momentum.gateway.message.Priority;
import io.momentum.gateway.path.Recovery.Known;
import io.momentum.gateway.profile.CauseRules;
import io.momentum.gateway.profile.FlowRules.Limits;
import io.momentum.gateway.profile.FlowRules.Retries;
import io.momentum.gateway.profile.FlowRules.Retry;
import io.momentum.gateway.profile.FlowRules.Throttle;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtExpired;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtRouted;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtUnknown;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.SystemId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** In which order, how fast and when a carrier is written to, and where else a message goes; seen from the carrier. */
class FlowIT {

    private static final int RTHROTTLED = 0x58;

    /** How long a carrier throttles; -Dmomentum.test.throttled=30000 for half a minute, with the rules of every carrier. */
    private static final int THROTTLED_MILLIS = Integer.getInteger("momentum.test.throttled", 1_500);

    private static final Throttle THROTTLE = THROTTLED_MILLIS < 30_000 ? new Throttle(10, 600) : Throttle.DEFAULT;
    private static final int RSYSERR = 0x08;
    private static final String STAT_EXPIRED = "stat:EXPIRED";

    private static TestGateway.CarrierSetup oneBind(String id, RawSmsc smsc) {
        var carrier = TestGateway.carrier(id, smsc.port());
        carrier.binds = 1;
        return carrier;
    }

    private static TestGateway start(TestGateway.CarrierSetup telco) throws IOException {
        return TestGateway.setup().account("acme").carrier(telco.config()).start();
    }

    private static byte[] submit(int sequence, String to, String text, int priority, String schedule, String validity) {
        return Pdus.pdu(
                SUBMIT_SM,
                sequence,
                "",
                1,
                1,
                "890123",
                1,
                1,
                to,
                0,
                0,
                priority,
                schedule,
                validity,
                1,
                0,
                0,
                0,
                text.length(),
                Pdus.raw(text));
    }

    private static void accepted(RawPeer esme, int sequence, byte[] pdu) throws IOException {
        Seen answer = esme.send(pdu).read();
        while (answer.id() != (SUBMIT_SM | RESP)) answer = esme.read();
        answer.expect(SUBMIT_SM | RESP, 0, sequence);
    }

    private static Seen nextSubmit(RawPeer link) throws IOException {
        Seen seen = link.read();
        return seen.expect(SUBMIT_SM, 0, seen.sequence());
    }

    private static String text(Seen submit) {
        return JudgingBind.text(JudgingBind.message(submit));
    }

    // ---- order

    @Test
    void oneOfASenderToARecipientIsOnItsWayAtATimeAndAThrottledOneComesFirstAgain() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = oneBind("telco", smsc);
            telco.rules = telco.rules.withOrdered(true).withThrottle(new Throttle(20, 100));
            try (TestGateway gateway = start(telco);
                    RawPeer link = smsc.bound();
                    RawPeer esme = gateway.bind("acme")) {
                for (int i = 1; i <= 3; i++) accepted(esme, i, Pdus.submit(i, "15550100", "a" + i));
                accepted(esme, 4, Pdus.submit(4, "15550101", "b1"));
                Seen first = nextSubmit(link);
                assertEquals("a1", text(first));
                Seen other = nextSubmit(link);
                assertEquals("b1", text(other));
                assertTrue(link.isSilent(100), "a2 waits for a1");
                link.send(response(SUBMIT_SM, RTHROTTLED, first.sequence()));
                Seen again = nextSubmit(link);
                assertEquals("a1", text(again));
                link.send(
                        response(SUBMIT_SM, 0, again.sequence(), "x1"), response(SUBMIT_SM, 0, other.sequence(), "y"));
                for (int i = 2; i <= 3; i++) {
                    Seen next = nextSubmit(link);
                    assertEquals("a" + i, text(next));
                    link.send(response(SUBMIT_SM, 0, next.sequence(), "x" + i));
                }
                until("all", () -> gateway.carrierOf("telco").queuedMessages() == 0);
            }
        }
    }

    @Test
    void thirtyMessagesThroughAThrottlingCarrierKeepTheirOrderAndTheRateFallsAndComesBack() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = TestGateway.carrier("telco", smsc.port());
            telco.rules = telco.rules.withOrdered(true).withThrottle(THROTTLE);
            AtomicBoolean throttling = new AtomicBoolean();
            AtomicInteger refused = new AtomicInteger();
            Map<String, List<String>> taken = new ConcurrentHashMap<>();
            try (TestGateway gateway = start(telco);
                    RawPeer one = smsc.bound();
                    RawPeer two = smsc.bound();
                    RawPeer esme = gateway.bind("acme")) {
                for (RawPeer link : List.of(one, two)) {
                    JudgingBind.start(link, submit -> {
                        if (throttling.get()) {
                            refused.incrementAndGet();
                            return RTHROTTLED;
                        }
                        String to = submit.destination().text();
                        taken.computeIfAbsent(to, t -> new ArrayList<>()).add(JudgingBind.text(submit));
                        return 0;
                    });
                }
                until("bound", () -> gateway.carrierOf("telco").boundTransmitters() == 2);
                for (int i = 0; i < 100; i++) accepted(esme, i, Pdus.submit(i, "1555010" + i % 5, "m" + i));
                throttling.set(true);
                for (int i = 100; i < 200; i++) accepted(esme, i, Pdus.submit(i, "1555010" + i % 5, "m" + i));
                until("slower", () -> gateway.carrierOf("telco").flow().isThrottled());
                long before = refused.get();
                long since = System.nanoTime();
                until(60, "a while", () -> System.nanoTime() - since > THROTTLED_MILLIS * 1_000_000L);
                long inAWhile = refused.get() - before;
                assertTrue(inAWhile < 100, inAWhile + " written into the throttling in " + THROTTLED_MILLIS + " ms");
                assertTrue(gateway.carrierOf("telco").flow().rateNow() < 100);
                throttling.set(false);
                until(60, "all taken", () -> gateway.facts(MtSubmitted.class).size() == 200);
                until(60, "as before", () -> !gateway.carrierOf("telco").flow().isThrottled());
                taken.forEach((to, texts) -> {
                    List<String> expected = new ArrayList<>();
                    for (int i = to.charAt(7) - '0'; i < 200; i += 5) expected.add("m" + i);
                    assertEquals(expected, texts, to);
                });
            }
        }
    }

    // ---- priorities and rates

    @Test
    void anUrgentMessageGoesBeforeThoseThatWait() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = oneBind("telco", smsc);
            telco.window = 1;
            try (TestGateway gateway = start(telco);
                    RawPeer link = smsc.bound();
                    RawPeer esme = gateway.bind("acme")) {
                for (int i = 1; i <= 5; i++) accepted(esme, i, Pdus.submit(i, "15550100", "plain " + i));
                accepted(esme, 6, submit(6, "15550100", "code", 3, "", ""));
                until("it waits too", () -> gateway.carrierOf("telco").waiting(Priority.OTP) == 1);
                List<String> texts = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    Seen next = nextSubmit(link);
                    texts.add(text(next));
                    link.send(response(SUBMIT_SM, 0, next.sequence(), "x" + i));
                }
                assertEquals(List.of("plain 1", "code", "plain 2", "plain 3", "plain 4", "plain 5"), texts);
            }
        }
    }

    @Test
    void aSenderWithARateOfItsOwnDoesNotHoldUpTheOthers() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = oneBind("telco", smsc);
            telco.window = 100;
            telco.rules = telco.rules.withLimits(Limits.UNLIMITED.withSenders(new Rates(0, Map.of("890123", 20))));
            ConcurrentLinkedQueue<String> senders = new ConcurrentLinkedQueue<>();
            try (TestGateway gateway = start(telco);
                    RawPeer link = smsc.bound();
                    RawPeer esme = gateway.bind("acme")) {
                JudgingBind.start(link, submit -> {
                    senders.add(submit.source().text());
                    return 0;
                });
                long since = System.nanoTime();
                for (int i = 0; i < 20; i++) accepted(esme, i, Pdus.submit(i, "1555010" + i, "limited"));
                for (int i = 20; i < 60; i++) {
                    accepted(
                            esme,
                            i,
                            Pdus.message(SUBMIT_SM, i, "890124", "1555010" + i, 0, 0, Pdus.raw("free"), new byte[0]));
                }
                until(
                        "the others",
                        () -> senders.stream().filter("890124"::equals).count() == 40);
                assertTrue(senders.stream().filter("890123"::equals).count() < 20);
                until("all", () -> senders.size() == 60);
                long millis = (System.nanoTime() - since) / 1_000_000;
                assertTrue(millis > 800, "20 at 20/s within " + millis + " ms");
            }
        }
    }

    // ---- times

    @Test
    void whatExpiresInOurQueueEndsWithAReceiptThatSaysSo() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var setup = TestGateway.setup().account("acme").projected();
            try (TestGateway gateway =
                            setup.carrier(oneBind("telco", smsc).config()).start();
                    RawPeer esme = gateway.bind("acme")) {
                accepted(esme, 1, submit(1, "15550100", "too late", 0, "", SmppTime.relative(1)));
                accepted(esme, 2, submit(2, "15550101", "in time", 0, "", SmppTime.relative(3600)));
                Seen receipt = esme.read();
                assertEquals(DELIVER_SM, receipt.id());
                String said = new String(receipt.body(), java.nio.charset.StandardCharsets.ISO_8859_1);
                assertTrue(said.contains(STAT_EXPIRED), said);
                assertEquals(1, gateway.facts(MtExpired.class).size());
                try (RawPeer link = smsc.bound()) {
                    assertEquals("in time", text(nextSubmit(link)));
                    assertTrue(link.isSilent(100));
                }
            }
        }
    }

    @Test
    void aMessageForLaterWaitsForItsHourAndLeavesWithWhatIsLeftOfItsValidity() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(oneBind("telco", smsc));
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            until("bound", () -> gateway.carrierOf("telco").isBound());
            long since = System.nanoTime();
            accepted(esme, 1, submit(1, "15550100", "later", 0, SmppTime.relative(1), SmppTime.relative(100)));
            accepted(esme, 2, Pdus.submit(2, "15550100", "now"));
            assertEquals("now", text(nextSubmit(link)));
            MessagePdu later = JudgingBind.message(nextSubmit(link));
            assertTrue(System.nanoTime() - since > 900_000_000L, "it came before its hour");
            assertEquals("later", JudgingBind.text(later));
            assertEquals("", later.scheduleTime());
            long leftSeconds = SmppTime.micros(later.validity(), 0) / 1_000_000;
            assertTrue(leftSeconds >= 95 && leftSeconds <= 99, later.validity());
        }
    }

    @Test
    void aMessageForLaterOfAnEarlierRunWaitsForItsHourCountedFromItsAcceptance() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(oneBind("telco", smsc));
                RawPeer link = smsc.bound()) {
            until("bound", () -> gateway.carrierOf("telco").isBound());
            byte[] pdu = submit(1, "15550100", "kept", 0, SmppTime.relative(3), "");
            long acceptedMillis = System.currentTimeMillis() - 2_000;
            MessagePdu message = MessagePdu.parse(pdu);
            var accepted = new MtAccepted(
                    acceptedMillis * 1000,
                    MessageId.firstOf(acceptedMillis),
                    new SystemId("acme"),
                    Origin.SMPP,
                    message.source(),
                    message.destination(),
                    message.destinationDigits(),
                    1,
                    null,
                    pdu);
            gateway.gateway().recovery().take(accepted, Known.NOTHING, 0, null, List.of());
            assertEquals("kept", text(nextSubmit(link)));
            long waitedMillis = System.currentTimeMillis() - acceptedMillis;
            assertTrue(waitedMillis >= 2_990 && waitedMillis < 4_500, waitedMillis + " ms after its acceptance");
        }
    }

    @Test
    void aRestartGivesNoMoreTriesThanTheProfileHas() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = oneBind("telco", smsc);
            telco.unknown = UnknownPolicy.RESEND;
            telco.rules = telco.rules.withRetries(new Retries(new Retry(2, List.of(10L)), Map.of()));
            try (TestGateway gateway = start(telco);
                    RawPeer link = smsc.bound()) {
                CarrierId attempted = new CarrierId("telco");
                gateway.gateway().recovery().take(acceptedNow("tried out", 1), Known.NOTHING, 2, attempted, List.of());
                gateway.gateway().recovery().take(acceptedNow("once more", 2), Known.NOTHING, 1, attempted, List.of());
                assertEquals("once more", text(nextSubmit(link)));
                until("both are told", () -> gateway.facts(MtUnknown.class).size() == 2);
                assertEquals(1, gateway.count(f -> f instanceof MtUnknown u && u.policy() == UnknownPolicy.HOLD));
                assertTrue(link.isSilentForNow(100));
            }
        }
    }

    private static MtAccepted acceptedNow(String text, int number) {
        long nowMillis = System.currentTimeMillis();
        byte[] pdu = Pdus.submit(number, "1555010" + number, text);
        MessagePdu message = MessagePdu.parse(pdu);
        return new MtAccepted(
                nowMillis * 1000,
                MessageId.firstOf(nowMillis) + number,
                new SystemId("acme"),
                Origin.SMPP,
                message.source(),
                message.destination(),
                message.destinationDigits(),
                1,
                null,
                pdu);
    }

    // ---- health

    @Test
    void aTemporaryErrorIsTriedAgainAsItsTableSaysWhileOthersGoOn() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = oneBind("telco", smsc);
            var syserr = new Retry(2, List.of(400L));
            telco.rules = telco.rules.withRetries(new Retries(new Retry(8, List.of(10L)), Map.of(RSYSERR, syserr)));
            try (TestGateway gateway = start(telco);
                    RawPeer link = smsc.bound();
                    RawPeer esme = gateway.bind("acme")) {
                accepted(esme, 1, Pdus.submit(1, "15550100", "bad"));
                link.send(response(SUBMIT_SM, RSYSERR, nextSubmit(link).sequence()));
                accepted(esme, 2, Pdus.submit(2, "15550101", "good"));
                Seen good = nextSubmit(link);
                assertEquals("good", text(good));
                link.send(response(SUBMIT_SM, 0, good.sequence(), "x"));
                Seen again = nextSubmit(link);
                assertEquals("bad", text(again));
                link.send(response(SUBMIT_SM, RSYSERR, again.sequence()));
                until(
                        "given up after two tries",
                        () -> gateway.carrierOf("telco").queuedMessages() == 0);
            }
        }
    }

    @Test
    void aVendorsCodeIsTriedAgainWhereItsCauseSaysSo() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = oneBind("telco", smsc);
            telco.profile = telco.profile.with(new CauseRules(
                    new CauseTable(Map.of(
                            Code.of(Layer.SUBMIT, "1028"), Meaning.of(Cause.NETWORK_TEMP),
                            Code.of(Layer.SUBMIT, "1029"), Meaning.of(Cause.VOLUME))),
                    CauseRules.OptOuts.OFF));
            try (TestGateway gateway = start(telco);
                    RawPeer link = smsc.bound();
                    RawPeer esme = gateway.bind("acme")) {
                accepted(esme, 1, Pdus.submit(1, "15550100", "vendor"));
                for (int status : new int[] {1028, 1029, 1030}) {
                    link.send(response(SUBMIT_SM, status, nextSubmit(link).sequence()));
                }
                until("refused", () -> gateway.facts(MtRefused.class).size() == 1);
                assertEquals(1030, gateway.facts(MtRefused.class).getFirst().status());
                assertEquals(1, gateway.carrier("telco").throttled.sum());
            }
        }
    }

    @Test
    void aCarrierThatFailsIsLeftForTheNextAndTriedAgainLater() throws IOException {
        try (RawSmsc first = new RawSmsc();
                RawSmsc second = new RawSmsc()) {
            var one = oneBind("one", first);
            one.rules = one.rules
                    .withCircuit(new Circuit.Rules(50, 10, 2_000, 0, 700))
                    .withFailoverMillis(100)
                    .withRetries(new Retries(new Retry(1000, List.of(200L)), Map.of()));
            AtomicBoolean ill = new AtomicBoolean(true);
            Map<String, AtomicInteger> taken = new HashMap<>();
            taken.put("one", new AtomicInteger());
            taken.put("two", new AtomicInteger());
            try (TestGateway gateway = TestGateway.setup()
                            .account("acme")
                            .carrier(one.config())
                            .carrier(oneBind("two", second).config())
                            .start();
                    RawPeer link = first.bound();
                    RawPeer next = second.bound();
                    RawPeer esme = gateway.bind("acme")) {
                JudgingBind.start(link, submit -> {
                    if (ill.get()) return RSYSERR;
                    taken.get("one").incrementAndGet();
                    return 0;
                });
                JudgingBind.start(next, submit -> {
                    taken.get("two").incrementAndGet();
                    return 0;
                });
                until(
                        "bound",
                        () -> gateway.carrierOf("one").isBound()
                                && gateway.carrierOf("two").isBound());
                for (int i = 0; i < 30; i++) accepted(esme, i, Pdus.submit(i, "1555010" + i, "x"));
                until("open", () -> gateway.carrierOf("one").flow().circuit() != State.CLOSED);
                until("moved", () -> taken.get("two").get() >= 28);
                assertTrue(gateway.facts(MtRouted.class).stream()
                        .anyMatch(f -> f.reason().equals("moved")));
                ill.set(false);
                until(
                        "well again",
                        () -> tryOne(esme) && gateway.carrierOf("one").flow().circuit() == State.CLOSED);
                assertTrue(gateway.facts(MtRouted.class).stream()
                        .anyMatch(f -> f.reason().equals("failover")));
                until("all end", () -> gateway.carrierOf("one").queuedMessages() == 0);
            }
        }
    }

    private static boolean tryOne(RawPeer esme) {
        try {
            accepted(esme, 77, Pdus.submit(77, "15550177", "again"));
            return true;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
