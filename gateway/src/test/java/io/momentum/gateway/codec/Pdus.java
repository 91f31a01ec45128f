package io.momentum.gateway.codec;

import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.transcoder.DefaultPduTranscoder;
import com.cloudhopper.smpp.transcoder.DefaultPduTranscoderContext;
import com.cloudhopper.smpp.type.Address;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** PDUs by a second implementation: what it writes we read, what we write it reads. */
final class Pdus {

    private static final DefaultPduTranscoder CLOUDHOPPER = new DefaultPduTranscoder(new DefaultPduTranscoderContext());

    private Pdus() {}

    static byte[] encode(Pdu pdu) {
        try {
            return bytes(CLOUDHOPPER.encode(pdu));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static Pdu decode(byte[] pdu) {
        try {
            return CLOUDHOPPER.decode(Unpooled.wrappedBuffer(pdu));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What our writer wrote. */
    static byte[] written(Consumer<ByteBuf> writer) {
        ByteBuf out = Unpooled.buffer();
        writer.accept(out);
        return bytes(out);
    }

    static byte[] bytes(ByteBuf out) {
        byte[] pdu = new byte[out.readableBytes()];
        out.readBytes(pdu);
        out.release();
        return pdu;
    }

    static SubmitSm submitSm(String text) {
        SubmitSm pdu = new SubmitSm();
        pdu.setSequenceNumber(7);
        pdu.setServiceType("CMT");
        pdu.setSourceAddress(new Address((byte) 5, (byte) 0, "Clinic"));
        pdu.setDestAddress(new Address((byte) 1, (byte) 1, "15550100123"));
        pdu.setRegisteredDelivery((byte) 1);
        setText(pdu, text);
        return pdu;
    }

    static DeliverSm deliverSm(int esmClass, String text) {
        DeliverSm pdu = new DeliverSm();
        pdu.setSequenceNumber(8);
        pdu.setEsmClass((byte) esmClass);
        pdu.setSourceAddress(new Address((byte) 1, (byte) 1, "15550100123"));
        pdu.setDestAddress(new Address((byte) 3, (byte) 0, "890123"));
        setText(pdu, text);
        return pdu;
    }

    private static void setText(com.cloudhopper.smpp.pdu.BaseSm<?> pdu, String text) {
        try {
            pdu.setShortMessage(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A message PDU octet by octet: the wrong ones cannot be made otherwise. Its header is set at the end. */
    static byte[] raw(int commandId, Consumer<ByteBuf> body) {
        return written(out -> {
            PduWriter.header(out, commandId, 0, 7);
            body.accept(out);
            out.setInt(0, out.readableBytes());
        });
    }

    static void strings(ByteBuf out, String text) {
        out.writeCharSequence(text, StandardCharsets.ISO_8859_1);
        out.writeByte(0);
    }

    /** The mandatory part of a submit_sm with the given fields. */
    static void body(
            ByteBuf out, String serviceType, String source, String destination, String schedule, String validity) {
        strings(out, serviceType);
        out.writeByte(1).writeByte(1);
        strings(out, source);
        out.writeByte(1).writeByte(1);
        strings(out, destination);
        out.writeByte(0).writeByte(0).writeByte(0);
        strings(out, schedule);
        strings(out, validity);
        out.writeInt(0);
    }
}
