package io.momentum.gateway.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

/**
 * The text of a message as people read it, by data_coding (SMPP 3.4 section 5.2.19, groups by 3GPP TS 23.038 section
 * 4). Never fails: it serves the search for opt-out words and the inbox, where half a text is better than none.
 */
public final class TextDecoder {

    private TextDecoder() {}

    /** The text without its user data header, as most peers write it. */
    public static String decode(MessagePdu message) {
        return decode(message, TextForm.USUAL);
    }

    /** The text without its user data header, in a peer's form and in the tables that the header names. */
    public static String decode(MessagePdu message, TextForm form) {
        UserDataHeader header = UserDataHeader.of(message);
        int from = message.textOffset() + message.udhLength();
        int length = message.textLength() - message.udhLength();
        return decode(message.bytes(), from, length, message.dataCoding(), form, header);
    }

    static String decode(byte[] bytes, int from, int length, int dataCoding) {
        return decode(bytes, from, length, dataCoding, TextForm.USUAL, UserDataHeader.NONE);
    }

    static String decode(byte[] bytes, int from, int length, int dataCoding, TextForm form, UserDataHeader header) {
        if (length <= 0) return "";
        return switch (DataCoding.alphabet(dataCoding)) {
            case DEFAULT -> plain(bytes, from, length, form, header);
            case UCS2 -> ucs2(bytes, from, length, form.littleEndian());
            case OCTETS -> new String(bytes, from, length, ISO_8859_1);
        };
    }

    private static String plain(byte[] bytes, int from, int length, TextForm form, UserDataHeader header) {
        return switch (form.alphabet()) {
            case GSM7 -> header.shift().decode(bytes, from, length);
            case GSM7_PACKED -> {
                byte[] septets = Septets.unpack(bytes, from, length, header.octets());
                yield header.shift().decode(septets, 0, septets.length);
            }
            case LATIN1, ASCII -> new String(bytes, from, length, ISO_8859_1);
        };
    }

    static boolean isUcs2(int dataCoding) {
        return DataCoding.alphabet(dataCoding) == DataCoding.Alphabet.UCS2;
    }

    /** Whether it is UCS-2 that says in which order its octets are: ESMEs expect the usual one, and no mark. */
    public static boolean hasByteOrderMark(MessagePdu message) {
        if (DataCoding.alphabet(message.dataCoding()) != DataCoding.Alphabet.UCS2) return false;
        int at = message.textOffset() + message.udhLength();
        if (message.textLength() - message.udhLength() < 2) return false;
        int mark = Tlv.u16(message.bytes(), at);
        return mark == 0xFEFF || mark == 0xFFFE;
    }

    /**
     * In the peer's order unless a byte order mark says otherwise. Some SMSCs announce UCS-2 and send ASCII, as users of
     * node-smpp have seen.
     */
    private static String ucs2(byte[] bytes, int from, int length, boolean littleEndian) {
        if (isAscii(bytes, from, length)) return new String(bytes, from, length, ISO_8859_1);
        if (length >= 2 && bytes[from] == (byte) 0xFF && bytes[from + 1] == (byte) 0xFE) {
            return new String(bytes, from + 2, length - 2 & ~1, UTF_16LE);
        }
        int mark = length >= 2 && bytes[from] == (byte) 0xFE && bytes[from + 1] == (byte) 0xFF ? 2 : 0;
        boolean little = littleEndian && mark == 0;
        return new String(bytes, from + mark, length - mark & ~1, little ? UTF_16LE : UTF_16BE);
    }

    /**
     * Whether the octets read as Latin words. Two Chinese characters in a thousand pairs look like that too, so a text
     * below eight octets has to be letters of one case: {@code STOP}, {@code stop}.
     */
    static boolean isAscii(byte[] bytes, int from, int length) {
        boolean upper = true;
        boolean lower = true;
        for (int i = from; i < from + length; i++) {
            byte b = bytes[i];
            boolean big = b >= 'A' && b <= 'Z';
            boolean small = b >= 'a' && b <= 'z';
            if (!big && !small && !(b >= '0' && b <= ':') && " \r\n\t.,;!?'-_/+".indexOf(b) < 0) return false;
            upper &= big;
            lower &= small;
        }
        return length >= 8 || upper || lower;
    }
}
