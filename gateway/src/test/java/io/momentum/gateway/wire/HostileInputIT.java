package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.ENQUIRE_LINK;
import static io.momentum.gateway.wire.Pdus.NACK;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.bytes;
import static io.momentum.gateway.wire.Pdus.join;
import static io.momentum.gateway.wire.Pdus.message;
import static io.momentum.gateway.wire.Pdus.pdu;
import static io.momentum.gateway.wire.Pdus.raw;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.Pdus.tlv;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that an ESME should not send, and what it gets for them: one answer, and only a broken framing costs the session. */
class HostileInputIT {

    private static SimulatedCarrier carrier;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        carrier = SimulatedCarrier.start(CarrierOptions.defaults());
        gateway = TestGateway.setup()
                .account("acme")
                .carrier(TestGateway.carrier("telco", carrier.port())
                        .wholePayloads()
                        .config())
                .start();
        TestGateway.until("bound", () -> gateway.carrierOf("telco").boundTransmitters() == 2);
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        carrier.close();
    }

    // ---- framing

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 15, -1, Integer.MIN_VALUE, 70_001, 64 << 20, Integer.MAX_VALUE})
    void aCommandLengthThatCannotBeIsNackedAndEndsTheSession(int length) throws IOException {
        try (RawPeer peer = gateway.bind("acme")) {
            byte[] broken = pdu(ENQUIRE_LINK, 77);
            ByteBuffer.wrap(broken).putInt(0, length);
            Seen answer = peer.send(broken, pdu(ENQUIRE_LINK, 78)).read();
            answer.expect(NACK, 0x02, 77);
            assertTrue(peer.isClosed());
        }
    }

    @Test
    void sessionsThatAnnounce64MebibytesLeaveMemoryAsItWasAndTheirNeighbourAlone() throws IOException {
        List<RawPeer> hostile = new ArrayList<>();
        try (RawPeer neighbour = gateway.bind("acme")) {
            assertTrue(neighbour.stands(1));
            for (int i = 0; i < 30; i++) hostile.add(gateway.bind("acme"));
            long before = usedBytes();
            byte[] huge = pdu(SUBMIT_SM, 1, raw("x".repeat(2 << 20)));
            ByteBuffer.wrap(huge).putInt(0, 64 << 20);
            for (RawPeer peer : hostile) sendWhatIsTaken(peer, huge);
            long more = usedBytes() - before;
            assertTrue(more < 16 << 20, more + " octets more");
            for (RawPeer peer : hostile) assertTrue(peer.isClosed());
            assertTrue(neighbour.stands(2));
        } finally {
            for (RawPeer peer : hostile) peer.close();
        }
    }

    /** The connection may be closed while we write. */
    private static void sendWhatIsTaken(RawPeer peer, byte[] pdu) throws IOException {
        try {
            peer.send(pdu);
        } catch (SocketException e) {
            assertTrue(peer.isClosed());
        }
    }

    /** What buffers and objects take, once what is not needed any more is gone. */
    private static long usedBytes() {
        var buffers = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return buffers.usedDirectMemory() + runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void aBrokenLengthWithoutAWholeHeaderIsNackedWithoutASequence() throws IOException {
        try (RawPeer peer = gateway.bind("acme")) {
            Seen answer = peer.send(new byte[] {0, 0, 0, 8, 0, 0, 0, 0}).read();
            answer.expect(NACK, 0x02, 0);
            assertTrue(peer.isClosed());
        }
    }

    @Test
    void beforeBindNothingOver512OctetsIsTaken() throws IOException {
        try (RawPeer peer = RawPeer.connect(gateway.port())) {
            Seen answer = peer.send(pdu(Pdus.BIND_TRX, 5, new byte[497])).read();
            assertEquals(0x02, answer.status());
            assertTrue(peer.isClosed());
        }
    }

    @Test
    void aPduInSingleBytesIsRead() throws IOException {
        try (RawPeer peer = gateway.bind("acme")) {
            for (byte b : submit(9, "15550100", "slowly")) peer.send(new byte[] {b});
            accepted(peer.read(), 9);
        }
    }

    @Test
    void manyPdusInOneSegmentAreAllAnswered() throws IOException {
        try (RawPeer peer = gateway.bind("acme")) {
            List<byte[]> all = new ArrayList<>();
            for (int i = 1; i <= 300; i++) all.add(submit(i, "15550100", "many"));
            peer.send(join(all));
            for (int i = 1; i <= 300; i++) accepted(peer.read(), i);
        }
    }

    @Test
    void theLongestPduIsTaken() throws IOException {
        try (RawPeer peer = gateway.bind("acme")) {
            byte[] payload = tlv(0x0424, new byte[65_535]);
            peer.send(message(SUBMIT_SM, 3, "890123", "15550100", 0, 0, new byte[0], payload));
            accepted(peer.read(), 3);
        }
    }

    // ---- headers

    @Test
    void anUnknownCommandIsNackedAndTheNextPduOfTheSegmentIsServed() throws IOException {
        try (RawPeer peer = gateway.bind("acme")) {
            peer.send(join(pdu(ENQUIRE_LINK, 1), pdu(0x0999, 0xCAFE), pdu(ENQUIRE_LINK, 2)));
            assertEquals(1, peer.read().sequence());
            Seen nack = peer.read();
            nack.expect(NACK, 0x03, 0xCAFE);
            assertEquals(2, peer.read().sequence());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0999, 0x04, 0x05, 0x09, 0x15, 0x103, 0x21})
    void aResponseIsNeverAnsweredKnownOrNot(int id) throws IOException {
        try (RawPeer peer = gateway.bind("acme")) {
            peer.send(pdu(id | RESP, 0x2A));
            assertTrue(peer.stands(3));
        }
    }

    @Test
    void aNackIsNeverNacked() throws IOException {
        try (RawPeer peer = gateway.bind("acme")) {
            peer.send(pdu(NACK, 0x03, 0, new byte[0]), pdu(NACK, 0x03, 99, new byte[0]));
            assertTrue(peer.stands(4));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void everySequenceNumberIsEchoedBitForBitAndMayRepeat(int sequence) throws IOException {
        try (RawPeer peer = gateway.bind("acme")) {
            assertTrue(peer.stands(sequence));
            peer.send(submit(sequence, "15550100", "one"), submit(sequence, "15550100", "two"));
            String first = accepted(peer.read(), sequence);
            assertNotEquals(first, accepted(peer.read(), sequence));
        }
    }

    @Test
    void anUnbindWithSequenceZeroIsAnswered() throws IOException {
        try (RawPeer peer = gateway.bind("acme")) {
            peer.send(pdu(Pdus.UNBIND, 0));
            Seen answer = peer.read();
            answer.expect(Pdus.UNBIND | RESP, 0, 0);
            assertTrue(peer.isClosed());
        }
    }

    @Test
    void theStatusOfARequestIsIgnored() throws IOException {
        try (RawPeer peer = gateway.bind("acme")) {
            byte[] odd = submit(6, "15550100", "odd");
            ByteBuffer.wrap(odd).putInt(8, 0x58);
            accepted(peer.send(odd).read(), 6);
        }
    }

    // ---- bodies

    @ParameterizedTest
    @CsvSource({"service_type,21", "source_addr,10", "destination_addr,11", "schedule,97", "validity,98"})
    void aFieldThatIsTooLongHasItsOwnStatus(String field, int status) throws IOException {
        String service = field.equals("service_type") ? "x".repeat(4000) : "";
        String source = field.equals("source_addr") ? "1".repeat(21) : "890123";
        String to = field.equals("destination_addr") ? "1".repeat(500) : "15550100";
        String schedule = field.equals("schedule") ? "1".repeat(17) : "";
        String validity = field.equals("validity") ? "1".repeat(17) : "";
        refused(
                pdu(
                        SUBMIT_SM, 8, service, 1, 1, source, 1, 1, to, 0, 0, 0, schedule, validity, 0, 0, 0, 0, 1,
                        raw("x")),
                status);
    }

    @Test
    void anEmptyDestinationIsNoDestination() throws IOException {
        refused(submit(8, "", "to nobody"), 0x0B);
    }

    @Test
    void smLengthBeyondTheEndIsRefusedAndTheNextPduIsServed() throws IOException {
        byte[] head = bytes("", 1, 1, "890123", 1, 1, "15550100", 0, 0, 0, "", "", 0, 0, 0, 0, 200);
        refused(pdu(SUBMIT_SM, 8, head, raw("short")), 0x01);
    }

    @Test
    void aTruncatedTlvIsRefused() throws IOException {
        byte[] cut = {0x02, 0x04, 0x00, 0x08, 1};
        refused(message(SUBMIT_SM, 8, "890123", "15550100", 0, 0, raw("x"), cut), 0xC2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void strayOctetsAfterTheLastFieldAreTolerated(int octets) throws IOException {
        try (RawPeer peer = gateway.bind("acme")) {
            peer.send(message(SUBMIT_SM, 8, "890123", "15550100", 0, 0, raw("x"), new byte[octets]));
            accepted(peer.read(), 8);
        }
    }

    @Test
    void twoTextsInOneMessageAreRefused() throws IOException {
        byte[] payload = tlv(0x0424, raw("the other text"));
        refused(message(SUBMIT_SM, 8, "890123", "15550100", 0, 0, raw("one text"), payload), 0x01);
    }

    @Test
    void aMissingNulEndsAtThePdusEndAndNotInTheNextPdu() throws IOException {
        refused(pdu(SUBMIT_SM, 8, "", 1, 1, "890123", 1, 1, raw("15550100")), 0x0B);
        refused(pdu(SUBMIT_SM, 8), 0x15);
    }

    @Test
    void aBodyThatEndsAfterAnyFieldIsAnsweredOnce() throws IOException {
        byte[] whole = submit(8, "15550100", "x");
        try (RawPeer peer = gateway.bind("acme")) {
            for (int length = 16; length < whole.length; length++) {
                byte[] cut = java.util.Arrays.copyOf(whole, length);
                ByteBuffer.wrap(cut).putInt(0, length);
                Seen answer = peer.send(cut).read();
                assertEquals(SUBMIT_SM | RESP, answer.id());
                assertNotEquals(0, answer.status());
            }
            assertTrue(peer.stands(9));
        }
    }

    @Test
    void everyOctetOfASubmitMayBeAnyOctet() throws IOException {
        byte[] whole = message(
                SUBMIT_SM,
                8,
                "890123",
                "15550100",
                0x40,
                8,
                raw("\u0005\u0000\u0003\u0001\u0002\u0001xx"),
                tlv(0x204, raw("ab")));
        var random = new java.util.Random(42);
        try (RawPeer peer = gateway.bind("acme")) {
            for (int round = 0; round < 500; round++) {
                byte[] changed = whole.clone();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    changed[16 + random.nextInt(changed.length - 16)] = (byte) random.nextInt(256);
                }
                Seen answer = peer.send(changed).read();
                assertEquals(SUBMIT_SM | RESP, answer.id());
            }
            assertTrue(peer.stands(9));
        }
    }

    // ---- commands

    @ParameterizedTest
    @CsvSource({"3,12", "8,11", "7,97", "33,51", "259,11", "5,4"})
    void aCommandThatWeDoNotServeOrCannotReadGetsItsOwnResponse(int id, int status) throws IOException {
        try (RawPeer peer = gateway.bind("acme")) {
            Seen answer = peer.send(pdu(id, 12, "1", 0, 0, "x")).read();
            answer.expect(id | RESP, status, 12);
            assertTrue(peer.stands(13));
        }
    }

    @Test
    void aCommandThatHasNoResponseIsNacked() throws IOException {
        try (RawPeer peer = gateway.bind("acme")) {
            Seen answer = peer.send(pdu(Pdus.ALERT_NOTIFICATION, 12, "x")).read();
            answer.expect(NACK, 0x03, 12);
        }
    }

    /** Returns our id. */
    private static String accepted(Seen seen, int sequence) {
        seen.expect(SUBMIT_SM | RESP, 0, sequence);
        assertTrue(seen.string().matches("[0-9a-f]{16}"), seen.string());
        return seen.string();
    }

    private static void refused(byte[] submit, int status) throws IOException {
        try (RawPeer peer = gateway.bind("acme")) {
            peer.send(join(submit, pdu(ENQUIRE_LINK, 21)));
            Seen answer = peer.read();
            answer.expect(SUBMIT_SM | RESP, status, 8);
            assertEquals(21, peer.read().sequence());
        }
    }
}
