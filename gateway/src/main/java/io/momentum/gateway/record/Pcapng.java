package io.momentum.gateway.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.momentum.gateway.record.FlightTape.Direction;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Recordings as a pcapng file (draft-ietf-opsawg-pcapng) of raw IP packets: one interface for each connection, one packet for
 * each PDU, with IP and TCP headers made for it, so that any dissector of SMPP opens it. Checksums are right; acknowledgements
 * are those of a peer that has read everything.
 */
final class Pcapng {

    private static final int SECTION = 0x0A0D0D0A;
    private static final int INTERFACE = 1;
    private static final int PACKET = 6;
    private static final int BYTE_ORDER = 0x1A2B3C4D;
    private static final int LINKTYPE_RAW = 101;
    private static final int OPTION_COMMENT = 1;
    private static final int OPTION_NAME = 2;
    private static final int OPTION_PROGRAM = 4;
    private static final int TCP_PROTOCOL = 6;
    private static final int TCP_BYTES = 20;
    private static final int IPV4_BYTES = 20;
    private static final int IPV6_BYTES = 40;
    private static final int PSH_ACK = 0x18;

    /** An IP packet holds 65,535 octets; a longer PDU becomes several. */
    private static final int SEGMENT_MAX = 60_000;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final UnaryOperator<byte[]> mask;
    private final UnaryOperator<byte[]> maskBroken;

    private Pcapng(UnaryOperator<byte[]> mask, UnaryOperator<byte[]> maskBroken) {
        this.mask = mask;
        this.maskBroken = maskBroken;
    }

    /**
     * The whole file.
     *
     * @param comment stands at its head: why it was written
     * @param masked replaces the digits of subscribers' numbers and all texts; lengths stay
     */
    static byte[] of(List<Recording> recordings, String comment, boolean masked) {
        var file = masked
                ? new Pcapng(PduMask::mask, PduMask::headerOnly)
                : new Pcapng(UnaryOperator.identity(), UnaryOperator.identity());
        file.section(comment + (masked ? "; numbers and texts are masked" : ""));
        for (Recording each : recordings) file.connection(each);
        for (int i = 0; i < recordings.size(); i++) file.packets(recordings.get(i), i);
        return file.file.toByteArray();
    }

    private void section(String comment) {
        ByteBuffer body = ByteBuffer.allocate(16 + optionBytes(comment) + optionBytes("Momentum") + 4);
        body.putInt(BYTE_ORDER).putShort((short) 1).putShort((short) 0).putLong(-1);
        option(body, OPTION_COMMENT, comment);
        option(body, OPTION_PROGRAM, "Momentum");
        block(SECTION, body.putInt(0));
    }

    private void connection(Recording recording) {
        String name = "session " + recording.session() + (recording.owner().isEmpty() ? "" : ", " + recording.owner());
        ByteBuffer body = ByteBuffer.allocate(8 + optionBytes(name) + 4);
        body.putShort((short) LINKTYPE_RAW).putShort((short) 0).putInt(0);
        option(body, OPTION_NAME, name);
        block(INTERFACE, body.putInt(0));
    }

    private void packets(Recording recording, int interfaceId) {
        var stream = new Stream(recording.ours(), recording.theirs());
        recording.forEach((direction, atMicros, pdu) -> {
            byte[] shown = (direction == Direction.BROKEN ? maskBroken : mask).apply(pdu);
            for (int at = 0; at < shown.length; at += SEGMENT_MAX) {
                int length = Math.min(SEGMENT_MAX, shown.length - at);
                packet(interfaceId, atMicros, stream.packet(direction == Direction.SENT, shown, at, length));
            }
            stream.skip(direction == Direction.SENT, missing(direction, pdu));
        });
    }

    /** What of a PDU was cut off when it was recorded. */
    private static int missing(Direction direction, byte[] pdu) {
        if (direction == Direction.BROKEN || pdu.length < Integer.BYTES) return 0;
        return Math.max(0, ByteBuffer.wrap(pdu).getInt() - pdu.length);
    }

    private void packet(int interfaceId, long atMicros, byte[] packet) {
        ByteBuffer body = ByteBuffer.allocate(20 + padded(packet.length));
        body.putInt(interfaceId).putInt((int) (atMicros >>> 32)).putInt((int) atMicros);
        body.putInt(packet.length).putInt(packet.length).put(packet);
        block(PACKET, body.position(body.capacity()));
    }

    private void block(int type, ByteBuffer body) {
        int length = 12 + body.position();
        ByteBuffer block = ByteBuffer.allocate(length);
        block.putInt(type).putInt(length).put(body.flip()).putInt(length);
        file.writeBytes(block.array());
    }

    private static void option(ByteBuffer body, int code, String text) {
        byte[] value = text.getBytes(UTF_8);
        body.putShort((short) code).putShort((short) value.length).put(value);
        body.position(body.position() + padded(value.length) - value.length);
    }

    private static int optionBytes(String text) {
        return 4 + padded(text.getBytes(UTF_8).length);
    }

    private static int padded(int length) {
        return (length + 3) & ~3;
    }

    /** The two directions of one TCP connection. */
    private static final class Stream {
        private final InetSocketAddress ours;
        private final InetSocketAddress theirs;
        private final byte[] ourAddress;
        private final byte[] theirAddress;
        private int sent = 1;
        private int received = 1;

        Stream(InetSocketAddress ours, InetSocketAddress theirs) {
            this.ours = ours;
            this.theirs = theirs;
            byte[] one = address(ours);
            byte[] other = address(theirs);
            boolean mixed = one.length != other.length;
            ourAddress = mixed ? loopback() : one;
            theirAddress = mixed ? loopback() : other;
        }

        private static byte[] address(InetSocketAddress of) {
            InetAddress address = of.getAddress();
            return address == null ? loopback() : address.getAddress();
        }

        private static byte[] loopback() {
            return new byte[] {127, 0, 0, 1};
        }

        void skip(boolean out, int bytes) {
            if (out) sent += bytes;
            else received += bytes;
        }

        byte[] packet(boolean out, byte[] data, int at, int length) {
            byte[] from = out ? ourAddress : theirAddress;
            byte[] to = out ? theirAddress : ourAddress;
            int ipBytes = from.length == 4 ? IPV4_BYTES : IPV6_BYTES;
            byte[] whole = new byte[ipBytes + TCP_BYTES + length];
            ByteBuffer packet = ByteBuffer.wrap(whole);
            if (from.length == 4) ipv4(packet, whole, from, to);
            else ipv6(packet, from, to);
            packet.putShort((short) (out ? ours : theirs).getPort());
            packet.putShort((short) (out ? theirs : ours).getPort());
            packet.putInt(out ? sent : received).putInt(out ? received : sent);
            packet.put((byte) ((TCP_BYTES / 4) << 4)).put((byte) PSH_ACK).putShort((short) 0xFFFF);
            packet.putShort((short) 0).putShort((short) 0).put(data, at, length);
            packet.putShort(ipBytes + 16, tcpChecksum(whole, ipBytes, from, to));
            skip(out, length);
            return whole;
        }

        private static void ipv4(ByteBuffer packet, byte[] whole, byte[] from, byte[] to) {
            packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity());
            packet.putShort((short) 0).putShort((short) 0x4000).put((byte) 64).put((byte) TCP_PROTOCOL);
            packet.putShort((short) 0).put(from).put(to);
            packet.putShort(10, folded(sum(whole, 0, IPV4_BYTES)));
        }

        private static void ipv6(ByteBuffer packet, byte[] from, byte[] to) {
            packet.putInt(0x60000000).putShort((short) (packet.capacity() - IPV6_BYTES));
            packet.put((byte) TCP_PROTOCOL).put((byte) 64).put(from).put(to);
        }

        private static short tcpChecksum(byte[] packet, int tcpAt, byte[] from, byte[] to) {
            int length = packet.length - tcpAt;
            long pseudo = sum(from, 0, from.length) + sum(to, 0, to.length) + TCP_PROTOCOL + length;
            return folded(pseudo + sum(packet, tcpAt, length));
        }

        private static long sum(byte[] bytes, int at, int length) {
            long sum = 0;
            for (int i = 0; i < length; i++) {
                int octet = bytes[at + i] & 0xFF;
                sum += (i & 1) == 0 ? octet << 8 : octet;
            }
            return sum;
        }

        private static short folded(long sum) {
            long folded = sum;
            while (folded >>> 16 != 0) folded = (folded & 0xFFFF) + (folded >>> 16);
            return (short) ~folded;
        }
    }
}
