package io.momentum.gateway.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;

/**
 * What we read of responses. Peers differ in every way here (no body at all, a body beside an error, no NUL, TLVs after
 * it), so nothing in a response is ever refused.
 */
public final class ResponsePdu {

    private static final int MESSAGE_ID_MAX = 64;

    private ResponsePdu() {}

    /** message_id of a submit_sm_resp or data_sm_resp, byte for byte; empty where there is none. */
    public static String messageId(ByteBuf in, int at, int length) {
        int from = at + Frames.HEADER;
        int limit = Math.min(at + length, from + MESSAGE_ID_MAX);
        int end = from;
        while (end < limit && in.getByte(end) != 0) end++;
        return end <= from ? "" : in.toString(from, end - from, ISO_8859_1);
    }

    /** As {@link #messageId(ByteBuf, int, int)}, of a whole PDU. */
    public static String messageId(byte[] pdu) {
        int limit = Math.min(pdu.length, Frames.HEADER + MESSAGE_ID_MAX);
        int end = Frames.HEADER;
        while (end < limit && pdu[end] != 0) end++;
        return end <= Frames.HEADER ? "" : new String(pdu, Frames.HEADER, end - Frames.HEADER, ISO_8859_1);
    }

    /** As {@link #interfaceVersion(byte[])}, of a PDU where it lies. */
    public static int interfaceVersion(ByteBuf in, int at, int length) {
        byte[] pdu = new byte[length];
        in.getBytes(at, pdu);
        return interfaceVersion(pdu);
    }

    /** sc_interface_version of a bind response, 0 where the SMSC does not say; many that speak 3.4 do not. */
    public static int interfaceVersion(byte[] pdu) {
        int end = Frames.HEADER;
        while (end < pdu.length && pdu[end] != 0) end++;
        int value = Tlv.find(pdu, end + 1, Tlv.SC_INTERFACE_VERSION);
        return value < 0 || value >= pdu.length ? 0 : pdu[value] & 0xFF;
    }
}
