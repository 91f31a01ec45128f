package io.momentum.gateway.codec;

import java.nio.ByteBuffer;
import java.util.SortedMap;

/** Other values for TLVs of a submit_sm: in the place of those that it has, or behind them. */
public final class SetTlvs {

    private SetTlvs() {}

    /** Whether a tag is the PDU's own business: its text and the place of that in a longer one. */
    public static boolean isReserved(int tag) {
        return switch (tag) {
            case Tlv.MESSAGE_PAYLOAD, Tlv.SAR_MSG_REF_NUM, Tlv.SAR_TOTAL_SEGMENTS, Tlv.SAR_SEGMENT_SEQNUM -> true;
            default -> false;
        };
    }

    /**
     * The submit_sm with these TLVs.
     *
     * @param values by tag
     */
    public static byte[] in(MessagePdu message, SortedMap<Integer, byte[]> values) {
        byte[] pdu = message.bytes();
        int more = values.values().stream()
                .mapToInt(value -> value.length + Tlv.HEADER)
                .sum();
        ByteBuffer out = ByteBuffer.allocate(message.end() + more);
        out.put(pdu, 0, message.tlvOffset());
        for (int at = message.tlvOffset(); at < message.end(); ) {
            int next = at + Tlv.HEADER + Tlv.u16(pdu, at + 2);
            if (!values.containsKey(Tlv.u16(pdu, at))) out.put(pdu, at, next - at);
            at = next;
        }
        values.forEach((tag, value) ->
                out.putShort((short) (int) tag).putShort((short) value.length).put(value));
        byte[] written = new byte[out.position()];
        out.flip().get(written);
        ByteBuffer.wrap(written).putInt(0, written.length);
        return written;
    }
}
