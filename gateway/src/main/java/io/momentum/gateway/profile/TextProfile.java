package io.momentum.gateway.profile;

/**
 * What the carrier means by a data_coding.
 *
 * @param outbound what data_coding 0 is in what we send
 * @param inbound what data_coding 0 is in what subscribers send
 * @param ucs2LittleEndian UCS-2 of subscribers comes with the low octet first, unless a byte order mark says otherwise
 */
public record TextProfile(Charset outbound, Charset inbound, boolean ucs2LittleEndian) {

    public static final TextProfile DEFAULT = new TextProfile(Charset.GSM7, Charset.GSM7, false);

    /** What the SMSC's default alphabet is. */
    public enum Charset {
        /** GSM 03.38 with its extension, one character in each octet. */
        GSM7,
        /** GSM 03.38, eight characters in seven octets. */
        GSM7_PACKED,
        LATIN1,
        ASCII
    }
}
