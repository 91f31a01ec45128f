package io.momentum.gateway.codec;

import io.netty.buffer.ByteBuf;

/**
 * The 16 octets in front of every PDU (SMPP 3.4 section 3.2), and the two limits that a framer holds. Offsets are
 * absolute; a ByteBuf's indexes do not move.
 */
public final class Frames {

    public static final int HEADER = 16;

    /** A legal bind has at most 114 octets and its TLVs: nobody who has not bound needs more. */
    public static final int MAX_BEFORE_BIND = 512;

    /** message_payload may have 65,535 octets. */
    public static final int MAX_BOUND = 70_000;

    private static final int COMMAND_ID = 4;
    private static final int STATUS = 8;
    private static final int SEQUENCE = 12;

    private Frames() {}

    /**
     * command_length, which counts itself. Unsigned on the wire: negative here means over 2 GiB and is as wrong as 0.
     */
    public static int length(ByteBuf in, int at) {
        return in.getInt(at);
    }

    public static int commandId(ByteBuf in, int at) {
        return in.getInt(at + COMMAND_ID);
    }

    public static int status(ByteBuf in, int at) {
        return in.getInt(at + STATUS);
    }

    public static int sequence(ByteBuf in, int at) {
        return in.getInt(at + SEQUENCE);
    }

    public static int length(byte[] pdu) {
        return int32(pdu, 0);
    }

    public static int commandId(byte[] pdu) {
        return int32(pdu, COMMAND_ID);
    }

    public static int status(byte[] pdu) {
        return int32(pdu, STATUS);
    }

    public static int sequence(byte[] pdu) {
        return int32(pdu, SEQUENCE);
    }

    /** Whether a frame of this length can be read at all. Where not, the stream has no next PDU: nack and close. */
    public static boolean isLegal(int length, int max) {
        return length >= HEADER && length <= max;
    }

    static int int32(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | (bytes[at + 3] & 0xFF);
    }
}
