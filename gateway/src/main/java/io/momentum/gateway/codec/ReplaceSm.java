package io.momentum.gateway.codec;

import static io.momentum.gateway.codec.CommandStatus.ESME_RINVEXPIRY;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVMSGID;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVMSGLEN;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVSCHED;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVSRCADR;
import static io.momentum.gateway.codec.CommandStatus.ESME_ROK;

import io.momentum.store.value.Address;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;

/**
 * A replace_sm (SMPP 3.4 section 4.10): what an ESME wants sent instead of a message that still waits. It has neither data_coding
 * nor esm_class, so the new text is in the alphabet of the old one.
 *
 * @param status ESME_ROK, or the command_status with which it is refused; then the rest means nothing
 * @param messageId as the ESME wrote it
 * @param source must be that of the message
 * @param schedule the new schedule_delivery_time, empty to keep the old one
 * @param validity the new validity_period, empty to keep the old one
 * @param inPayload whether the text came in message_payload, which a 5.0 ESME may use, and goes there
 * @param text its octets
 */
public record ReplaceSm(
        int status,
        String messageId,
        Address source,
        String schedule,
        String validity,
        int registeredDelivery,
        int smDefaultMsgId,
        boolean inPayload,
        byte[] text) {

    /** Ten years: an absolute time has two digits for its year. */
    private static final long LONGEST_MILLIS = 3_650L * 86_400_000;

    /** Reads a whole replace_sm, header included. */
    public static ReplaceSm parse(byte[] pdu) {
        FieldCursor in = new FieldCursor(pdu);
        String id = in.string(FieldCursor.MESSAGE_ID_MAX, ESME_RINVMSGID);
        Address source = in.address(ESME_RINVSRCADR);
        String schedule = in.time(ESME_RINVSCHED);
        String validity = in.time(ESME_RINVEXPIRY);
        int registeredDelivery = in.octet();
        int smDefaultMsgId = in.octet();
        byte[] text = in.octets(in.octet(), ESME_RINVMSGLEN);
        int payload = in.status() == ESME_ROK ? Tlv.find(pdu, in.position(), Tlv.MESSAGE_PAYLOAD) : -1;
        int status = in.status();
        if (payload >= 0) {
            if (text.length > 0) status = ESME_RINVMSGLEN;
            text = Arrays.copyOfRange(pdu, payload, payload + Tlv.u16(pdu, payload - 2));
        }
        boolean inPayload = payload >= 0;
        return new ReplaceSm(
                status, id, source, schedule, validity, registeredDelivery, smDefaultMsgId, inPayload, text);
    }

    public boolean isOk() {
        return status == ESME_ROK;
    }

    /**
     * The submit_sm that goes out instead of another. A relative time that is new counts from now and is written as absolute;
     * those that stay count from when the message was accepted, as before.
     *
     * @param old a submit_sm that is {@link MessagePdu#isOk}
     */
    public byte[] submitSm(MessagePdu old, long nowMillis) {
        byte[] bytes = old.bytes();
        ByteBuf out = Unpooled.buffer(bytes.length + text.length + 2 * Tlv.HEADER + 32);
        out.writeBytes(bytes, 0, old.scheduleOffset());
        PduWriter.cString(out, newer(schedule, old.scheduleTime(), nowMillis));
        PduWriter.cString(out, newer(validity, old.validity(), nowMillis));
        out.writeByte(registeredDelivery).writeByte(old.replaceIfPresent());
        out.writeByte(old.dataCoding()).writeByte(smDefaultMsgId);
        out.writeByte(inPayload ? 0 : text.length);
        if (!inPayload) out.writeBytes(text);
        Tlv.copy(out, bytes, old.tlvOffset(), old.end(), tag -> tag != Tlv.MESSAGE_PAYLOAD);
        if (inPayload) {
            PduWriter.tlvHeader(out, Tlv.MESSAGE_PAYLOAD, text.length);
            out.writeBytes(text);
        }
        PduWriter.end(out, 0);
        byte[] pdu = new byte[out.readableBytes()];
        out.readBytes(pdu);
        return pdu;
    }

    private static String newer(String time, String old, long nowMillis) {
        if (time.isEmpty()) return old;
        if (!time.endsWith("R")) return time;
        long millis = SmppTime.micros(time, nowMillis * 1000) / 1000;
        return SmppTime.absolute(Math.min(millis, nowMillis + LONGEST_MILLIS));
    }
}
