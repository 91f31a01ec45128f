package io.momentum.gateway.sim;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseSm;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.tlv.TlvConvertException;

/**
 * Which part of which long message a PDU carries, by its user data header (3GPP TS 23.040 section 9.2.3.24) or its sar_*
 * TLVs.
 *
 * @param total 1 for a message of its own
 * @param number from 1
 * @param header octets of the text that are a header
 */
record Segment(int reference, int total, int number, int header) {

    static final Segment WHOLE = new Segment(0, 1, 1, 0);

    static Segment of(BaseSm<?> pdu) {
        byte[] octets = SmsText.octetsOf(pdu);
        Segment byHeader = (pdu.getEsmClass() & 0x40) == 0 ? WHOLE : ofHeader(octets);
        if (byHeader.total > 1 || !pdu.hasOptionalParameter(SmppConstants.TAG_SAR_TOTAL_SEGMENTS)) return byHeader;
        try {
            return new Segment(
                    value(pdu, SmppConstants.TAG_SAR_MSG_REF_NUM),
                    value(pdu, SmppConstants.TAG_SAR_TOTAL_SEGMENTS),
                    value(pdu, SmppConstants.TAG_SAR_SEGMENT_SEQNUM),
                    0);
        } catch (TlvConvertException e) {
            return WHOLE;
        }
    }

    /** What the user data header at the beginning of a text says; nonsense is no header. */
    static Segment ofHeader(byte[] octets) {
        int end = octets.length == 0 ? 0 : 1 + (octets[0] & 0xff);
        if (end == 0 || end > octets.length) return WHOLE;
        for (int at = 1; at + 2 <= end; at += 2 + (octets[at + 1] & 0xff)) {
            int length = octets[at + 1] & 0xff;
            if (at + 2 + length > end) return WHOLE;
            if (octets[at] == 0 && length == 3) {
                return new Segment(octets[at + 2] & 0xff, octets[at + 3] & 0xff, octets[at + 4] & 0xff, end);
            }
            if (octets[at] == 8 && length == 4) {
                int reference = (octets[at + 2] & 0xff) << 8 | (octets[at + 3] & 0xff);
                return new Segment(reference, octets[at + 4] & 0xff, octets[at + 5] & 0xff, end);
            }
        }
        return new Segment(0, 1, 1, end);
    }

    private static int value(BaseSm<?> pdu, short tag) throws TlvConvertException {
        Tlv tlv = pdu.getOptionalParameter(tag);
        if (tlv == null) return 0;
        return tlv.getUnsignedLength() == 1 ? tlv.getValueAsUnsignedByte() : tlv.getValueAsUnsignedShort();
    }
}
