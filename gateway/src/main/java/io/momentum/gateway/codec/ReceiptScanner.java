package io.momentum.gateway.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.momentum.store.value.MessageState;
import org.jspecify.annotations.Nullable;

/**
 * Reads delivery receipts as carriers send them, which is seldom as the specification has them. TLVs are believed
 * first, text second.
 *
 * <p>esm_class says what a deliver_sm is (SMPP 3.4 section 5.2.12): the bits 0x3C are 0x04 for a receipt and 0x20 for
 * an intermediate notification, with other bits around them (0x44 has a user data header). Some carriers leave it zero
 * and send only the text of Appendix B, or only receipted_message_id; others set it on everything, subscribers'
 * messages too. So a flagged message in which nothing reads like a receipt is a subscriber's: a STOP taken for a
 * receipt would be lost, a receipt taken for a message is merely seen.
 *
 * <p>A receipt without an id is a receipt still; it stays an orphan.
 */
public final class ReceiptScanner {

    private static final int TYPE = 0x3C;
    private static final int RECEIPT = 0x04;
    private static final int INTERMEDIATE = 0x20;
    private static final int ID_MAX = 64;
    private static final int ERROR_MAX = 16;
    /** No receipt is longer; what lies behind is not looked at. */
    private static final int TEXT_MAX = 2048;

    private ReceiptScanner() {}

    /** What the receipt says, or null where the message is none. */
    public static @Nullable Receipt scan(MessagePdu deliverSm) {
        int type = deliverSm.esmClass() & TYPE;
        boolean flagged = type == RECEIPT || type == INTERMEDIATE;
        String tlvId = tlvId(deliverSm);
        ReceiptFields fields = fields(deliverSm);
        if (!flagged && tlvId.isEmpty() && !fields.areUnmistakable()) return null;
        boolean hasState = deliverSm.tlv(Tlv.MESSAGE_STATE) >= 0;
        if (flagged && tlvId.isEmpty() && !hasState && !fields.any() && deliverSm.textLength() > 0) return null;
        return receipt(deliverSm, tlvId, fields, type == INTERMEDIATE);
    }

    private static Receipt receipt(MessagePdu pdu, String tlvId, ReceiptFields fields, boolean intermediate) {
        MessageState tlvState = tlvState(pdu);
        MessageState textState = fields.state();
        MessageState state = tlvState != null ? tlvState : textState;
        if (state == null) state = intermediate ? MessageState.ENROUTE : MessageState.UNKNOWN;
        return new Receipt(
                tlvId.isEmpty() ? fields.id(ID_MAX) : tlvId,
                state,
                error(pdu, fields.error(ERROR_MAX)),
                fields.doneAtMicros(),
                intermediate,
                tlvState != null && textState != null && tlvState != textState);
    }

    private static ReceiptFields fields(MessagePdu pdu) {
        int from = pdu.textOffset() + pdu.udhLength();
        int length = Math.min(TEXT_MAX, pdu.textLength() - pdu.udhLength());
        byte[] bytes = pdu.bytes();
        if (TextDecoder.isUcs2(pdu.dataCoding()) && !TextDecoder.isAscii(bytes, from, length)) {
            byte[] narrow = narrow(bytes, from, length);
            return ReceiptFields.of(narrow, 0, narrow.length);
        }
        return ReceiptFields.of(bytes, from, from + length);
    }

    /** UCS-2 as octets: the letters of a receipt are ASCII, whichever octet of the two they are in. */
    private static byte[] narrow(byte[] bytes, int from, int length) {
        byte[] narrow = new byte[length / 2];
        for (int i = 0; i < narrow.length; i++) {
            byte high = bytes[from + 2 * i];
            byte low = bytes[from + 2 * i + 1];
            narrow[i] = high == 0 ? low : low == 0 ? high : (byte) '?';
        }
        return narrow;
    }

    /** With or without its NUL, up to 64 octets; padding goes. */
    private static String tlvId(MessagePdu pdu) {
        int at = pdu.tlv(Tlv.RECEIPTED_MESSAGE_ID);
        if (at < 0) return "";
        int limit = at + Math.min(ID_MAX, pdu.tlvLength(at));
        byte[] bytes = pdu.bytes();
        int end = at;
        while (end < limit && bytes[end] != 0) end++;
        return new String(bytes, at, end - at, ISO_8859_1).trim();
    }

    private static @Nullable MessageState tlvState(MessagePdu pdu) {
        int at = pdu.tlv(Tlv.MESSAGE_STATE);
        if (at < 0) return null;
        int length = pdu.tlvLength(at);
        return length == 0 ? null : StatWord.ofCode(pdu.bytes()[at + length - 1]);
    }

    /**
     * network_error_code is a network type and 16 bits, or three ASCII digits (Kannel knows such an SMSC). A zero there
     * does not hide what the text says.
     */
    private static String error(MessagePdu pdu, String textError) {
        int at = pdu.tlv(Tlv.NETWORK_ERROR_CODE);
        if (at < 0 || pdu.tlvLength(at) != 3) return textError;
        byte[] bytes = pdu.bytes();
        if (isDigit(bytes[at]) && isDigit(bytes[at + 1]) && isDigit(bytes[at + 2])) {
            return new String(bytes, at, 3, ISO_8859_1);
        }
        int code = Tlv.u16(bytes, at + 1);
        return code == 0 && !textError.isEmpty() ? textError : Integer.toString(code);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
