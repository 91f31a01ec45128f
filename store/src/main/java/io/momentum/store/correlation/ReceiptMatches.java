package io.momentum.store.correlation;

import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;

/** Says when a receipt has found its message, and which opt-outs follow from it. Any thread. */
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

    /** Takes an opt-out that a carrier has reported. */
    @FunctionalInterface
    interface OptOuts {
        /**
         * To be journalled.
         *
         * @param fact its evidence is the receipt, its time that at which the receipt came
         */
        void owed(CarrierId carrier, OptedOut fact);
    }

    /**
     * Names who journals the opt-outs of receipts that have found their message, whenever that was: at once, when
     * their submit_sm_resp came, when they were read again, or before a crash. Each is told once a process, on a thread of the
     * callee's, until it is in the journal.
     */
    void tellOptOuts(OptOuts to);
}
