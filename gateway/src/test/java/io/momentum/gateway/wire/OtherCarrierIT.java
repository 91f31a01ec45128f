package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.TestGateway.until;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.cause.Cause;
import io.momentum.gateway.cause.CauseTable;
import io.momentum.gateway.cause.CauseTable.Code;
import io.momentum.gateway.cause.Layer;
import io.momentum.gateway.cause.Meaning;
import io.momentum.gateway.codec.Concatenation;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.SegmentRules.Mode;
import io.momentum.gateway.path.Recovery.Known;
import io.momentum.gateway.path.Recovery.LeftPart;
import io.momentum.gateway.profile.CauseRules;
import io.momentum.gateway.profile.PartsProfile;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtPassedOn;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtRouted;
import io.momentum.store.fact.Fact.MtSplit;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.PartReceipts;
import io.momentum.store.value.CarrierId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Messages that their carrier refuses or cannot take go over another one, in that one's form; never back, never in two forms at
 * once.
 */
class OtherCarrierIT {

    private static final String NUMBER = "15550100";
    private static final int NO_ROUTE = 0x405;
    private static final int MESSAGE_PAYLOAD = 0x0424;
    private static final String LONG = "0123456789".repeat(40);

    private static final CauseTable CAUSES =
            new CauseTable(Map.of(Code.of(Layer.SUBMIT, Integer.toString(NO_ROUTE)), Meaning.of(Cause.ROUTE)));

    private static TestGateway.CarrierSetup carrier(String id, RawSmsc smsc, Mode split, boolean ordered) {
        var carrier = TestGateway.carrier(id, smsc.port()).oneBind();
        carrier.rules = carrier.rules.withOrdered(ordered).withFailoverMillis(50);
        carrier.profile = carrier.profile
                .with(new CauseRules(CAUSES, CauseRules.OptOuts.OFF))
                .with(new PartsProfile(split, 10, PartReceipts.ALL, Duration.ofMinutes(1)));
        return carrier;
    }

    private static TestGateway.CarrierSetup carrier(String id, RawSmsc smsc) {
        return carrier(id, smsc, Mode.UDH8, true);
    }

    private static TestGateway start(TestGateway.CarrierSetup... carriers) throws IOException {
        var setup = TestGateway.setup().account("acme");
        for (var carrier : carriers) setup.carrier(carrier.config());
        return setup.start();
    }

    private static MessagePdu read(RawPeer link) throws IOException {
        Seen seen = link.read();
        assertEquals(SUBMIT_SM, seen.id());
        return JudgingBind.message(seen);
    }

    private static void answer(RawPeer link, MessagePdu submit, int status) throws IOException {
        link.send(
                status == 0
                        ? response(SUBMIT_SM, 0, submit.sequence(), "id" + submit.sequence())
                        : response(SUBMIT_SM, status, submit.sequence()));
    }

    private static void submit(RawPeer esme, int sequence, byte[] pdu) throws IOException {
        esme.send(pdu).read().expect(SUBMIT_SM | RESP, 0, sequence);
    }

    private static byte[] payload(int sequence) {
        byte[] text = LONG.getBytes(ISO_8859_1);
        return Pdus.message(SUBMIT_SM, sequence, "890123", NUMBER, 0, 0, new byte[0], Pdus.tlv(MESSAGE_PAYLOAD, text));
    }

    private static String joined(List<MessagePdu> parts) {
        var out = new ByteArrayOutputStream();
        for (MessagePdu part : parts) {
            byte[] text = part.text();
            out.write(text, part.udhLength(), text.length - part.udhLength());
        }
        return out.toString(ISO_8859_1);
    }

    /** Takes all parts of the long message, in one form. */
    private static void takeLong(RawPeer link, int count, Concatenation.Form form) throws IOException {
        List<MessagePdu> parts = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            MessagePdu part = read(link);
            Concatenation place = Concatenation.of(part);
            if (place == null) throw new AssertionError("part " + i + " says nothing of its place");
            assertEquals(form, place.form());
            assertEquals(i, place.number());
            assertEquals(count, place.total());
            parts.add(part);
            answer(link, part, 0);
        }
        assertEquals(LONG, joined(parts));
    }

    private static void nothingIsLeft(TestGateway gateway, String... carriers) {
        for (String id : carriers) {
            until("the room is free", () -> gateway.carrierOf(id).queuedMessages() == 0);
            assertEquals(0, gateway.carrierOf(id).room().bytes());
        }
        until("every trail is left", () -> gateway.gateway().carriers().trailsInUse() == 0);
    }

    // ---- refused

    @Test
    void aMessageThatOneCarrierRefusesForAnothersSakeGoesOverTheNextAndNeverBack() throws IOException {
        try (RawSmsc first = new RawSmsc();
                RawSmsc second = new RawSmsc();
                TestGateway gateway = start(carrier("one", first), carrier("two", second));
                RawPeer one = first.bound();
                RawPeer two = second.bound();
                RawPeer esme = gateway.bind("acme")) {
            submit(esme, 1, Pdus.submit(1, NUMBER, "no route"));
            answer(one, read(one), NO_ROUTE);
            MessagePdu again = read(two);
            assertEquals("no route", JudgingBind.text(again));
            answer(two, again, 0);
            until("taken", () -> gateway.facts(MtSubmitted.class).size() == 1);

            MtPassedOn passed = gateway.facts(MtPassedOn.class).getFirst();
            assertEquals("one", passed.carrier().value());
            assertEquals(NO_ROUTE, passed.status());
            MtRouted routed = gateway.facts(MtRouted.class).getFirst();
            assertEquals("two", routed.carrier().value());
            assertEquals("refused", routed.reason());
            assertEquals(1, gateway.carrier("one").passedOn.sum());

            submit(esme, 2, Pdus.submit(2, NUMBER, "nowhere"));
            answer(one, read(one), NO_ROUTE);
            answer(two, read(two), NO_ROUTE);
            until("refused", () -> gateway.facts(MtRefused.class).size() == 1);
            MtRefused refused = gateway.facts(MtRefused.class).getFirst();
            assertEquals(new CarrierId("two"), refused.carrier());
            assertEquals(NO_ROUTE, refused.status());
            assertTrue(one.isSilentForNow(100));
            nothingIsLeft(gateway, "one", "two");
        }
    }

    @Test
    void whereNoOtherCarrierRemainsItEndsWithItsCause() throws IOException {
        try (RawSmsc first = new RawSmsc();
                TestGateway gateway = start(carrier("one", first));
                RawPeer one = first.bound();
                RawPeer esme = gateway.bind("acme")) {
            submit(esme, 1, Pdus.submit(1, NUMBER, "nowhere else"));
            answer(one, read(one), NO_ROUTE);
            until("refused", () -> gateway.facts(MtRefused.class).size() == 1);
            assertEquals(NO_ROUTE, gateway.facts(MtRefused.class).getFirst().status());
            assertEquals(1, gateway.carrier("one").causes.get(Cause.ROUTE));
            assertEquals(0, gateway.carrier("one").passedOn.sum());
            nothingIsLeft(gateway, "one");
        }
    }

    @Test
    void itIsTriedOverSoManyCarriersAndNoMore() throws IOException {
        try (RawSmsc first = new RawSmsc();
                RawSmsc second = new RawSmsc();
                RawSmsc third = new RawSmsc();
                RawSmsc fourth = new RawSmsc();
                TestGateway gateway = start(
                        carrier("one", first),
                        carrier("two", second),
                        carrier("three", third),
                        carrier("four", fourth));
                RawPeer one = first.bound();
                RawPeer two = second.bound();
                RawPeer three = third.bound();
                RawPeer four = fourth.bound();
                RawPeer esme = gateway.bind("acme")) {
            submit(esme, 1, Pdus.submit(1, NUMBER, "nobody's"));
            for (RawPeer link : List.of(one, two, three)) answer(link, read(link), NO_ROUTE);
            until("refused", () -> gateway.facts(MtRefused.class).size() == 1);
            assertTrue(four.isSilentForNow(100));
            nothingIsLeft(gateway, "one", "two", "three", "four");
        }
    }

    @Test
    void thoseOfOneSenderToOneNumberStayInOrderWhenTheFirstGoesElsewhere() throws IOException {
        try (RawSmsc first = new RawSmsc();
                RawSmsc second = new RawSmsc();
                TestGateway gateway = start(carrier("one", first), carrier("two", second));
                RawPeer one = first.bound();
                RawPeer two = second.bound();
                RawPeer esme = gateway.bind("acme")) {
            for (int i = 1; i <= 5; i++) submit(esme, i, Pdus.submit(i, NUMBER, "text " + i));
            answer(one, read(one), NO_ROUTE);
            for (int i = 1; i <= 5; i++) {
                MessagePdu next = read(two);
                assertEquals("text " + i, JudgingBind.text(next));
                answer(two, next, 0);
            }
            assertTrue(one.isSilentForNow(50));
            nothingIsLeft(gateway, "one", "two");
        }
    }

    // ---- refused, in parts

    @Test
    void aLongMessageWhoseFirstPartIsRefusedIsCutAnewForTheNextCarrier() throws IOException {
        try (RawSmsc first = new RawSmsc();
                RawSmsc second = new RawSmsc();
                TestGateway gateway = start(carrier("one", first), carrier("two", second, Mode.SAR, true));
                RawPeer one = first.bound();
                RawPeer two = second.bound();
                RawPeer esme = gateway.bind("acme")) {
            submit(esme, 1, payload(1));
            submit(esme, 2, Pdus.submit(2, NUMBER, "behind it"));
            answer(one, read(one), NO_ROUTE);
            takeLong(two, 3, Concatenation.Form.SAR);
            MessagePdu behind = read(two);
            assertEquals("behind it", JudgingBind.text(behind));
            answer(two, behind, 0);
            assertEquals(
                    List.of("one", "two"),
                    gateway.facts(MtSplit.class).stream()
                            .map(split -> split.carrier().value())
                            .toList());
            assertTrue(one.isSilentForNow(50));
            nothingIsLeft(gateway, "one", "two");
        }
    }

    @Test
    void aLongMessageOfWhichAPartHasLeftEndsWithItsCause() throws IOException {
        try (RawSmsc first = new RawSmsc();
                RawSmsc second = new RawSmsc();
                TestGateway gateway = start(carrier("one", first), carrier("two", second, Mode.SAR, true));
                RawPeer one = first.bound();
                RawPeer two = second.bound();
                RawPeer esme = gateway.bind("acme")) {
            submit(esme, 1, payload(1));
            answer(one, read(one), 0);
            answer(one, read(one), NO_ROUTE);
            until("refused", () -> gateway.facts(MtRefused.class).size() == 1);
            assertEquals(NO_ROUTE, gateway.facts(MtRefused.class).getFirst().status());
            assertTrue(two.isSilentForNow(100));
            assertTrue(one.isSilentForNow(50));
            nothingIsLeft(gateway, "one", "two");
        }
    }

    @Test
    void partsThatLeaveTogetherAreWaitedForBeforeTheMessageGoesElsewhere() throws IOException {
        try (RawSmsc first = new RawSmsc();
                RawSmsc second = new RawSmsc();
                TestGateway gateway =
                        start(carrier("one", first, Mode.UDH8, false), carrier("two", second, Mode.SAR, true));
                RawPeer one = first.bound();
                RawPeer two = second.bound();
                RawPeer esme = gateway.bind("acme")) {
            submit(esme, 1, payload(1));
            List<MessagePdu> parts = List.of(read(one), read(one), read(one));
            answer(one, parts.get(1), NO_ROUTE);
            answer(one, parts.get(0), 0x58);
            assertTrue(two.isSilentForNow(100), "one may still be taken");
            answer(one, parts.get(2), NO_ROUTE);
            takeLong(two, 3, Concatenation.Form.SAR);
            assertEquals(1, gateway.facts(MtPassedOn.class).size());
            assertTrue(one.isSilentForNow(50));

            submit(esme, 2, payload(2));
            parts = List.of(read(one), read(one), read(one));
            answer(one, parts.get(1), NO_ROUTE);
            answer(one, parts.get(0), 0);
            until("refused", () -> gateway.facts(MtRefused.class).size() == 1);
            answer(one, parts.get(2), 0);
            until("answered", () -> gateway.facts(MtSubmitted.class).size() == 5);
            assertTrue(two.isSilentForNow(100));
            nothingIsLeft(gateway, "one", "two");
        }
    }

    // ---- broken

    @Test
    void aLongMessageThatFailsOverIsCutAsTheOtherCarrierWantsIt() throws IOException {
        try (RawSmsc away = new RawSmsc();
                RawSmsc second = new RawSmsc();
                TestGateway gateway =
                        start(carrier("one", away, Mode.PAYLOAD, true), carrier("two", second, Mode.UDH16, true));
                RawPeer esme = gateway.bind("acme")) {
            submit(esme, 1, payload(1));
            try (RawPeer two = second.bound()) {
                takeLong(two, 3, Concatenation.Form.UDH16);
                nothingIsLeft(gateway, "one", "two");
            }
        }
    }

    @Test
    void partsThatFailOverBecomeOneWhereTheOtherCarrierWantsOne() throws IOException {
        try (RawSmsc away = new RawSmsc();
                RawSmsc second = new RawSmsc();
                TestGateway gateway =
                        start(carrier("one", away, Mode.UDH8, false), carrier("two", second, Mode.PAYLOAD, true));
                RawPeer esme = gateway.bind("acme")) {
            submit(esme, 1, payload(1));
            until("in parts", () -> gateway.carrierOf("one").queuedMessages() == 3);
            try (RawPeer two = second.bound()) {
                MessagePdu whole = read(two);
                assertNull(Concatenation.of(whole));
                assertEquals(LONG, JudgingBind.text(whole));
                answer(two, whole, 0);
                nothingIsLeft(gateway, "one", "two");
                assertEquals(1, gateway.facts(MtSplit.class).getLast().parts());
            }
        }
    }

    @Test
    void theRestOfAMessageWhoseCarrierBreaksStaysWithIt() throws IOException {
        try (RawSmsc first = new RawSmsc();
                RawSmsc second = new RawSmsc();
                TestGateway gateway = start(carrier("one", first), carrier("two", second, Mode.SAR, true));
                RawPeer two = second.bound();
                RawPeer esme = gateway.bind("acme")) {
            try (RawPeer one = first.bound()) {
                until("it is bound", gateway.carrierOf("one")::isBound);
                submit(esme, 1, payload(1));
                answer(one, read(one), 0);
                MessagePdu second2 = read(one);
                answer(one, second2, 0x58);
                until("again", () -> gateway.carrier("one").throttled.sum() == 1);
                one.reset();
            }
            assertTrue(two.isSilentForNow(300), "long enough to fail over");
            try (RawPeer back = first.bound()) {
                for (int i = 2; i <= 3; i++) {
                    MessagePdu part = read(back);
                    Concatenation place = Concatenation.of(part);
                    if (place == null) throw new AssertionError("no part");
                    assertEquals(i, place.number());
                    answer(back, part, 0);
                }
                nothingIsLeft(gateway, "one", "two");
            }
        }
    }

    // ---- after a restart

    @Test
    void aRestartKeepsInMindWhoRefusedAndCutsForTheNext() throws IOException {
        try (RawSmsc first = new RawSmsc();
                RawSmsc second = new RawSmsc();
                TestGateway gateway = start(carrier("one", first), carrier("two", second, Mode.SAR, true));
                RawPeer one = first.bound();
                RawPeer two = second.bound();
                RawPeer esme = gateway.bind("acme")) {
            submit(esme, 1, payload(1));
            answer(one, read(one), 0);
            MtAccepted accepted = gateway.facts(MtAccepted.class).getFirst();
            MtSplit split = gateway.facts(MtSplit.class).getFirst();
            answer(one, read(one), 0);
            answer(one, read(one), 0);
            nothingIsLeft(gateway, "one", "two");

            List<LeftPart> none =
                    List.of(new LeftPart(true, 1, null), new LeftPart(true, 0, null), new LeftPart(true, 0, null));
            gateway.gateway().recovery().take(accepted, Known.NOTHING, split, none, List.of(new CarrierId("one")));
            takeLong(two, 3, Concatenation.Form.SAR);

            List<LeftPart> some =
                    List.of(new LeftPart(false, 1, null), new LeftPart(true, 0, null), new LeftPart(true, 0, null));
            var forTwo = gateway.facts(MtSplit.class).getLast();
            assertEquals("two", forTwo.carrier().value());
            gateway.gateway().recovery().take(accepted, Known.NOTHING, forTwo, some, List.of());
            answer(two, read(two), 0);
            answer(two, read(two), 0);
            nothingIsLeft(gateway, "one", "two");
            assertTrue(one.isSilentForNow(100));
        }
    }
}
