package io.momentum.gateway.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudhopper.smpp.pdu.BindTransceiver;
import com.cloudhopper.smpp.pdu.BindTransceiverResp;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.tlv.Tlv;
import com.sun.management.ThreadMXBean;
import io.momentum.gateway.receipt.ReceiptScanner;
import io.momentum.gateway.sim.Garbler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Every parser of what peers send, over damaged copies of valid PDUs: no exception, no octet that is not the PDU's, no more
 * memory than the PDU's length warrants. Each runs for four seconds, a minute with the other parsers; {@code -Dmomentum.fuzz.seconds=600} for longer, {@code
 * -Dmomentum.fuzz.seed} to see the same again.
 */
class WireFuzzTest {

    private static final long USUAL_NANOS = TimeUnit.SECONDS.toNanos(4);
    private static final long NANOS = Long.getLong("momentum.fuzz.seconds", 0) * 1_000_000_000L;
    private static final long SEED = Long.getLong("momentum.fuzz.seed", System.nanoTime());

    /** Of one PDU, besides so many octets for each of its own. */
    private static final long ALLOCATED_MAX = 64 << 10;

    private static final int ALLOCATED_PER_OCTET = 64;
    private static final int TRIES_MEASURED = 5_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void messages() throws IOException {
        fuzz(corpus(), pdu -> {
            for (boolean lenient : new boolean[] {false, true}) {
                MessagePdu message = MessagePdu.parse(pdu, lenient);
                assertTrue(message.textOffset() + message.textLength() <= pdu.length, "text beyond the end");
                message.source();
                message.destination();
                message.sourceDigits();
                message.destinationDigits();
                message.serviceType();
                message.scheduleTime();
                SmppTime.micros(message.validity(), 0);
                TextDecoder.decode(message);
                ReceiptScanner.DEFAULT.scan(message);
            }
        });
    }

    @Test
    void binds() {
        var bind = new BindTransceiver();
        bind.setSystemId("momentum");
        bind.setPassword("secret12");
        bind.setSystemType("VMA");
        bind.setInterfaceVersion((byte) 0x34);
        bind.setSequenceNumber(1);
        fuzz(List.of(Pdus.encode(bind)), pdu -> {
            BindRequest request = BindRequest.parse(pdu);
            assertTrue(request.isOk() || request.systemId().isEmpty());
            assertTrue(request.systemId().length() <= 15 && request.password().length() <= 8);
            assertTrue(request.addressRange().length() <= 40);
        });
    }

    @Test
    void responses() {
        var submitted = new SubmitSmResp();
        submitted.setMessageId("0123456789abcdef");
        submitted.setSequenceNumber(1);
        var bound = new BindTransceiverResp();
        bound.setSystemId("smsc");
        bound.setSequenceNumber(1);
        bound.addOptionalParameter(new Tlv((short) 0x0210, new byte[] {0x34}));
        fuzz(List.of(Pdus.encode(submitted), Pdus.encode(bound)), pdu -> {
            String id = ResponsePdu.messageId(pdu);
            assertTrue(id.length() <= 64);
            ResponsePdu.interfaceVersion(pdu);
            ByteBuf between = Unpooled.wrappedBuffer(new byte[] {9, 9, 9}, pdu, new byte[] {9, 9, 9});
            assertEquals(id, ResponsePdu.messageId(between, 3, pdu.length), "another id amid other PDUs");
            between.release();
        });
    }

    @Test
    void tlvs() throws IOException {
        fuzz(corpus(), pdu -> {
            for (int tag : new int[] {0x1E, 0x0210, 0x0424, 0x0427, pdu.length == 0 ? 0 : pdu[pdu.length / 2] & 0xFF}) {
                int value = io.momentum.gateway.codec.Tlv.find(pdu, Math.min(16, pdu.length), tag);
                assertTrue(value < 0 || value <= pdu.length, "a value beyond the end");
            }
        });
    }

    @Test
    void times() {
        List<byte[]> times = new ArrayList<>();
        for (String time : List.of("261123143512000+", "261123143512432-", "000001020000000R", "2611231435", "")) {
            times.add(time.getBytes(StandardCharsets.ISO_8859_1));
        }
        fuzz(times, octets -> {
            String text = new String(octets, StandardCharsets.ISO_8859_1);
            SmppTime.micros(text, 1_790_000_000_000_000L);
            if (SmppTime.isWellFormed(octets, 0, octets.length)) SmppTime.absolute(octets, 0);
        });
    }

    private static void fuzz(List<byte[]> seeds, Consumer<byte[]> parse) {
        var random = new SplittableRandom(SEED);
        var garbler = new Garbler(random.nextLong());
        seeds.forEach(parse);
        long thread = Thread.currentThread().threadId();
        long end = System.nanoTime() + (NANOS > 0 ? NANOS : USUAL_NANOS);
        for (int tries = 0; tries < TRIES_MEASURED || System.nanoTime() < end; tries++) {
            byte[] pdu = seeds.get(random.nextInt(seeds.size()));
            byte[] garbled = random.nextBoolean() ? garbler.garble(pdu) : garbledBody(garbler, pdu);
            long before = THREADS.getThreadAllocatedBytes(thread);
            try {
                parse.accept(garbled);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + SEED + ": " + HexFormat.of().formatHex(garbled), e);
            }
            long allocated = THREADS.getThreadAllocatedBytes(thread) - before;
            long most = ALLOCATED_MAX + (long) ALLOCATED_PER_OCTET * garbled.length;
            if (tries > TRIES_MEASURED / 2 && allocated > most) {
                throw new AssertionError("seed %d: %d octets allocated for %s"
                        .formatted(SEED, allocated, HexFormat.of().formatHex(garbled)));
            }
        }
    }

    private static byte[] garbledBody(Garbler garbler, byte[] pdu) {
        return pdu.length > Frames.HEADER ? garbler.garbleBody(pdu) : garbler.garble(pdu);
    }

    /** PDUs as peers sent them, one in each line, in hexadecimal. */
    private static List<byte[]> corpus() throws IOException {
        List<byte[]> pdus = new ArrayList<>();
        try (InputStream in = WireFuzzTest.class.getResourceAsStream("/fuzz/messages.hex")) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> HexFormat.of().parseHex(line.strip()))
                    .forEach(pdus::add);
        }
        assertTrue(pdus.size() > 20, "a small corpus: " + pdus.size());
        return pdus;
    }
}
