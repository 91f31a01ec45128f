package io.momentum.store.correlation;

/** Says when a receipt has found its message. Any thread. */
public interface ReceiptMatches {

    /**
     * Calls back once when the receipt has found its message, on a thread of the callee's, which it must not hold up. To be
     * called before the receipt is journalled. Waits until {@link #forget}.
     */
    void await(long dlrId, Runnable matched);

    /** Ends a wait; without effect where the message was found. */
    void forget(long dlrId);
}
