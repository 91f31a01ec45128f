package io.momentum.store.value;

/**
 * A subscriber number in E.164: at most 15 digits (ITU-T E.164 section 6), so a {@code long} holds it.
 *
 * @param digits the number without "+" or prefix, 1 to 999,999,999,999,999
 */
public record Msisdn(long digits) implements Comparable<Msisdn> {

    private static final long MAX = 999_999_999_999_999L;

    public Msisdn {
        if (digits <= 0 || digits > MAX) throw new IllegalArgumentException("not E.164");
    }

    /**
     * The digits of an SMPP address as a number, or {@link #NONE} where the address is no E.164 number: a letter in it,
     * no digit, or more than 15 digits. A leading "+" and leading zeros of the international prefix are dropped.
     */
    public static long digitsOf(byte[] pdu, int from, int to) {
        long digits = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            int c = pdu[i];
            if (c == '+' && i == from) continue;
            if (c < '0' || c > '9') return NONE;
            if (digits == 0 && c == '0') continue;
            if (++count > 15) return NONE;
            digits = digits * 10 + (c - '0');
        }
        return digits == 0 ? NONE : digits;
    }

    /**
     * The same for an address in a PDU, whose writer may have grouped the digits: blanks, {@code + - . ( ) /} and other
     * marks between them are left out, for who delivers the message leaves them out too, and nobody gets around an
     * opt-out with a hyphen.
     */
    public static long digitsIn(byte[] pdu, int from, int to) {
        long digits = digitsOf(pdu, from, to);
        if (digits != NONE) return digits;
        byte[] plain = new byte[to - from];
        int count = 0;
        for (int i = from; i < to; i++) {
            if (!isMark(pdu[i])) plain[count++] = pdu[i];
        }
        return count == to - from ? NONE : digitsOf(plain, 0, count);
    }

    /** What is neither a letter nor a digit of any alphabet that addresses are written in, nor dialled as * and # are. */
    private static boolean isMark(int octet) {
        int c = octet & 0xFF;
        return c <= 0xA0 && !Character.isLetterOrDigit(c) && c != '*' && c != '#';
    }

    /** As {@link #digitsIn(byte[], int, int)}, for text. */
    public static long digitsIn(String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        return digitsIn(bytes, 0, bytes.length);
    }

    /** As {@link #digitsOf(byte[], int, int)}, for text. */
    public static long digitsOf(String text) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        return digitsOf(bytes, 0, bytes.length);
    }

    /** What {@link #digitsOf} answers for an address that is no number. */
    public static final long NONE = 0;

    /** The number as it may be logged: its last two digits. */
    public String masked() {
        return masked(digits);
    }

    public static String masked(long digits) {
        return "…%02d".formatted(digits % 100);
    }

    @Override
    public int compareTo(Msisdn other) {
        return Long.compare(digits, other.digits);
    }

    @Override
    public String toString() {
        return Long.toString(digits);
    }
}
