package io.momentum.store.outbox;

import io.momentum.store.value.Address;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SystemId;

/** One deliver_sm that an account's ESME has not acknowledged yet. */
public sealed interface OutboxEntry {

    /** Its place in the account's order; grows, is never used again. */
    long outboxId();

    SystemId account();

    /**
     * A delivery receipt for a message of the account.
     *
     * @param mtId our id of the message, the one its submit_sm_resp gave
     * @param source where the message came from: the receipt's destination
     * @param destination where the message went: the receipt's source
     * @param error as the carrier gave it, empty for our own receipts
     * @param text the first 20 octets of the message, for the text field of Appendix B
     */
    record Receipt(
            long outboxId,
            SystemId account,
            long mtId,
            Address source,
            Address destination,
            MessageState state,
            String error,
            long submitAtMicros,
            long doneAtMicros,
            byte[] text)
            implements OutboxEntry {}

    /**
     * A subscriber's message to a number of the account.
     *
     * @param pdu the deliver_sm as the carrier sent it, header included
     */
    record Mo(long outboxId, SystemId account, long moId, byte[] pdu) implements OutboxEntry {}
}
