package io.momentum.store.correlation;

import io.momentum.store.value.SystemId;

/** Says when a receipt has found its message. Any thread. */
public interface ReceiptMatches {

    /** Hears of the message. */
    @FunctionalInterface
    interface Matched {
        /**
         * The receipt is of a message of this account.
         *
         * @param destinationDigits whom the message was for, as E.164, 0 where that is no number
         */
        void by(SystemId account, long destinationDigits);
    }

    /**
     * Calls back once when the receipt has found its message, on a thread of the callee's, which it must not hold up. To be
     * called before the receipt is journalled. Waits until {@link #forget}.
     */
    void await(long dlrId, Matched matched);

    /** Ends a wait; without effect where the message was found. */
    void forget(long dlrId);
}
