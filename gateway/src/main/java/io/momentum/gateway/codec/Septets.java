package io.momentum.gateway.codec;

/** Seven bits a character, eight characters in seven octets (3GPP TS 23.038 section 6.1.2.1). */
final class Septets {

    private static final int FULL_OCTETS = 140;
    private static final byte CARRIAGE_RETURN = '\r';

    private Septets() {}

    /** Octets that so many septets take behind a user data header of so many octets. */
    static int packedLength(int septets, int headerOctets) {
        return (fillBits(headerOctets) + septets * 7 + 7) / 8;
    }

    /** A text behind a header begins at a septet boundary of the whole user data. */
    static int fillBits(int headerOctets) {
        return (7 - headerOctets * 8 % 7) % 7;
    }

    static byte[] pack(byte[] septets, int headerOctets) {
        int bit = fillBits(headerOctets);
        byte[] out = new byte[packedLength(septets.length, headerOctets)];
        for (byte septet : septets) {
            int value = (septet & 0x7F) << (bit & 7);
            out[bit >> 3] |= (byte) value;
            if (value > 0xFF) out[(bit >> 3) + 1] |= (byte) (value >> 8);
            bit += 7;
        }
        // Seven bits of zeros would be read as an @: a carriage return is no character that anybody sees (section
        // 6.1.2.3.1).
        if (out.length * 8 - bit == 7) out[out.length - 1] |= (byte) (CARRIAGE_RETURN << 1);
        return out;
    }

    /**
     * The septets of packed octets. Nothing in a PDU tells how many there are: a carriage return in the last seven bits is
     * fill, and so are zeros, unless there was no room for more.
     */
    static byte[] unpack(byte[] octets, int from, int length, int headerOctets) {
        int fill = fillBits(headerOctets);
        int count = Math.max(0, (length * 8 - fill) / 7);
        byte[] out = new byte[count];
        int bit = fill;
        for (int i = 0; i < count; i++) {
            int at = from + (bit >> 3);
            int next = at + 1 < from + length ? (octets[at + 1] & 0xFF) << 8 : 0;
            int two = (octets[at] & 0xFF) | next;
            out[i] = (byte) (two >> (bit & 7) & 0x7F);
            bit += 7;
        }
        boolean full = headerOctets + length >= FULL_OCTETS;
        int last = count == 0 ? -1 : out[count - 1];
        boolean isFill = last == CARRIAGE_RETURN || (last == 0 && !full);
        boolean padded = isFill && length * 8 - fill == count * 7;
        return padded ? java.util.Arrays.copyOf(out, count - 1) : out;
    }
}
