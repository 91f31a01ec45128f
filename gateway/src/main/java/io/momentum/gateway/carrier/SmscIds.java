package io.momentum.gateway.carrier;

import io.momentum.gateway.profile.IdRules.Format;
import java.math.BigInteger;

/**
 * Makes one message's id the same text in submit_sm_resp and in its receipts. SMPP 3.3 carriers answer in hexadecimal and
 * write receipts in decimal; a few do the reverse. What is no number in the expected base is left as it is.
 */
final class SmscIds {

    private SmscIds() {}

    static String fromResponse(Format format, String id) {
        return switch (format) {
            case SAME, AUTO -> id;
            case HEX_THEN_DECIMAL -> number(id, 16);
            case DECIMAL_THEN_HEX -> number(id, 10);
        };
    }

    static String fromReceipt(Format format, String id) {
        return switch (format) {
            case SAME, AUTO -> id;
            case HEX_THEN_DECIMAL -> number(id, 10);
            case DECIMAL_THEN_HEX -> number(id, 16);
        };
    }

    private static String number(String id, int base) {
        if (id.isEmpty() || id.length() > 64) return id;
        for (int i = 0; i < id.length(); i++) {
            if (Character.digit(id.charAt(i), base) < 0) return id;
        }
        return new BigInteger(id, base).toString();
    }
}
