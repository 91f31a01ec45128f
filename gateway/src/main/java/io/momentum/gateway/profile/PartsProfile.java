package io.momentum.gateway.profile;

/**
 * How long messages go to the carrier.
 *
 * @param maxParts a message that needs more is refused, 1 to 255
 * @param receipt which receipt decides about a message of several parts
 */
public record PartsProfile(Split split, int maxParts, ReceiptRule receipt) {

    public static final PartsProfile DEFAULT = new PartsProfile(Split.UDH8, 10, ReceiptRule.ALL);

    /** What joins the parts again (3GPP TS 23.040 section 9.2.3.24; SMPP 3.4 sections 5.3.2.22 to 24 and 5.3.2.32). */
    public enum Split {
        /** A user data header with a reference of 8 bits. */
        UDH8,
        /** A user data header with a reference of 16 bits. */
        UDH16,
        /** sar_msg_ref_num, sar_total_segments and sar_segment_seqnum. */
        SAR,
        /** No parts: the whole text in message_payload. */
        PAYLOAD
    }

    /** When a message of several parts has ended, and how. */
    public enum ReceiptRule {
        /** With every part's receipt: delivered if all were. */
        ALL,
        /** With the first final receipt of any part. */
        ANY,
        /** With the receipt of the first part. */
        FIRST,
        /** With the receipt of the last part. */
        LAST
    }
}
