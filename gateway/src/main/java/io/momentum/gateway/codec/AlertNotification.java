package io.momentum.gateway.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.momentum.store.value.Address;

/**
 * An alert_notification (SMPP 3.4 section 4.12): a subscriber can be reached again. It has no response, and what cannot be read
 * of it is left out.
 *
 * @param source the subscriber
 * @param esme whom the SMSC means to tell
 * @param availability ms_availability_status: 0 available, 1 denied, 2 unavailable; -1 where it is not said
 */
public record AlertNotification(Address source, Address esme, int availability) {

    private static final int AVAILABILITY = 0x0422;
    private static final int ADDRESS_MAX = 64;

    /** Reads a whole PDU, header included. */
    public static AlertNotification parse(byte[] pdu) {
        int sourceEnd = end(pdu, Frames.HEADER + 2);
        int esmeEnd = end(pdu, sourceEnd + 3);
        int value = Tlv.find(pdu, Math.min(pdu.length, esmeEnd + 1), AVAILABILITY);
        return new AlertNotification(
                address(pdu, Frames.HEADER, sourceEnd),
                address(pdu, sourceEnd + 1, esmeEnd),
                value < 0 || value >= pdu.length ? -1 : pdu[value] & 0xFF);
    }

    private static int end(byte[] pdu, int from) {
        int at = Math.min(from, pdu.length);
        int limit = Math.min(pdu.length, at + ADDRESS_MAX);
        while (at < limit && pdu[at] != 0) at++;
        return at;
    }

    private static Address address(byte[] pdu, int at, int end) {
        if (at + 2 > end || end > pdu.length) return Address.EMPTY;
        return new Address(pdu[at] & 0xFF, pdu[at + 1] & 0xFF, new String(pdu, at + 2, end - at - 2, ISO_8859_1));
    }
}
