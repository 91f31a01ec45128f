package io.momentum.gateway.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which tables a 7-bit text is written with. One octet a septet, as {@link Gsm7}. Compared by identity of its languages; the
 * tables are made once for each of the few that there are.
 */
public final class Shift {

    private static final int LANGUAGES = NationalLanguage.values().length + 1;
    private static final int ESCAPED = 0x100;
    /** Behind the last character of any table: ∞ is U+221E. */
    private static final int CHARS = 0x2220;

    private static final Shift[] ALL = all();

    /** The default alphabet and its extension table. */
    public static final Shift NONE = of(null, null);

    private final @Nullable NationalLanguage locking;
    private final @Nullable NationalLanguage single;
    private final char[] plain;
    private final char[] escaped;
    private final short[] septets;

    private Shift(@Nullable NationalLanguage locking, @Nullable NationalLanguage single) {
        this.locking = locking;
        this.single = single;
        plain = locking == null ? Gsm7.DEFAULT.toCharArray() : locking.lockingTable();
        escaped = single == null ? Gsm7.extended() : single.singleTable();
        septets = new short[CHARS];
        Arrays.fill(septets, (short) -1);
        for (int i = 0; i < escaped.length; i++) {
            if (escaped[i] != 0) septets[escaped[i]] = (short) (ESCAPED | i);
        }
        for (int i = 0; i < plain.length; i++) {
            if (i != Gsm7.ESCAPE) septets[plain[i]] = (short) i;
        }
    }

    private static Shift[] all() {
        Shift[] all = new Shift[LANGUAGES * LANGUAGES];
        for (int i = 0; i < LANGUAGES; i++) {
            for (int j = 0; j < LANGUAGES; j++)
                all[i * LANGUAGES + j] = new Shift(NationalLanguage.of(i), NationalLanguage.of(j));
        }
        return all;
    }

    /** The tables of these languages, null for the default ones. */
    public static Shift of(@Nullable NationalLanguage locking, @Nullable NationalLanguage single) {
        return ALL[index(locking) * LANGUAGES + index(single)];
    }

    private static int index(@Nullable NationalLanguage language) {
        return language == null ? 0 : language.number();
    }

    public @Nullable NationalLanguage locking() {
        return locking;
    }

    public @Nullable NationalLanguage single() {
        return single;
    }

    /** Octets of user data header elements that announce the tables: three for each. */
    int elementOctets() {
        return (locking == null ? 0 : 3) + (single == null ? 0 : 3);
    }

    /** Septets of a character: 1, 2 behind the escape, -1 where the tables do not have it. */
    int width(char c) {
        int septet = c < CHARS ? septets[c] : -1;
        if (septet < 0) return -1;
        return septet >= ESCAPED ? 2 : 1;
    }

    /** Septets of the whole text, -1 where the tables do not have all of it. */
    public int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); i++) {
            int one = width(text.charAt(i));
            if (one < 0) return -1;
            width += one;
        }
        return width;
    }

    /** The text as septets. */
    byte[] encode(String text) {
        byte[] out = new byte[text.length() * 2];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int septet = c < CHARS ? septets[c] : -1;
            if (septet < 0) throw new IllegalArgumentException("not in the alphabet: U+" + Integer.toHexString(c));
            if (septet >= ESCAPED) out[length++] = Gsm7.ESCAPE;
            out[length++] = (byte) septet;
        }
        return Arrays.copyOf(out, length);
    }

    /** The text behind septets, as {@link Gsm7#decode(byte[], int, int)}. */
    String decode(byte[] bytes, int from, int length) {
        char[] out = new char[length];
        int count = 0;
        for (int i = from; i < from + length; i++) {
            int octet = bytes[i] & 0xFF;
            if (octet == Gsm7.ESCAPE && i + 1 < from + length) {
                int next = bytes[++i] & 0xFF;
                char extended = next < escaped.length ? escaped[next] : 0;
                out[count++] = extended != 0 ? extended : plain(next);
            } else if (octet != Gsm7.ESCAPE) {
                out[count++] = plain(octet);
            }
        }
        return new String(out, 0, count);
    }

    private char plain(int octet) {
        return octet < plain.length ? plain[octet] : (char) octet;
    }

    @Override
    public String toString() {
        return "Shift(" + locking + ", " + single + ")";
    }
}
