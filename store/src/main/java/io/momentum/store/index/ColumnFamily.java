package io.momentum.store.index;

/**
 * The tables of the index. A number or a name is never used again for something else: a table with another meaning or another
 * row format gets the next number.
 */
enum ColumnFamily {
    /** Where the fold stands, see {@link FoldState}, and what it has learned of each carrier, see {@link LearnedForms}. */
    META(0, "default"),
    /** mtId: the message's timeline, see {@link MessageRow}. */
    MESSAGE(1, "message"),
    /** digits, inverted id: one line of a contact's history. */
    CONTACT(2, "contact"),
    /** day, carrier, canonical SMSC id, digits: mtId. */
    CORRELATION(3, "correlation"),
    /** carrier, canonical SMSC id, dlrId: a receipt that has no message. */
    ORPHAN(4, "orphan"),
    /** scope, digits: a closed door. */
    SUPPRESSION(5, "suppression"),
    /** account, outboxId: a deliver_sm that waits for the account's ESME. */
    OUTBOX(6, "outbox"),
    /** mtId: an accepted message that has not ended. */
    PENDING(7, "pending"),
    /** account, key: mtId. */
    IDEMPOTENCY(8, "idempotency"),
    /** joinId, number: a segment of a subscriber's message that is not whole. */
    MO_SEGMENT(9, "mo_segment"),
    /** dlrId: an opt-out that a receipt reports and that is not journalled yet, see {@link OwedOptOuts}. */
    OWED_OPT_OUT(10, "owed_opt_out"),
    /** What may have been an opt-out, and our answers to opt-outs, see {@link OptOutRows}. */
    OPT_OUT(11, "opt_out"),
    /** digits, sequence: where the journal keeps a fact about whether a number may be written to. */
    CONSENT(12, "consent"),
    /** What rules need to know of each recipient after a start, see {@link PolicyRows}. */
    POLICY(13, "policy"),
    /** The rows of follow-up, see {@link Shelf}; the first octet of a key tells the table. */
    CARE(20, "care"),
    /** The rows of subscriptions to events, see {@link Shelf}; the first octet of a key tells the table. */
    WEBHOOK(21, "webhook"),
    /** The rows of evidence, see {@link Shelf}; the first octet of a key tells the table. */
    EVIDENCE(23, "evidence"),
    /** What conversations are found by, and what people did; the first octet of a key tells the table. */
    SEARCH(24, "search"),
    /** What letting old messages go needs to know, see {@link RetentionRows}. */
    RETENTION(26, "retention");

    /** One more than the largest number. */
    static final int NUMBERS = 27;

    private final int number;
    private final String label;

    ColumnFamily(int number, String label) {
        this.number = number;
        this.label = label;
    }

    int number() {
        return number;
    }

    /** Whether it is often asked for keys that it does not have. */
    boolean isAskedInVain() {
        return switch (this) {
            case CORRELATION, ORPHAN, IDEMPOTENCY, CARE, WEBHOOK, EVIDENCE, SEARCH -> true;
            default -> false;
        };
    }

    String label() {
        return label;
    }
}
