package io.momentum.gateway.codec;

/** The groups of data_coding (SMPP 3.4 section 5.2.19, from 3GPP TS 23.038 section 4). */
public final class DataCoding {

    public static final int DEFAULT = 0;
    public static final int UCS2 = 8;

    /** What {@link #messageClass} answers where there is none. */
    static final int NO_CLASS = -1;

    /** What the octets of a text are. */
    public enum Alphabet {
        /** The default alphabet: 7-bit, or what the SMSC takes it for. */
        DEFAULT,
        UCS2,
        /** ASCII, Latin-1, other 8-bit characters, or no text at all: one octet is one unit. */
        OCTETS
    }

    private DataCoding() {}

    public static Alphabet alphabet(int dataCoding) {
        if (dataCoding == 0) return Alphabet.DEFAULT;
        if (dataCoding < 0x10) return dataCoding == UCS2 ? Alphabet.UCS2 : Alphabet.OCTETS;
        // Message class 0xF0-0xFF: bit 2 tells 8-bit data from the default alphabet.
        if (dataCoding >= 0xF0) return (dataCoding & 4) == 0 ? Alphabet.DEFAULT : Alphabet.OCTETS;
        // Message waiting: 0xC0 and 0xD0 in the default alphabet, 0xE0 in UCS-2.
        if (dataCoding >= 0xC0) return dataCoding >= 0xE0 ? Alphabet.UCS2 : Alphabet.DEFAULT;
        if (dataCoding >= 0x80) return Alphabet.OCTETS;
        // General group: bits 2 and 3 are the alphabet.
        return switch (dataCoding >> 2 & 3) {
            case 0 -> Alphabet.DEFAULT;
            case 2 -> Alphabet.UCS2;
            default -> Alphabet.OCTETS;
        };
    }

    /** Whether the octets are data, not characters. */
    static boolean isBinary(int dataCoding) {
        return dataCoding == 2 || dataCoding == 4 || (dataCoding >= 0x10 && alphabet(dataCoding) == Alphabet.OCTETS);
    }

    /** 0 (flash) to 3, or {@link #NO_CLASS}. */
    static int messageClass(int dataCoding) {
        if (dataCoding >= 0xF0) return dataCoding & 3;
        return dataCoding >= 0x10 && dataCoding < 0x80 && (dataCoding & 0x10) != 0 ? dataCoding & 3 : NO_CLASS;
    }

    /** The data_coding of the same alphabet for a message that is shown at once (class 0). */
    static int flash(int dataCoding) {
        return switch (alphabet(dataCoding)) {
            case DEFAULT -> 0x10;
            case UCS2 -> 0x18;
            case OCTETS -> 0x14;
        };
    }

    /** The data_coding of the same alphabet without a message class. */
    static int withoutClass(int dataCoding) {
        return switch (alphabet(dataCoding)) {
            case DEFAULT -> DEFAULT;
            case UCS2 -> UCS2;
            case OCTETS -> 4;
        };
    }

    /** A data_coding for another alphabet, with the message class of this one. */
    static int of(Alphabet alphabet, int like) {
        int messageClass = messageClass(like);
        if (messageClass == NO_CLASS) return alphabet == Alphabet.UCS2 ? UCS2 : DEFAULT;
        return (alphabet == Alphabet.UCS2 ? 0x18 : 0x10) | messageClass;
    }
}
