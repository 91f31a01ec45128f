package io.momentum.gateway.codec;

import io.momentum.store.value.Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The fields of a submit_sm that a carrier may want otherwise than its ESME wrote them. All others pass octet for octet.
 *
 * @param subunit dest_addr_subunit, -1 without one
 */
public record SubmitFields(String serviceType, Address source, Address destination, int dataCoding, int subunit) {

    private static final int NO_SUBUNIT = -1;
    private static final int MOBILE_DISPLAY = 1;
    private static final int FLASH = 0;
    private static final int TLV_OCTETS = Tlv.HEADER + 1;

    public static SubmitFields of(MessagePdu message) {
        int at = message.tlv(Tlv.DEST_ADDR_SUBUNIT);
        int subunit = at < 0 || message.tlvLength(at) != 1 ? NO_SUBUNIT : message.bytes()[at] & 0xFF;
        return new SubmitFields(
                message.serviceType(), message.source(), message.destination(), message.dataCoding(), subunit);
    }

    public SubmitFields withServiceType(String other) {
        return new SubmitFields(other, source, destination, dataCoding, subunit);
    }

    public SubmitFields withAddresses(Address from, Address to) {
        return new SubmitFields(serviceType, from, to, dataCoding, subunit);
    }

    /** A flash message says so in data_coding alone. */
    public SubmitFields withFlashInDataCoding() {
        if (subunit != MOBILE_DISPLAY) return this;
        int coding = isFlash() ? dataCoding : DataCoding.flash(dataCoding);
        return new SubmitFields(serviceType, source, destination, coding, NO_SUBUNIT);
    }

    /** A flash message says so in dest_addr_subunit alone. */
    public SubmitFields withFlashInSubunit() {
        if (!isFlash()) return this;
        return new SubmitFields(serviceType, source, destination, DataCoding.withoutClass(dataCoding), MOBILE_DISPLAY);
    }

    private boolean isFlash() {
        return DataCoding.messageClass(dataCoding) == FLASH;
    }

    /** The message with these fields; its very bytes where they are its own. */
    public byte[] write(MessagePdu message) {
        SubmitFields before = of(message);
        if (equals(before)) return message.bytes();
        byte[] pdu = message.bytes();
        int middle = message.esmClassOffset();
        int coding = message.dataCodingOffset();
        int oldSubunit = before.subunit < 0 ? -1 : message.tlv(Tlv.DEST_ADDR_SUBUNIT) - Tlv.HEADER;
        ByteBuffer out = ByteBuffer.allocate(room(pdu, middle));
        out.put(pdu, 0, Frames.HEADER);
        out.put(serviceType.getBytes(StandardCharsets.ISO_8859_1)).put((byte) 0);
        put(out, source);
        put(out, destination);
        out.put(pdu, middle, coding - middle).put((byte) dataCoding);
        int from = coding + 1;
        if (oldSubunit >= 0) {
            out.put(pdu, from, oldSubunit - from);
            from = oldSubunit + TLV_OCTETS;
        }
        out.put(pdu, from, message.end() - from);
        if (subunit >= 0) {
            out.putShort((short) Tlv.DEST_ADDR_SUBUNIT).putShort((short) 1).put((byte) subunit);
        }
        byte[] written = new byte[out.position()];
        out.flip().get(written);
        ByteBuffer.wrap(written).putInt(0, written.length);
        return written;
    }

    private int room(byte[] pdu, int middle) {
        int addresses = source.text().length() + destination.text().length() + 6;
        return Frames.HEADER + serviceType.length() + 1 + addresses + pdu.length - middle + TLV_OCTETS;
    }

    private static void put(ByteBuffer out, Address address) {
        out.put((byte) address.ton()).put((byte) address.npi());
        out.put(address.text().getBytes(StandardCharsets.ISO_8859_1)).put((byte) 0);
    }
}
