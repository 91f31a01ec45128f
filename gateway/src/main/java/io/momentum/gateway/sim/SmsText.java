package io.momentum.gateway.sim;

import com.cloudhopper.commons.charset.CharsetUtil;
import com.cloudhopper.commons.charset.GSMCharset;
import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseSm;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.SmppInvalidArgumentException;
import java.nio.charset.StandardCharsets;

/** Text as octets and back, by data_coding (SMPP 3.4 section 5.2.19). */
final class SmsText {

    static final int GSM = 0;
    static final int UCS2 = 8;

    private static final int SHORT_MESSAGE_MAX = 254;

    private SmsText() {}

    /** The GSM alphabet where it holds every character, UCS-2 otherwise. */
    static int codingOf(String text) {
        return GSMCharset.canRepresent(text) ? GSM : UCS2;
    }

    static byte[] encode(String text, int dataCoding) {
        return switch (dataCoding) {
            case GSM -> CharsetUtil.encode(text, CharsetUtil.CHARSET_GSM);
            case UCS2 -> text.getBytes(StandardCharsets.UTF_16BE);
            default -> text.getBytes(StandardCharsets.ISO_8859_1);
        };
    }

    static String decode(byte[] octets, int dataCoding) {
        return switch (dataCoding) {
            case GSM -> CharsetUtil.decode(octets, CharsetUtil.CHARSET_GSM);
            case UCS2 -> new String(octets, StandardCharsets.UTF_16BE);
            default -> new String(octets, StandardCharsets.ISO_8859_1);
        };
    }

    /** Puts octets where they fit: short_message, or message_payload for more than 254 of them (section 5.3.2.32). */
    static void put(BaseSm<?> pdu, byte[] octets) {
        if (octets.length > SHORT_MESSAGE_MAX) {
            pdu.addOptionalParameter(new Tlv(SmppConstants.TAG_MESSAGE_PAYLOAD, octets));
            return;
        }
        try {
            pdu.setShortMessage(octets);
        } catch (SmppInvalidArgumentException e) {
            throw new IllegalStateException("254 octets fit", e);
        }
    }

    /** The octets of a message, from whichever of the two places holds them. */
    static byte[] octetsOf(BaseSm<?> pdu) {
        Tlv payload = pdu.getOptionalParameter(SmppConstants.TAG_MESSAGE_PAYLOAD);
        if (payload != null && payload.getValue() != null) return payload.getValue();
        byte[] octets = pdu.getShortMessage();
        return octets == null ? new byte[0] : octets;
    }
}
