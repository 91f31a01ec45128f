package io.momentum.gateway.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.record.FlightTape.Direction;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FlightTapeTest {

    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 2775);

    private record Seen(Direction direction, long atMicros, byte[] pdu) {}

    private static FlightTape tape(int bytes) {
        return new FlightTape(1, HERE, HERE, bytes, Runnable::run);
    }

    private static byte[] pdu(int length, int sequence) {
        return ByteBuffer.allocate(length)
                .putInt(length)
                .putInt(4)
                .putInt(0)
                .putInt(sequence)
                .array();
    }

    private static List<Seen> read(FlightTape tape) {
        List<Seen> seen = new ArrayList<>();
        tape.recording().forEach((direction, atMicros, pdu) -> seen.add(new Seen(direction, atMicros, pdu)));
        return seen;
    }

    /** Whatever was added, the tape holds its end, PDU by PDU, and accounts for the rest. */
    @Property(tries = 200)
    void theTapeHoldsTheLatestPdusInOrder(@ForAll long seed) {
        var random = new Random(seed);
        FlightTape tape = tape(4096 << random.nextInt(3));
        List<byte[]> added = new ArrayList<>();
        long bytes = 0;
        for (int turn = 0; turn < 200; turn++) {
            ByteBuf run = Unpooled.buffer().writeZero(random.nextInt(9));
            int from = run.writerIndex();
            for (int i = random.nextInt(4); i >= 0; i--) {
                byte[] pdu = pdu(16 + random.nextInt(300), added.size());
                added.add(pdu);
                bytes += pdu.length;
                run.writeBytes(pdu);
            }
            tape.add(Direction.RECEIVED, run, from, run.writerIndex() - from, turn);
        }
        List<Seen> kept = read(tape);
        assertTrue(kept.size() > 4, "a ring of 4 KiB holds some");
        long keptBytes = 0;
        for (int i = 0; i < kept.size(); i++) {
            byte[] expected = added.get(added.size() - kept.size() + i);
            assertArrayEquals(expected, kept.get(i).pdu());
            keptBytes += expected.length;
        }
        assertEquals(bytes, keptBytes + tape.recording().droppedReceived());
    }

    @Test
    void directionAndTimeStayWithThePdu() {
        FlightTape tape = tape(4096);
        tape.add(Direction.SENT, Unpooled.wrappedBuffer(pdu(20, 1)), 0, 20, 1_795_444_512_123_456L);
        tape.add(Direction.BROKEN, Unpooled.wrappedBuffer(new byte[3]), 0, 3, 5);
        List<Seen> seen = read(tape);
        assertEquals(Direction.SENT, seen.get(0).direction());
        assertEquals(1_795_444_512_123_456L, seen.get(0).atMicros());
        assertEquals(Direction.BROKEN, seen.get(1).direction());
        assertEquals(3, seen.get(1).pdu().length);
    }

    @Test
    void aPduLongerThanTheTapeIsCutOffAndPushesOutNothingElse() {
        FlightTape tape = tape(4096);
        tape.add(Direction.SENT, Unpooled.wrappedBuffer(pdu(16, 1)), 0, 16, 1);
        byte[] both =
                ByteBuffer.allocate(70_016).put(pdu(70_000, 2)).put(pdu(16, 3)).array();
        tape.add(Direction.SENT, Unpooled.wrappedBuffer(both), 0, both.length, 2);
        List<Seen> seen = read(tape);
        assertEquals(3, seen.size());
        assertEquals(4096 / 4 - FlightTape.HEADER, seen.get(1).pdu().length);
        assertEquals(16, seen.get(2).pdu().length);
        assertEquals(0, tape.recording().droppedSent());
    }
}
