package io.momentum.gateway.record;

import io.momentum.gateway.session.Swapped;
import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;

/**
 * The last octets of one connection, in both directions: a ring into which each turn's PDUs are copied once. Owned by the
 * connection's loop, but for the name.
 *
 * <p>A piece is what one turn read or wrote, whole PDUs; before it stand its length, its direction and its time. The ring
 * begins small and doubles up to its bound before it overwrites anything, so that a thousand idle connections cost little.
 */
public final class FlightTape {

    /** Whose octets they are. */
    public enum Direction {
        RECEIVED('<'),
        SENT('>'),
        /** Received, and no PDU: its length cannot be believed, or it was cut off. */
        BROKEN('!');

        private final byte mark;

        Direction(char mark) {
            this.mark = (byte) mark;
        }

        static Direction of(byte mark) {
            return mark == SENT.mark ? SENT : mark == RECEIVED.mark ? RECEIVED : BROKEN;
        }
    }

    static final int HEADER = 13;
    private static final int FIRST_BYTES = RecorderConfig.SESSION_BYTES_MIN;

    private final long id;
    private final InetSocketAddress ours;
    private final InetSocketAddress theirs;
    private final int bytesMax;
    private final Executor loop;
    private final Swapped<String> owner = new Swapped<>("");
    private byte[] ring;
    private long head;
    private long tail;
    private long droppedReceived;
    private long droppedSent;

    /**
     * An empty tape.
     *
     * @param bytesMax a power of two, {@link RecorderConfig#SESSION_BYTES_MIN} at least
     * @param loop runs what touches the tape
     */
    public FlightTape(long id, InetSocketAddress ours, InetSocketAddress theirs, int bytesMax, Executor loop) {
        this.id = id;
        this.ours = ours;
        this.theirs = theirs;
        this.bytesMax = bytesMax;
        this.loop = loop;
        ring = new byte[Math.min(FIRST_BYTES, bytesMax)];
    }

    /** By what people name the connection, unique in this process. */
    public long id() {
        return id;
    }

    public InetSocketAddress theirs() {
        return theirs;
    }

    /** Whose connection it is: {@code carrier telco}, {@code account acme}; empty before the bind. Any thread. */
    public String owner() {
        return owner.get();
    }

    public void owner(String name) {
        owner.set(name);
    }

    /**
     * Copies whole PDUs. What is longer than a quarter of the ring is kept PDU by PDU, each cut off there.
     *
     * @param atMicros wall-clock time
     */
    public void add(Direction direction, ByteBuf from, int at, int length, long atMicros) {
        if (length <= 0) return;
        if (HEADER + length <= bytesMax / 4) {
            piece(direction, from, at, length, atMicros);
            return;
        }
        int end = at + length;
        for (int pdu = at; pdu < end; ) {
            int whole = end - pdu < Integer.BYTES ? end - pdu : from.getInt(pdu);
            if (whole <= 0 || whole > end - pdu) whole = end - pdu;
            piece(direction, from, pdu, Math.min(whole, bytesMax / 4 - HEADER), atMicros);
            pdu += whole;
        }
    }

    private void piece(Direction direction, ByteBuf from, int at, int length, long atMicros) {
        makeRoom(HEADER + length);
        header(direction, length, atMicros);
        int start = (int) head & (ring.length - 1);
        int first = Math.min(length, ring.length - start);
        from.getBytes(at, ring, start, first);
        if (first < length) from.getBytes(at + first, ring, 0, length - first);
        head += length;
    }

    private void header(Direction direction, int length, long atMicros) {
        for (int shift = 24; shift >= 0; shift -= 8) put(length >>> shift);
        put(direction.mark);
        for (int shift = 56; shift >= 0; shift -= 8) put((int) (atMicros >>> shift));
    }

    private void put(int octet) {
        ring[(int) head++ & (ring.length - 1)] = (byte) octet;
    }

    private void makeRoom(int bytes) {
        while (head - tail + bytes > ring.length && ring.length < bytesMax) grow();
        while (head - tail + bytes > ring.length) {
            int length = lengthAt(tail);
            if (ring[(int) (tail + 4) & (ring.length - 1)] == Direction.SENT.mark) droppedSent += length;
            else droppedReceived += length;
            tail += HEADER + length;
        }
    }

    private int lengthAt(long position) {
        int length = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            length = length << 8 | (ring[(int) (position + i) & (ring.length - 1)] & 0xFF);
        }
        return length;
    }

    private void grow() {
        byte[] larger = new byte[ring.length * 2];
        copyTo(larger);
        head -= tail;
        tail = 0;
        ring = larger;
    }

    private void copyTo(byte[] target) {
        int start = (int) tail & (ring.length - 1);
        int used = (int) (head - tail);
        int first = Math.min(used, ring.length - start);
        System.arraycopy(ring, start, target, 0, first);
        System.arraycopy(ring, 0, target, first, used - first);
    }

    Executor loop() {
        return loop;
    }

    /** What is on it now, for another thread to work on. */
    public Recording recording() {
        byte[] kept = new byte[(int) (head - tail)];
        copyTo(kept);
        return new Recording(id, owner(), ours, theirs, kept, droppedReceived, droppedSent);
    }
}
