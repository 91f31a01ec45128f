package io.momentum.gateway.codec;

import io.netty.buffer.ByteBuf;
import java.util.function.IntPredicate;

/** Tags of the optional parameters that we look at (SMPP 3.4 section 5.3.2). All others pass through untouched. */
public final class Tlv {

    public static final int DEST_ADDR_SUBUNIT = 0x0005;
    public static final int RECEIPTED_MESSAGE_ID = 0x001E;
    public static final int USER_MESSAGE_REFERENCE = 0x0204;
    public static final int SOURCE_PORT = 0x020A;
    public static final int DESTINATION_PORT = 0x020B;
    public static final int SAR_MSG_REF_NUM = 0x020C;
    public static final int SAR_TOTAL_SEGMENTS = 0x020E;
    public static final int SAR_SEGMENT_SEQNUM = 0x020F;
    public static final int SC_INTERFACE_VERSION = 0x0210;
    public static final int NETWORK_ERROR_CODE = 0x0423;
    public static final int MESSAGE_PAYLOAD = 0x0424;
    public static final int MESSAGE_STATE = 0x0427;
    public static final int CONGESTION_STATE = 0x0428;
    /** Ours, in the range for vendors: the id of one destination of a submit_multi. */
    public static final int DESTINATION_MESSAGE_ID = 0x1600;

    /** Tag and length. */
    static final int HEADER = 4;

    private Tlv() {}

    /** Where the value of the first TLV with this tag begins, or -1. The two octets before it are its length. */
    static int find(byte[] pdu, int from, int tag) {
        int at = from;
        while (at + HEADER <= pdu.length) {
            int value = at + HEADER;
            int end = value + u16(pdu, at + 2);
            if (end > pdu.length) return -1;
            if (u16(pdu, at) == tag) return value;
            at = end;
        }
        return -1;
    }

    /** Appends those TLVs whose tag stays, in their order. */
    static void copy(ByteBuf out, byte[] pdu, int from, int end, IntPredicate stays) {
        int at = from;
        while (at + HEADER <= end) {
            int length = HEADER + u16(pdu, at + 2);
            if (stays.test(u16(pdu, at))) out.writeBytes(pdu, at, length);
            at += length;
        }
    }

    /** An unsigned number of two octets. */
    public static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }
}
