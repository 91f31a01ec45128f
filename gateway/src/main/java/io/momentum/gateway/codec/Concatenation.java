package io.momentum.gateway.codec;

import org.jspecify.annotations.Nullable;

/**
 * Where a segment stands in its message (3GPP TS 23.040 section 9.2.3.24.1 and 9.2.3.24.8; sar_* of SMPP 3.4 section 5.3.2.22).
 *
 * @param total segments of the message, 2 to 255
 * @param number of this segment, 1 to {@code total}
 */
public record Concatenation(Form form, int reference, int total, int number) {

    /** In each form one octet counts them; whoever claims more makes no segments that can ever be whole. */
    static final int TOTAL_MAX = 255;

    /** How the segment says so. The widths are apart: the same number in another width is another message. */
    public enum Form {
        /** User data header with an 8-bit reference. */
        UDH8,
        /** User data header with a 16-bit reference. */
        UDH16,
        /** The three TLVs. */
        SAR
    }

    /** What a message says of its place; null where it says nothing, or nothing that can be. The header wins over TLVs. */
    public static @Nullable Concatenation of(MessagePdu message) {
        if (message.hasUdh()) {
            Concatenation inHeader = UserDataHeader.of(message).concatenation();
            if (inHeader != null) return possible(inHeader);
        }
        int reference = number(message, Tlv.SAR_MSG_REF_NUM);
        if (reference < 0) return null;
        int total = number(message, Tlv.SAR_TOTAL_SEGMENTS);
        return possible(new Concatenation(Form.SAR, reference, total, number(message, Tlv.SAR_SEGMENT_SEQNUM)));
    }

    private static @Nullable Concatenation possible(Concatenation said) {
        if (said.total < 2 || said.total > TOTAL_MAX) return null;
        return said.number < 1 || said.number > said.total ? null : said;
    }

    /** The value of a TLV, whatever its length: peers write one octet for two and two for one. -1 where there is none. */
    private static int number(MessagePdu message, int tag) {
        int at = message.tlv(tag);
        int length = at < 0 ? 0 : message.tlvLength(at);
        if (length < 1 || length > 2) return -1;
        byte[] pdu = message.bytes();
        return length == 1 ? pdu[at] & 0xFF : Tlv.u16(pdu, at);
    }

    /** Whether an ESME has cut its message itself, well or badly. */
    static boolean isSaid(MessagePdu message) {
        if (message.tlv(Tlv.SAR_MSG_REF_NUM) >= 0) return true;
        return message.hasUdh() && UserDataHeader.of(message).concatenation() != null;
    }
}
