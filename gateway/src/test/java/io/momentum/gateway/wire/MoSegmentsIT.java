package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.raw;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.TextDecoder;
import io.momentum.gateway.codec.TextForm.DefaultAlphabet;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.profile.PartsProfile;
import io.momentum.gateway.profile.TextProfile;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.MoJoined;
import io.momentum.store.fact.Fact.MoSegment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Long messages of subscribers: segments in, one message out, in whatever way they come. */
class MoSegmentsIT {

    private static final String ONE = "15550101";
    private static final String TWO = "15550102";
    private static final int VENDOR_STATUS = 0x0421;

    private static TestGateway start(RawSmsc smsc, int binds, CarrierProfile profile) throws IOException {
        var telco = TestGateway.carrier("telco", smsc.port());
        telco.binds = binds;
        telco.profile = profile;
        return TestGateway.setup()
                .account("acme")
                .carrier(telco.config())
                .projected()
                .start();
    }

    private static byte[] segment(int sequence, String from, int reference, int total, int number, String text) {
        byte[] body = Pdus.bytes(5, 0, 3, reference, total, number, raw(text));
        return Pdus.message(DELIVER_SM, sequence, from, "890123", 0x40, 0, body, new byte[0]);
    }

    private static void send(RawPeer link, int sequence, byte[] pdu) throws IOException {
        link.send(pdu).read().expect(DELIVER_SM | RESP, 0, sequence);
    }

    /** The next message at the ESME, and its sender before it. */
    private static MessagePdu next(RawPeer esme) throws IOException {
        Seen seen = esme.read();
        assertEquals(DELIVER_SM, seen.id());
        esme.send(response(DELIVER_SM, 0, seen.sequence(), ""));
        MessagePdu message = MessagePdu.parse(Pdus.pdu(seen.id(), 0, seen.sequence(), seen.body()), true);
        assertFalse(message.hasUdh());
        return message;
    }

    private static String text(RawPeer esme) throws IOException {
        return TextDecoder.decode(next(esme));
    }

    @Test
    void segmentsOfTwoHandsetsWithOneReferenceInterleavedAndReversedOverTwoBindsAreTwoRightTexts() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 2, CarrierProfile.DEFAULT);
                RawPeer link = smsc.bound();
                RawPeer other = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            send(link, 1, segment(1, ONE, 7, 3, 3, "one-c"));
            send(other, 2, segment(2, TWO, 7, 3, 3, "two-c"));
            send(link, 3, segment(3, TWO, 7, 3, 2, "two-b "));
            send(other, 4, segment(4, ONE, 7, 3, 2, "one-b "));
            assertTrue(esme.isSilentForNow(100));
            send(link, 5, segment(5, ONE, 7, 3, 1, "one-a "));
            send(other, 6, segment(6, TWO, 7, 3, 1, "two-a "));

            Map<String, String> texts = new HashMap<>();
            for (int i = 0; i < 2; i++) {
                MessagePdu message = next(esme);
                texts.put(message.source().text(), TextDecoder.decode(message));
            }
            assertEquals(Map.of(ONE, "one-a one-b one-c", TWO, "two-a two-b two-c"), texts);
            assertEquals(6, gateway.facts(MoSegment.class).size());
            assertEquals(0, gateway.gateway().deliverPath().waitingForSegments());
        }
    }

    @Test
    void aStopInTwoSegmentsHoldsBeforeTheLastIsAnswered() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 1, CarrierProfile.DEFAULT);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            send(link, 1, segment(1, ONE, 1, 2, 2, "OP"));
            esme.send(submit(1, ONE, "hello")).read().expect(Pdus.SUBMIT_SM | RESP, 0, 1);
            Seen hello = link.read();
            link.send(response(Pdus.SUBMIT_SM, 0, hello.sequence(), "m1"));
            send(link, 2, segment(2, ONE, 1, 2, 1, "ST"));
            esme.send(submit(2, ONE, "hello"));
            Seen mo = esme.read();
            Seen refused = mo.id() == DELIVER_SM ? esme.read() : mo;
            refused.expect(Pdus.SUBMIT_SM | RESP, VENDOR_STATUS, 2);
        }
    }

    @Test
    void aSegmentThatComesAgainIsAnsweredAndMakesNoSecondMessage() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 1, CarrierProfile.DEFAULT);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            send(link, 1, segment(1, ONE, 1, 2, 1, "once "));
            send(link, 2, segment(2, ONE, 1, 2, 1, "once "));
            send(link, 3, segment(3, ONE, 1, 2, 2, "only"));
            send(link, 4, segment(4, ONE, 1, 2, 2, "only"));
            send(link, 5, segment(5, ONE, 1, 2, 1, "once "));
            assertEquals("once only", text(esme));
            assertTrue(esme.isSilentForNow(200));
        }
    }

    @Test
    void anotherTextInATakenPlaceBeginsAnotherMessageAndTheOldOneIsDeliveredAsItIs() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 1, CarrierProfile.DEFAULT);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            send(link, 1, segment(1, ONE, 1, 2, 1, "old beginning"));
            send(link, 2, segment(2, ONE, 1, 2, 1, "new "));
            assertEquals("old beginning", text(esme));
            send(link, 3, segment(3, ONE, 1, 2, 2, "message"));
            assertEquals("new message", text(esme));
            assertEquals(1, gateway.carrier("telco").joinedPartly.sum());
        }
    }

    @Test
    void whatHasComeIsDeliveredWhenItsTimeIsOver() throws IOException {
        var quick = new PartsProfile(
                PartsProfile.DEFAULT.split(), 10, PartsProfile.DEFAULT.receipt(), Duration.ofMillis(200));
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 1, CarrierProfile.DEFAULT.with(quick));
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            send(link, 1, segment(1, ONE, 1, 3, 1, "first, "));
            send(link, 2, segment(2, ONE, 1, 3, 3, "third"));
            assertEquals("first, third", text(esme));
            MoJoined joined = gateway.facts(MoJoined.class).getFirst();
            assertEquals(2, joined.present());
            assertEquals(3, joined.total());
            until("nothing waits", () -> gateway.gateway().deliverPath().waitingForSegments() == 0);
        }
    }

    @Test
    void theWideReferenceAndTlvsJoinToo() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 1, CarrierProfile.DEFAULT);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            for (int i = 2; i >= 1; i--) {
                byte[] body = Pdus.bytes(6, 8, 4, 1, 2, 2, i, raw("wide" + i));
                send(link, i, Pdus.message(DELIVER_SM, i, ONE, "890123", 0x40, 0, body, new byte[0]));
            }
            assertEquals("wide1wide2", text(esme));
            for (int i = 2; i >= 1; i--) {
                byte[] tlvs = sar(new byte[] {1, 2}, new byte[] {2}, new byte[] {(byte) i});
                send(link, i, Pdus.message(DELIVER_SM, i, ONE, "890123", 0, 0, raw("sar" + i), tlvs));
            }
            assertEquals("sar1sar2", text(esme));
        }
    }

    @Test
    void tlvsOfOtherLengthsThanSpecifiedJoinToo() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 1, CarrierProfile.DEFAULT);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            for (int i = 2; i >= 1; i--) {
                byte[] tlvs = sar(new byte[] {9}, new byte[] {0, 2}, new byte[] {0, (byte) i});
                send(link, i, Pdus.message(DELIVER_SM, i, ONE, "890123", 0, 0, raw("odd" + i), tlvs));
            }
            assertEquals("odd1odd2", text(esme));
        }
    }

    @Test
    void aHeaderWinsOverTlvsThatSayOtherwise() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 1, CarrierProfile.DEFAULT);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            for (int i = 1; i <= 2; i++) {
                byte[] body = Pdus.bytes(5, 0, 3, 7, 2, i, raw("part" + i));
                // By these it would be the last part of three, whichever it is.
                byte[] tlvs = sar(new byte[] {0, (byte) i}, new byte[] {3}, new byte[] {3});
                send(link, i, Pdus.message(DELIVER_SM, i, ONE, "890123", 0x40, 0, body, tlvs));
            }
            assertEquals("part1part2", text(esme));
        }
    }

    private static byte[] sar(byte[] reference, byte[] total, byte[] number) {
        return Pdus.join(Pdus.tlv(0x020C, reference), Pdus.tlv(0x020E, total), Pdus.tlv(0x020F, number));
    }

    @Test
    void aHeaderThatCannotBeIsPlainTextAndCounted() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 1, CarrierProfile.DEFAULT);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            byte[] body = Pdus.bytes(200, 0, 3, raw("text"));
            send(link, 1, Pdus.message(DELIVER_SM, 1, ONE, "890123", 0x40, 0, body, new byte[0]));
            Seen seen = esme.read();
            assertEquals(DELIVER_SM, seen.id());
            assertEquals(1, gateway.carrier("telco").brokenHeaders.sum());
            assertTrue(gateway.facts(MoSegment.class).isEmpty());
        }
    }

    @Test
    void aTextWithAByteOrderMarkReachesTheEsmeInTheUsualOrderWithoutIt() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 1, CarrierProfile.DEFAULT);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            String words = "Olá, 你好";
            send(link, 1, Pdus.deliver(1, ONE, "890123", 8, ("\uFEFF" + words).getBytes(StandardCharsets.UTF_16LE)));
            assertArrayEquals(
                    words.getBytes(StandardCharsets.UTF_16BE), next(esme).text());
            send(link, 2, Pdus.deliver(2, ONE, "890123", 8, ("\uFEFF" + words).getBytes(StandardCharsets.UTF_16BE)));
            assertArrayEquals(
                    words.getBytes(StandardCharsets.UTF_16BE), next(esme).text());
        }
    }

    @Test
    void latin1OfTheCarrierIsGsm7ForTheEsmeAndTheOriginalIsKept() throws IOException {
        var latin = new TextProfile(DefaultAlphabet.GSM7, DefaultAlphabet.LATIN1, false, List.of());
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 1, CarrierProfile.DEFAULT.with(latin));
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            byte[] pdu = Pdus.deliver(1, ONE, "890123", 0, raw("sí@casa, é"));
            send(link, 1, pdu);
            MessagePdu message = next(esme);
            assertEquals(8, message.dataCoding());
            assertEquals("sí@casa, é", TextDecoder.decode(message));
            assertEquals(pdu.length, gateway.facts(MoSegment.class).getFirst().pdu().length);
            send(link, 2, Pdus.deliver(2, ONE, "890123", 0, raw("@é")));
            MessagePdu short7 = next(esme);
            assertEquals(0, short7.dataCoding());
            assertEquals(0, short7.text()[0]);
        }
    }

    @Test
    void segmentsThatTwoLoopsJournalAtOnceLeaveNothingBehind() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 2, CarrierProfile.DEFAULT);
                RawPeer link = smsc.bound();
                RawPeer other = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            gateway.journal.hold();
            link.send(segment(1, ONE, 1, 2, 1, "one "));
            until("the first is on its way", () -> gateway.journal.heldBatches() == 1);
            gateway.journal.passOthers();
            other.send(segment(2, ONE, 1, 2, 2, "message"));
            until("the second is durable", () -> gateway.facts(MoSegment.class).size() == 1);
            gateway.journal.release();
            assertEquals("one message", text(esme));
            link.read().expect(DELIVER_SM | RESP, 0, 1);
            other.read().expect(DELIVER_SM | RESP, 0, 2);
            until("the index follows", gateway::isFolded);
            assertEquals(0, gateway.segmentsInIndex());
        }
    }
}
