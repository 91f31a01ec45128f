package io.momentum.store.value;

/** How a carrier writes one message's id in submit_sm_resp and in its receipts. */
public enum IdForm {
    /** The same characters in both, but for leading zeros and the case of letters. */
    SAME(0),
    /** Hexadecimal in submit_sm_resp, decimal in receipts: the habit of SMPP 3.3, kept by many. */
    HEX_THEN_DECIMAL(1),
    /** Decimal in submit_sm_resp, hexadecimal in receipts. */
    DECIMAL_THEN_HEX(2),
    /** To be learned from the first receipts. */
    AUTO(3);

    private static final IdForm[] ALL = values();

    private final int code;

    IdForm(int code) {
        this.code = code;
    }

    /** Its number in the journal: never changed, never used for another one. */
    public int code() {
        return code;
    }

    /**
     * The form of a number in the journal.
     *
     * @throws IllegalArgumentException for a number that is none's
     */
    public static IdForm of(int code) {
        if (code < 0 || code >= ALL.length) throw new IllegalArgumentException("no form of ids has code " + code);
        return ALL[code];
    }
}
