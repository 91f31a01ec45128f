package io.momentum.gateway.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A data_sm of an ESME (SMPP 3.4 section 4.7) as the submit_sm that says the same, for that is what carriers take: a text that
 * fits goes into short_message, qos_time_to_live becomes the validity, all other TLVs go along.
 */
public final class DataSm {

    private static final int SHORT_MESSAGE_MAX = 254;
    private static final int TIME_TO_LIVE = 0x0017;

    /** What {@link SmppTime#relative} has room for. */
    private static final long SECONDS_MAX = 30L * 24 * 3600;

    private DataSm() {}

    /**
     * Makes the submit_sm, sequence number 0. What submit_sm has no room for, an address of over 20 octets, is found when that
     * is checked.
     *
     * @param data a data_sm that is {@link MessagePdu#isOk}
     */
    public static byte[] submitSm(MessagePdu data) {
        ByteBuf out = Unpooled.buffer(data.bytes().length + 32);
        byte[] bytes = data.bytes();
        boolean fits = data.textLength() <= SHORT_MESSAGE_MAX;
        out.writeBytes(new byte[Frames.HEADER]);
        out.writeBytes(bytes, Frames.HEADER, data.destinationOffset() + data.destinationLength() + 1 - Frames.HEADER);
        out.writeByte(data.esmClass());
        out.writeByte(0);
        out.writeByte(0);
        out.writeByte(0);
        out.writeBytes(validity(data).getBytes(ISO_8859_1));
        out.writeByte(0);
        out.writeByte(data.registeredDelivery());
        out.writeByte(0);
        out.writeByte(data.dataCoding());
        out.writeByte(0);
        out.writeByte(fits ? data.textLength() : 0);
        if (fits) out.writeBytes(bytes, data.textOffset(), data.textLength());
        Tlv.copy(
                out,
                bytes,
                data.tlvOffset(),
                data.end(),
                tag -> tag != TIME_TO_LIVE && !(fits && tag == Tlv.MESSAGE_PAYLOAD));
        return framed(out);
    }

    private static String validity(MessagePdu data) {
        byte[] seconds = data.tlvValue(TIME_TO_LIVE);
        if (seconds == null || seconds.length != 4) return "";
        long value = (long) Tlv.u16(seconds, 0) << 16 | Tlv.u16(seconds, 2);
        return value == 0 ? "" : SmppTime.relative((int) Math.min(SECONDS_MAX, value));
    }

    private static byte[] framed(ByteBuf out) {
        out.setInt(0, out.readableBytes()).setInt(4, CommandId.SUBMIT_SM);
        byte[] pdu = new byte[out.readableBytes()];
        out.readBytes(pdu);
        return pdu;
    }
}
