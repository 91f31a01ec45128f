package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.deliver;
import static io.momentum.gateway.wire.Pdus.raw;
import static io.momentum.gateway.wire.Pdus.receipt;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.TestGateway.until;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.Concatenation;
import io.momentum.gateway.codec.Gsm7;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.SegmentRules.Mode;
import io.momentum.gateway.codec.TextForm.DefaultAlphabet;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.profile.PartsProfile;
import io.momentum.gateway.profile.TextProfile;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.Fact.PartReceipts;
import io.momentum.store.value.SystemId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages longer than one SMS, on the wire of a carrier: their parts, their text, their one end. */
class LongMessagesIT {

    private static final SystemId ACME = new SystemId("acme");
    private static final String NUMBER = "15550100";
    private static final String EMOJI = "\uD83D\uDE00";
    private static final int RINVMSGLEN = 0x01;
    private static final int RMSGQFUL = 0x14;
    private static final int MESSAGE_PAYLOAD = 0x0424;

    private static TestGateway start(RawSmsc smsc, int window, CarrierProfile profile) throws IOException {
        var telco = TestGateway.carrier("telco", smsc.port()).oneBind();
        telco.window = window;
        telco.profile = profile;
        return TestGateway.setup()
                .account("acme")
                .carrier(telco.config())
                .projected()
                .start();
    }

    private static TestGateway start(RawSmsc smsc, int window) throws IOException {
        return start(smsc, window, CarrierProfile.DEFAULT);
    }

    private static CarrierProfile parts(Mode mode, PartReceipts receipts) {
        return CarrierProfile.DEFAULT.with(new PartsProfile(mode, 10, receipts, Duration.ofMinutes(1)));
    }

    private static byte[] payload(int sequence, int dataCoding, byte[] text) {
        return Pdus.message(
                SUBMIT_SM, sequence, "890123", NUMBER, 0, dataCoding, new byte[0], Pdus.tlv(MESSAGE_PAYLOAD, text));
    }

    private static MessagePdu read(RawPeer link) throws IOException {
        Seen seen = link.read();
        assertEquals(SUBMIT_SM, seen.id());
        return MessagePdu.parse(Pdus.pdu(seen.id(), 0, seen.sequence(), seen.body()));
    }

    private static void answer(RawPeer link, MessagePdu part, String id) throws IOException {
        link.send(response(SUBMIT_SM, 0, part.sequence(), id));
    }

    /** Reads parts and answers each with {@code id} and its number. */
    private static List<MessagePdu> take(RawPeer link, int count, String id) throws IOException {
        List<MessagePdu> parts = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            MessagePdu part = read(link);
            answer(link, part, id + i);
            parts.add(part);
        }
        return parts;
    }

    private static byte[] joined(List<MessagePdu> parts) {
        var out = new ByteArrayOutputStream();
        for (MessagePdu part : parts) {
            byte[] text = part.text();
            out.write(text, part.udhLength(), text.length - part.udhLength());
        }
        return out.toByteArray();
    }

    /** The parts are in order, of one message, and under sequence numbers of their own. */
    private static void assertOneMessage(List<MessagePdu> parts) {
        Set<Integer> sequences = new HashSet<>();
        Set<Integer> references = new HashSet<>();
        for (int i = 0; i < parts.size(); i++) {
            Concatenation place = Concatenation.of(parts.get(i));
            if (place == null) throw new AssertionError("part " + i + " says nothing of its place");
            assertEquals(i + 1, place.number());
            assertEquals(parts.size(), place.total());
            references.add(place.reference());
            sequences.add(parts.get(i).sequence());
        }
        assertEquals(1, references.size());
        assertEquals(parts.size(), sequences.size());
    }

    // ---- exact text

    @Test
    void eightPartsOfUcs2WithEmojiAreTheExactTextAndNoPairIsCut() throws IOException {
        String text = "a" + EMOJI.repeat(263);
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 10);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            esme.send(payload(7, 8, text.getBytes(UTF_16BE))).read().expect(SUBMIT_SM | RESP, 0, 7);
            List<MessagePdu> parts = take(link, 8, "m");
            assertOneMessage(parts);
            assertEquals(text, new String(joined(parts), UTF_16BE));
            for (MessagePdu part : parts) {
                assertTrue(part.textLength() <= 140);
                byte[] octets = part.text();
                assertFalse((octets[octets.length - 2] & 0xFC) == 0xD8, "a pair is cut");
            }
            assertTrue(link.isSilentForNow(100));
        }
    }

    @Test
    void aThousandCharactersOfGsm7WithAnEscapeOnEachBorderAreTheExactText() throws IOException {
        String text = ("x".repeat(152) + ("€" + "y".repeat(150)).repeat(6)).substring(0, 1000);
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 10);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            byte[] septets = Gsm7.encode(text);
            esme.send(payload(1, 0, septets)).read().expect(SUBMIT_SM | RESP, 0, 1);
            List<MessagePdu> parts = take(link, 7, "m");
            assertOneMessage(parts);
            assertArrayEquals(septets, joined(parts));
            for (MessagePdu part : parts) {
                byte[] octets = part.text();
                assertFalse(octets[octets.length - 1] == 0x1B, "an escape is cut from its character");
            }
            assertTrue(link.isSilentForNow(100));
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void everyModeCarriesTheWholeText(Mode mode) throws IOException {
        byte[] septets = Gsm7.encode("Hello, [world]! ".repeat(25));
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 10, parts(mode, PartReceipts.ALL));
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            esme.send(payload(1, 0, septets)).read().expect(SUBMIT_SM | RESP, 0, 1);
            List<MessagePdu> parts = take(link, mode == Mode.PAYLOAD ? 1 : 3, "m");
            if (mode != Mode.PAYLOAD) assertOneMessage(parts);
            assertArrayEquals(septets, joined(parts));
            assertTrue(link.isSilentForNow(100));
        }
    }

    @Test
    void aCarrierOfLatin1GetsLatin1() throws IOException {
        var latin = new TextProfile(DefaultAlphabet.LATIN1, DefaultAlphabet.LATIN1, false, List.of());
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 10, CarrierProfile.DEFAULT.with(latin));
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            byte[] gsm = Gsm7.encode("me@café, Ñandú".replace("ú", "ü"));
            esme.send(Pdus.message(SUBMIT_SM, 1, "890123", NUMBER, 0, 0, gsm, new byte[0]))
                    .read()
                    .expect(SUBMIT_SM | RESP, 0, 1);
            MessagePdu sent = take(link, 1, "m").getFirst();
            assertArrayEquals(raw("me@café, Ñandü"), sent.text());
            assertEquals(0, sent.dataCoding());
        }
    }

    // ---- what is refused, and what is left alone

    @Test
    void aMessageOfMorePartsThanTheCarrierTakesIsRefused() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 10);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            esme.send(payload(1, 0, raw("x".repeat(1531)))).read().expect(SUBMIT_SM | RESP, RINVMSGLEN, 1);
            esme.send(payload(2, 0, raw("x".repeat(1530)))).read().expect(SUBMIT_SM | RESP, 0, 2);
            assertOneMessage(take(link, 10, "m"));
        }
    }

    @Test
    void thereIsRoomForAllPartsOrForNone() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = TestGateway.carrier("telco", smsc.port()).oneBind();
            telco.queue = 2;
            try (TestGateway gateway = TestGateway.setup()
                            .account("acme")
                            .carrier(telco.config())
                            .start();
                    RawPeer link = smsc.bound();
                    RawPeer esme = gateway.bind("acme")) {
                esme.send(payload(1, 0, raw("x".repeat(400)))).read().expect(SUBMIT_SM | RESP, RMSGQFUL, 1);
                assertEquals(0, gateway.carrierOf("telco").queuedMessages());
                esme.send(payload(2, 0, raw("x".repeat(300)))).read().expect(SUBMIT_SM | RESP, 0, 2);
                take(link, 2, "m");
                until("the room is free", () -> gateway.carrierOf("telco").queuedMessages() == 0);
            }
        }
    }

    @Test
    void anEsmesOwnSegmentsPassOctetForOctet() throws IOException {
        byte[] own = Pdus.bytes(5, 0, 3, 77, 2, 1, raw("first half"));
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 10);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            byte[] pdu = Pdus.message(SUBMIT_SM, 1, "890123", NUMBER, 0x40, 0, own, new byte[0]);
            esme.send(pdu).read().expect(SUBMIT_SM | RESP, 0, 1);
            Seen seen = link.read();
            byte[] sent = Pdus.pdu(seen.id(), 0, 1, seen.body());
            assertArrayEquals(pdu, sent);
        }
    }

    // ---- one end

    @Test
    void theEsmeGetsOneReceiptWhenTheLastPartIsDelivered() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 10);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            String id = esme.send(payload(1, 0, raw("x".repeat(400)))).read().string();
            take(link, 3, "m");
            until("all parts are taken", () -> gateway.facts(MtSubmitted.class).size() == 3);
            deliverReceipt(link, 1, "m3", "DELIVRD");
            deliverReceipt(link, 2, "m1", "DELIVRD");
            assertTrue(esme.isSilentForNow(200));
            deliverReceipt(link, 3, "m2", "DELIVRD");
            assertReceipt(esme, id, "stat:DELIVRD");
            assertTrue(esme.isSilentForNow(200));
        }
    }

    @Test
    void theFirstPartThatFailsIsTheEndOfTheMessage() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 10);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            String id = esme.send(payload(1, 0, raw("x".repeat(400)))).read().string();
            take(link, 3, "m");
            until("all parts are taken", () -> gateway.facts(MtSubmitted.class).size() == 3);
            deliverReceipt(link, 1, "m1", "DELIVRD");
            deliverReceipt(link, 2, "m2", "UNDELIV");
            assertReceipt(esme, id, "stat:UNDELIV");
            deliverReceipt(link, 3, "m3", "EXPIRED");
            assertTrue(esme.isSilentForNow(200));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PartReceipts.class,
            names = {"ANY", "LAST", "FIRST"})
    void oneReceiptOfTheCarrierIsEnoughWhereItSendsOnlyOne(PartReceipts receipts) throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 10, parts(Mode.UDH16, receipts));
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            String id = esme.send(payload(1, 0, raw("x".repeat(400)))).read().string();
            take(link, 3, "m");
            until("all parts are taken", () -> gateway.facts(MtSubmitted.class).size() == 3);
            deliverReceipt(link, 1, receipts == PartReceipts.FIRST ? "m1" : "m3", "DELIVRD");
            assertReceipt(esme, id, "stat:DELIVRD");
        }
    }

    @Test
    void aStopInTheMiddleStopsTheRestAndTheMessageEndsOnce() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 1);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            String id = esme.send(payload(1, 0, raw("x".repeat(600)))).read().string();
            MessagePdu first = read(link);
            link.send(deliver(9, NUMBER, "890123", 0, raw("STOP")));
            until("STOP is in the list", () -> gateway.list.blocking(15550100L, ACME, "890123") != null);
            answer(link, first, "m1");
            link.read().expect(DELIVER_SM | RESP, 0, 9);
            assertMo(esme, "STOP");
            assertReceipt(esme, id, "stat:REJECTD");
            assertTrue(link.isSilentForNow(300), "a part left after STOP was answered");
            assertTrue(esme.isSilentForNow(100));
            assertEquals(1, gateway.facts(MtSuppressed.class).size());
            assertEquals(0, gateway.carrierOf("telco").queuedMessages());
        }
    }

    @Test
    void aPartThatIsRefusedStopsTheRest() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 1);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            String id = esme.send(payload(1, 0, raw("x".repeat(600)))).read().string();
            answer(link, read(link), "m1");
            link.send(response(SUBMIT_SM, 0x0B, read(link).sequence()));
            assertReceipt(esme, id, "stat:REJECTD");
            assertTrue(link.isSilentForNow(300), "a part left though another was refused");
            assertEquals(1, gateway.facts(MtRefused.class).size());
            assertEquals(0, gateway.carrierOf("telco").queuedMessages());
        }
    }

    @Test
    void aThrottledPartIsSentAgainBeforeThoseBehindIt() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 1);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            esme.send(payload(1, 0, raw("x".repeat(400)))).read().expect(SUBMIT_SM | RESP, 0, 1);
            List<MessagePdu> parts = new ArrayList<>(take(link, 1, "m"));
            link.send(response(SUBMIT_SM, 0x58, read(link).sequence()));
            parts.addAll(take(link, 2, "n"));
            assertOneMessage(parts);
        }
    }

    private static void deliverReceipt(RawPeer link, int sequence, String id, String stat) throws IOException {
        link.send(receipt(sequence, id, NUMBER, stat)).read().expect(DELIVER_SM | RESP, 0, sequence);
    }

    private static void assertMo(RawPeer esme, String text) throws IOException {
        Seen seen = esme.read();
        assertEquals(
                text,
                new String(
                        MessagePdu.parse(Pdus.pdu(DELIVER_SM, 0, 1, seen.body()), true)
                                .text(),
                        ISO_8859_1));
        esme.send(response(DELIVER_SM, 0, seen.sequence(), ""));
    }

    private static void assertReceipt(RawPeer esme, String id, String stat) throws IOException {
        Seen seen = esme.read();
        assertEquals(DELIVER_SM, seen.id());
        String body = new String(seen.body(), ISO_8859_1);
        assertTrue(body.contains("id:" + id) && body.contains(stat), body);
        esme.send(response(DELIVER_SM, 0, seen.sequence(), ""));
    }
}
