package io.momentum.store.value;

import java.util.Objects;

/**
 * An SMPP address: type of number, numbering plan and up to 20 octets of text (SMPP 3.4 section 5.2.5 to 5.2.9).
 *
 * @param ton type of number, 0 to 255 (1 international, 5 alphanumeric)
 * @param npi numbering plan indicator, 0 to 255 (1 ISDN, E.164)
 * @param text the address as sent, Latin-1, empty where the peer sent none
 */
public record Address(int ton, int npi, String text) {

    public static final Address EMPTY = new Address(0, 0, "");

    public Address {
        if (ton < 0 || ton > 255 || npi < 0 || npi > 255) throw new IllegalArgumentException("TON and NPI are octets");
        Objects.requireNonNull(text, "text");
    }

    /**
     * The number behind the address, {@link Msisdn#NONE} for words. Its type does not count: peers say alphanumeric and
     * write a number, and their SMSCs deliver to it.
     */
    public long digits() {
        return Msisdn.digitsIn(text);
    }
}
