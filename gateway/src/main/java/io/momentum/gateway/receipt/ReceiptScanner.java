package io.momentum.gateway.receipt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.SmppTime;
import io.momentum.gateway.codec.Tlv;
import io.momentum.gateway.profile.ReceiptProfile;
import io.momentum.store.value.MessageState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the delivery receipts of one carrier, by its profile. TLVs are believed first, text second.
 *
 * <p>esm_class says what a deliver_sm is (SMPP 3.4 section 5.2.12): the bits 0x3C are 0x04 for a receipt and 0x20 for
 * an intermediate notification, with other bits around them (0x44 has a user data header). Some carriers leave it zero
 * and send only the text of Appendix B, or only receipted_message_id; others set it on everything, subscribers'
 * messages too. So a flagged message that does not begin and read like a receipt is a subscriber's: a STOP taken for a
 * receipt would be lost, a receipt taken for a message is merely seen. And a message that is not flagged is a receipt if
 * it has all that only receipts have; with less it is assumed to be one, and has to name a message that was sent.
 *
 * <p>A receipt without an id is a receipt still; it stays an orphan.
 */
public final class ReceiptScanner {

    /** Reads by the default profile. */
    public static final ReceiptScanner DEFAULT = new ReceiptScanner(ReceiptProfile.DEFAULT);

    private static final int TYPE = 0x3C;
    private static final int RECEIPT = 0x04;
    private static final int INTERMEDIATE = 0x20;
    private static final int ID_MAX = 64;
    private static final int ERROR_MAX = 16;
    private static final int STAT_MAX = 32;
    /** No receipt is longer; what lies behind is not looked at. */
    private static final int TEXT_MAX = 2048;

    private final ReceiptProfile profile;
    private final @Nullable ReceiptPattern pattern;

    public ReceiptScanner(ReceiptProfile profile) {
        this.profile = profile;
        pattern = profile.pattern().map(ReceiptPattern::new).orElse(null);
    }

    /** What the receipt says, or null where the message is none. */
    public @Nullable Receipt scan(MessagePdu message) {
        int type = message.esmClass() & TYPE;
        boolean flagged = type == RECEIPT || type == INTERMEDIATE;
        Octets text = Octets.of(message);
        String tlvId = tlvId(message);
        MessageState tlvState = tlvState(message);
        if (pattern != null && tlvId.isEmpty()) {
            ReceiptPattern.Fields matched = pattern.match(text.bytes, text.from, text.to);
            if (matched != null) return receipt(message, matched, tlvState, type == INTERMEDIATE);
        }
        ReceiptFields fields = ReceiptFields.of(text.bytes, text.from, text.to);
        MessageState known = known(fields);
        boolean told = tlvState != null || known != null;
        boolean byTlvs = !tlvId.isEmpty() && (flagged || told || fields.count() > 1);
        boolean byFlag = flagged && (tlvState != null || message.textLength() == 0 || readsLikeOne(fields, known));
        boolean byText = known != null && fields.has(ReceiptFields.ID) && fields.beginsWithName();
        if (!byTlvs && !byFlag && !byText) return null;
        boolean assumed = !byTlvs && !byFlag && !fields.hasDate();
        return receipt(message, tlvId, fields, tlvState, type == INTERMEDIATE, assumed);
    }

    /** Of what is flagged: three fields are no chance, and neither are two, or a state, that stand at the beginning. */
    private static boolean readsLikeOne(ReceiptFields fields, @Nullable MessageState known) {
        if (fields.count() > 2) return true;
        return fields.beginsWithName() && (fields.count() == 2 || known != null);
    }

    private Receipt receipt(
            MessagePdu pdu,
            String tlvId,
            ReceiptFields fields,
            @Nullable MessageState tlvState,
            boolean intermediate,
            boolean assumed) {
        MessageState textState = known(fields);
        return new Receipt(
                tlvId.isEmpty() ? fields.string(ReceiptFields.ID, ID_MAX) : tlvId,
                state(tlvState, textState, intermediate),
                error(pdu, fields.string(ReceiptFields.ERR, ERROR_MAX)),
                doneAtMicros(fields),
                fields.string(ReceiptFields.STAT, STAT_MAX),
                intermediate,
                tlvState != null && textState != null && tlvState != textState,
                assumed);
    }

    private Receipt receipt(
            MessagePdu pdu, ReceiptPattern.Fields matched, @Nullable MessageState tlvState, boolean intermediate) {
        byte[] stat = matched.stat().getBytes(ISO_8859_1);
        MessageState textState = stat.length == 0 ? null : known(stat, 0, stat.length);
        byte[] done = matched.done().getBytes(ISO_8859_1);
        return new Receipt(
                cut(matched.id(), ID_MAX),
                state(tlvState, textState, intermediate),
                error(pdu, cut(matched.error(), ERROR_MAX)),
                ReceiptDate.micros(done, 0, done.length, profile.zone()),
                cut(matched.stat(), STAT_MAX),
                intermediate,
                tlvState != null && textState != null && tlvState != textState,
                false);
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max);
    }

    private MessageState state(
            @Nullable MessageState tlvState, @Nullable MessageState textState, boolean intermediate) {
        MessageState first = profile.textWins() ? textState : tlvState;
        MessageState second = profile.textWins() ? tlvState : textState;
        if (first != null) return first;
        if (second != null) return second;
        return intermediate ? MessageState.ENROUTE : MessageState.UNKNOWN;
    }

    private long doneAtMicros(ReceiptFields fields) {
        if (!fields.has(ReceiptFields.DONE)) return SmppTime.NONE;
        int from = fields.from(ReceiptFields.DONE);
        byte[] bytes = fields.bytes();
        int to = fields.to(ReceiptFields.DONE);
        return ReceiptDate.micros(bytes, from, to - from, profile.zone());
    }

    /** The state that stat names; null where there is none, or one that nobody knows. */
    private @Nullable MessageState known(ReceiptFields fields) {
        if (!fields.has(ReceiptFields.STAT)) return null;
        return known(fields.bytes(), fields.from(ReceiptFields.STAT), fields.to(ReceiptFields.STAT));
    }

    private @Nullable MessageState known(byte[] bytes, int from, int to) {
        if (!profile.stats().isEmpty()) {
            String word = new String(bytes, from, Math.min(STAT_MAX, to - from), ISO_8859_1);
            MessageState own = profile.stats().get(word.toUpperCase(Locale.ROOT));
            if (own != null) return own;
        }
        MessageState state = StatWord.known(bytes, from, to);
        return state == null ? StatWord.ofDigits(bytes, from, to) : state;
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

    /** A text as one octet for each letter, whatever data_coding says: that is wrong as often as not. */
    private static final class Octets {
        private static final int HEAD = 8;

        private final byte[] bytes;
        private final int from;
        private final int to;

        private Octets(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.from = from;
            this.to = to;
        }

        static Octets of(MessagePdu pdu) {
            int from = pdu.textOffset() + pdu.udhLength();
            int length = Math.min(TEXT_MAX, pdu.textLength() - pdu.udhLength());
            byte[] bytes = pdu.bytes();
            if (!isWide(bytes, from, length)) return new Octets(bytes, from, from + length);
            byte[] narrow = narrow(bytes, from, length);
            return new Octets(narrow, 0, narrow.length);
        }

        /** In UCS-2 every other octet of a receipt's first letters is NUL, behind a byte order mark or not. */
        private static boolean isWide(byte[] bytes, int from, int length) {
            if (length < HEAD) return false;
            int at = isMark(bytes, from) ? from + 2 : from;
            boolean high = true;
            boolean low = true;
            for (int i = at; i < at + HEAD - 2; i += 2) {
                high &= bytes[i] == 0 && bytes[i + 1] != 0;
                low &= bytes[i] != 0 && bytes[i + 1] == 0;
            }
            return high || low;
        }

        private static boolean isMark(byte[] bytes, int at) {
            return (bytes[at] & 0xFF) + (bytes[at + 1] & 0xFF) == 0xFE + 0xFF && (bytes[at] & 0xFE) == 0xFE;
        }

        private static byte[] narrow(byte[] bytes, int from, int length) {
            int skipped = isMark(bytes, from) ? 2 : 0;
            byte[] narrow = new byte[(length - skipped) / 2];
            for (int i = 0; i < narrow.length; i++) {
                byte high = bytes[from + skipped + 2 * i];
                byte low = bytes[from + skipped + 2 * i + 1];
                narrow[i] = high == 0 ? low : low == 0 ? high : (byte) '?';
            }
            return narrow;
        }
    }
}
