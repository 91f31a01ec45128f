package io.momentum.gateway.codec;

import static java.nio.charset.StandardCharsets.UTF_16BE;

import io.momentum.store.value.Address;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Makes the submit_sm of a text that did not come by SMPP: from the API, the inbox, a confirmation. */
final class NewSubmitSm {

    private static final int UCS2 = 8;
    private static final int SHORT_MESSAGE_MAX = 254;
    /** Header, the longest strings, fixed octets, one TLV header. */
    private static final int ROOM = 96;

    private NewSubmitSm() {}

    static byte[] of(Address source, Address destination, String text, int registeredDelivery, String validity) {
        byte[] septets = Gsm7.encode(text);
        byte[] octets = septets != null ? septets : text.getBytes(UTF_16BE);
        if (octets.length > 0xFFFF) throw new IllegalArgumentException("text: over 65535 octets");
        ByteBuf out = Unpooled.buffer(ROOM + octets.length);
        int start = PduWriter.begin(out, CommandId.SUBMIT_SM, 0, 0);
        out.writeByte(0);
        PduWriter.address(out, source);
        PduWriter.address(out, destination);
        // esm_class, protocol_id, priority_flag, an empty schedule_delivery_time
        out.writeInt(0);
        PduWriter.cString(out, validity);
        out.writeByte(registeredDelivery);
        out.writeByte(0);
        out.writeByte(septets != null ? 0 : UCS2);
        out.writeByte(0);
        boolean fits = octets.length <= SHORT_MESSAGE_MAX;
        out.writeByte(fits ? octets.length : 0);
        if (!fits) PduWriter.tlvHeader(out, Tlv.MESSAGE_PAYLOAD, octets.length);
        out.writeBytes(octets);
        PduWriter.end(out, start);
        byte[] pdu = new byte[out.readableBytes()];
        out.readBytes(pdu);
        return pdu;
    }
}
