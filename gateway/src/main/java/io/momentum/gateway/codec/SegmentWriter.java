package io.momentum.gateway.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** Writes a segment: all that the whole submit_sm said, with another text. */
final class SegmentWriter {

    private static final int SEQUENCE = 12;
    private static final int UDHI = 0x40;
    private static final int SHORT_MESSAGE_MAX = 254;

    private SegmentWriter() {}

    /**
     * One segment.
     *
     * @param header the user data header, its length octet included; empty for none
     * @param text the octets behind it
     * @param sar its place, where TLVs tell it
     */
    record Segment(
            byte[] header,
            byte[] text,
            int dataCoding,
            @Nullable Concatenation sar) {}

    /** The header of a segment; empty where it has nothing to say. */
    static byte[] elements(Shift shift, byte[] others, @Nullable Concatenation place) {
        ByteBuf out = Unpooled.buffer(16 + others.length);
        out.writeByte(0);
        if (place != null) place(out, place);
        language(out, UserDataHeader.LOCKING_SHIFT, shift.locking());
        language(out, UserDataHeader.SINGLE_SHIFT, shift.single());
        out.writeBytes(others);
        if (out.readableBytes() == 1) return new byte[0];
        out.setByte(0, out.readableBytes() - 1);
        return bytes(out);
    }

    private static void place(ByteBuf out, Concatenation place) {
        switch (place.form()) {
            case UDH8 ->
                out.writeByte(UserDataHeader.CONCATENATED_8).writeByte(3).writeByte(place.reference());
            case UDH16 ->
                out.writeByte(UserDataHeader.CONCATENATED_16).writeByte(4).writeShort(place.reference());
            case SAR -> {
                return;
            }
        }
        out.writeByte(place.total()).writeByte(place.number());
    }

    private static void language(ByteBuf out, int element, @Nullable NationalLanguage language) {
        if (language != null) out.writeByte(element).writeByte(1).writeByte(language.number());
    }

    static byte[] write(MessagePdu whole, Segment segment) {
        if (whole.shortMessageOffset() == 0) return writeDataSm(whole, segment);
        byte[] pdu = whole.bytes();
        int textLength = segment.header().length + segment.text().length;
        ByteBuf out = Unpooled.buffer(whole.shortMessageOffset() + textLength + pdu.length - whole.tlvOffset() + 32);
        // Up to sm_length; data_coding and sm_default_msg_id are the two octets before it.
        int smLengthAt = whole.shortMessageOffset() - 1;
        out.writeBytes(pdu, 0, smLengthAt);
        out.setInt(SEQUENCE, 0);
        int esmClassAt = whole.destinationOffset() + whole.destinationLength() + 1;
        int esmClass = whole.esmClass() & ~UDHI;
        out.setByte(esmClassAt, segment.header().length > 0 ? esmClass | UDHI : esmClass);
        out.setByte(smLengthAt - 2, segment.dataCoding());
        boolean fits = textLength <= SHORT_MESSAGE_MAX;
        out.writeByte(fits ? textLength : 0);
        if (!fits) PduWriter.tlvHeader(out, Tlv.MESSAGE_PAYLOAD, textLength);
        out.writeBytes(segment.header()).writeBytes(segment.text());
        tlvs(out, whole);
        if (segment.sar() != null) sar(out, segment.sar());
        PduWriter.end(out, 0);
        return bytes(out);
    }

    /** A data_sm has its text in message_payload only; data_coding is its last octet before the TLVs. */
    private static byte[] writeDataSm(MessagePdu whole, Segment segment) {
        ByteBuf out = Unpooled.buffer(whole.bytes().length + segment.text().length + 32);
        out.writeBytes(whole.bytes(), 0, whole.tlvOffset());
        out.setInt(SEQUENCE, 0);
        int esmClassAt = whole.destinationOffset() + whole.destinationLength() + 1;
        int esmClass = whole.esmClass() & ~UDHI;
        out.setByte(esmClassAt, segment.header().length > 0 ? esmClass | UDHI : esmClass);
        out.setByte(whole.tlvOffset() - 1, segment.dataCoding());
        PduWriter.tlvHeader(out, Tlv.MESSAGE_PAYLOAD, segment.header().length + segment.text().length);
        out.writeBytes(segment.header()).writeBytes(segment.text());
        tlvs(out, whole);
        if (segment.sar() != null) sar(out, segment.sar());
        PduWriter.end(out, 0);
        return bytes(out);
    }

    /** All of them but the text itself and its place in a longer one. */
    private static void tlvs(ByteBuf out, MessagePdu whole) {
        byte[] pdu = whole.bytes();
        for (int at = whole.tlvOffset(); at < whole.end(); ) {
            int next = at + Tlv.HEADER + Tlv.u16(pdu, at + 2);
            if (!isReplaced(Tlv.u16(pdu, at))) out.writeBytes(pdu, at, next - at);
            at = next;
        }
    }

    private static boolean isReplaced(int tag) {
        return tag == Tlv.MESSAGE_PAYLOAD
                || tag == Tlv.SAR_MSG_REF_NUM
                || tag == Tlv.SAR_TOTAL_SEGMENTS
                || tag == Tlv.SAR_SEGMENT_SEQNUM;
    }

    private static void sar(ByteBuf out, Concatenation place) {
        PduWriter.tlvHeader(out, Tlv.SAR_MSG_REF_NUM, 2);
        out.writeShort(place.reference());
        PduWriter.tlvHeader(out, Tlv.SAR_TOTAL_SEGMENTS, 1);
        out.writeByte(place.total());
        PduWriter.tlvHeader(out, Tlv.SAR_SEGMENT_SEQNUM, 1);
        out.writeByte(place.number());
    }

    private static byte[] bytes(ByteBuf out) {
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }
}
