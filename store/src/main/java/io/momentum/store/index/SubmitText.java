package io.momentum.store.index;

import java.util.Arrays;

/**
 * The beginning of a submit_sm's short_message, which receipts quote in their text field (SMPP 3.4 Appendix B). Only text of
 * one octet a character is quoted, without a user data header.
 */
final class SubmitText {

    private static final int MAX = 20;
    private static final int HEADER = 16;
    private static final int UDHI = 0x40;
    private static final byte[] NOTHING = new byte[0];

    private SubmitText() {}

    static byte[] of(byte[] pdu) {
        int at = behindText(pdu, HEADER); // service_type
        at = behindText(pdu, at + 2); // source address
        at = behindText(pdu, at + 2); // destination address
        int esmClassAt = at;
        at = behindText(pdu, at + 3); // schedule_delivery_time
        at = behindText(pdu, at); // validity_period
        int codingAt = at + 2;
        int lengthAt = at + 4;
        if (lengthAt >= pdu.length || !isOctetText(pdu[codingAt])) return NOTHING;
        int from = lengthAt + 1;
        int end = Math.min(pdu.length, from + (pdu[lengthAt] & 0xff));
        if ((pdu[esmClassAt] & UDHI) != 0 && from < end) from += 1 + (pdu[from] & 0xff);
        return from >= end ? NOTHING : Arrays.copyOfRange(pdu, from, Math.min(end, from + MAX));
    }

    /** Default alphabet, ASCII or Latin-1. */
    private static boolean isOctetText(byte dataCoding) {
        return dataCoding == 0 || dataCoding == 1 || dataCoding == 3;
    }

    private static int behindText(byte[] pdu, int from) {
        int at = from;
        while (at < pdu.length && pdu[at] != 0) {
            at++;
        }
        return at + 1;
    }
}
