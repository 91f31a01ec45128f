package io.momentum.gateway.codec;

/**
 * How a peer writes text: what its default alphabet is, and in which order it sends the octets of UCS-2.
 *
 * @param alphabet what data_coding 0, and every other data_coding of the default alphabet, stands for
 * @param littleEndian whether UCS-2 comes with the low octet first, where no byte order mark says otherwise
 */
public record TextForm(DefaultAlphabet alphabet, boolean littleEndian) {

    /** What the SMSC's default alphabet (SMPP 3.4 section 5.2.19) is on the wire. */
    public enum DefaultAlphabet {
        /** GSM 7-bit, one octet a septet. */
        GSM7,
        /** GSM 7-bit, eight septets in seven octets, as on the air. */
        GSM7_PACKED,
        LATIN1,
        ASCII
    }

    /** As SMPP is written by most. */
    public static final TextForm USUAL = new TextForm(DefaultAlphabet.GSM7, false);

    /** Whether text of the usual form has to be written anew for it. */
    public boolean isUnusual() {
        return alphabet != DefaultAlphabet.GSM7 || littleEndian;
    }
}
