package io.momentum.gateway.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038 section 6.2.1), one octet a septet: the form
 * that SMPP carries.
 */
public final class Gsm7 {

    static final byte ESCAPE = 0x1B;
    private static final int EXTENSION = 0x100;

    static final String DEFAULT = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001BÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static final char[] CHARS = DEFAULT.toCharArray();
    private static final char[] EXTENDED = extended();
    /**
     * Septet of each character below U+0400, with {@link #EXTENSION} where it needs the escape; -1 where there is none.
     */
    private static final short[] SEPTETS = septets();

    private Gsm7() {}

    /** The text as septets, or null where a character of it is not in the alphabet. */
    public static byte @Nullable [] encode(String text) {
        byte[] out = new byte[text.length() * 2];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            int septet = septet(text.charAt(i));
            if (septet < 0) return null;
            if (septet >= EXTENSION) out[length++] = ESCAPE;
            out[length++] = (byte) septet;
        }
        return Arrays.copyOf(out, length);
    }

    public static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    /**
     * The text behind septets. An unknown extension shows its plain character, an octet over 127 is taken as Latin-1.
     */
    public static String decode(byte[] bytes, int from, int length) {
        char[] out = new char[length];
        int count = 0;
        for (int i = from; i < from + length; i++) {
            int octet = bytes[i] & 0xFF;
            if (octet == ESCAPE && i + 1 < from + length) {
                int next = bytes[++i] & 0xFF;
                char extended = next < EXTENDED.length ? EXTENDED[next] : 0;
                out[count++] = extended != 0 ? extended : plain(next);
            } else if (octet != ESCAPE) {
                out[count++] = plain(octet);
            }
        }
        return new String(out, 0, count);
    }

    private static char plain(int octet) {
        return octet < CHARS.length ? CHARS[octet] : (char) octet;
    }

    private static int septet(char c) {
        if (c < SEPTETS.length) return SEPTETS[c];
        return c == '€' ? EXTENSION | 0x65 : -1;
    }

    /** The extension table by septet, 0 where it has no character. A copy. */
    static char[] extended() {
        char[] table = new char[128];
        table[0x0A] = '\f';
        table[0x14] = '^';
        table[0x28] = '{';
        table[0x29] = '}';
        table[0x2F] = '\\';
        table[0x3C] = '[';
        table[0x3D] = '~';
        table[0x3E] = ']';
        table[0x40] = '|';
        table[0x65] = '€';
        return table;
    }

    private static short[] septets() {
        short[] table = new short[0x400];
        Arrays.fill(table, (short) -1);
        for (int i = 0; i < CHARS.length; i++) {
            if (i != ESCAPE) table[CHARS[i]] = (short) i;
        }
        for (int i = 0; i < EXTENDED.length; i++) {
            if (EXTENDED[i] != 0 && EXTENDED[i] < table.length) table[EXTENDED[i]] = (short) (EXTENSION | i);
        }
        return table;
    }
}
