package io.momentum.gateway.profile;

/**
 * How the carrier writes one message's id in submit_sm_resp and in its receipts.
 *
 * @param learnFrom pairs of ids from which {@link Format#AUTO} learns before it settles, 1 to 1000
 */
public record IdRules(Format format, int learnFrom) {

    public static final IdRules DEFAULT = new IdRules(Format.SAME, 20);

    /** The form of the id in both. */
    public enum Format {
        /** The same characters in both. */
        SAME,
        /** Hexadecimal in submit_sm_resp, decimal in receipts: the habit of SMPP 3.3. */
        HEX_THEN_DECIMAL,
        /** Decimal in submit_sm_resp, hexadecimal in receipts. */
        DECIMAL_THEN_HEX,
        /** Learned from the first pairs that can be told apart. */
        AUTO
    }

    public IdRules withFormat(Format other) {
        return new IdRules(other, learnFrom);
    }
}
