package io.momentum.gateway.record;

import io.momentum.gateway.record.FlightTape.Direction;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * What a tape held at a moment.
 *
 * @param session by what people name the connection
 * @param owner {@code carrier telco}, {@code account acme}, or empty
 * @param pieces the tape's pieces, oldest first; nobody writes to it
 * @param droppedReceived octets received before them that are not there any more
 * @param droppedSent octets sent before them that are not there any more
 */
public record Recording(
        long session,
        String owner,
        InetSocketAddress ours,
        InetSocketAddress theirs,
        byte[] pieces,
        long droppedReceived,
        long droppedSent) {

    /** Takes the PDUs one by one. */
    @FunctionalInterface
    public interface PduSink {
        /**
         * One PDU, or the start of one.
         *
         * @param pdu a copy of its own
         */
        void pdu(Direction direction, long atMicros, byte[] pdu);
    }

    /** Takes the pieces apart into PDUs, in the order in which they were read and written. */
    public void forEach(PduSink sink) {
        ByteBuffer in = ByteBuffer.wrap(pieces);
        while (in.remaining() >= FlightTape.HEADER) {
            int length = in.getInt();
            Direction direction = Direction.of(in.get());
            long atMicros = in.getLong();
            int end = in.position() + length;
            while (in.position() < end) {
                byte[] pdu = new byte[next(in, direction, end)];
                in.get(pdu);
                sink.pdu(direction, atMicros, pdu);
            }
        }
    }

    private static int next(ByteBuffer in, Direction direction, int end) {
        int left = end - in.position();
        if (direction == Direction.BROKEN || left < Integer.BYTES) return left;
        int length = in.getInt(in.position());
        return length <= 0 || length > left ? left : length;
    }
}
