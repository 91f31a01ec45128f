package io.momentum.gateway.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

/**
 * The text of a message as people read it, by data_coding (SMPP 3.4 section 5.2.19, groups by 3GPP TS 23.038 section
 * 4). Never fails: it serves the search for opt-out words and the inbox, where half a text is better than none.
 */
public final class TextDecoder {

    private static final int GSM7 = 0;
    private static final int LATIN1 = 1;
    private static final int UCS2 = 2;

    private TextDecoder() {}

    /** The text without its user data header. */
    public static String decode(MessagePdu message) {
        int udh = message.udhLength();
        return decode(message.bytes(), message.textOffset() + udh, message.textLength() - udh, message.dataCoding());
    }

    static String decode(byte[] bytes, int from, int length, int dataCoding) {
        if (length <= 0) return "";
        return switch (alphabet(dataCoding)) {
            case GSM7 -> Gsm7.decode(bytes, from, length);
            case UCS2 -> ucs2(bytes, from, length);
            default -> new String(bytes, from, length, ISO_8859_1);
        };
    }

    static boolean isUcs2(int dataCoding) {
        return alphabet(dataCoding) == UCS2;
    }

    private static int alphabet(int dataCoding) {
        if (dataCoding == 0) return GSM7;
        if (dataCoding < 0x10) return dataCoding == 8 ? UCS2 : LATIN1;
        // Message class 0xF0-0xFF: bit 2 tells 8-bit data from the default alphabet.
        if (dataCoding >= 0xF0) return (dataCoding & 4) == 0 ? GSM7 : LATIN1;
        // Message waiting: 0xC0 and 0xD0 in the default alphabet, 0xE0 in UCS-2.
        if (dataCoding >= 0xC0) return dataCoding >= 0xE0 ? UCS2 : GSM7;
        if (dataCoding >= 0x80) return LATIN1;
        // General group: bits 2 and 3 are the alphabet.
        return switch (dataCoding >> 2 & 3) {
            case 0 -> GSM7;
            case 2 -> UCS2;
            default -> LATIN1;
        };
    }

    /**
     * Big-endian unless a byte order mark says otherwise. Some SMSCs announce UCS-2 and send ASCII, as users of
     * node-smpp have seen.
     */
    private static String ucs2(byte[] bytes, int from, int length) {
        if (isAscii(bytes, from, length)) return new String(bytes, from, length, ISO_8859_1);
        if (length >= 2 && bytes[from] == (byte) 0xFF && bytes[from + 1] == (byte) 0xFE) {
            return new String(bytes, from + 2, length - 2 & ~1, UTF_16LE);
        }
        int mark = length >= 2 && bytes[from] == (byte) 0xFE && bytes[from + 1] == (byte) 0xFF ? 2 : 0;
        return new String(bytes, from + mark, length - mark & ~1, UTF_16BE);
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
