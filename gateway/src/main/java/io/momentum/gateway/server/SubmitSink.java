package io.momentum.gateway.server;

import io.momentum.gateway.net.Loop;
import java.util.function.LongSupplier;

/** Where a session's submits go: the start of the path of a message. */
public interface SubmitSink {

    /** How a submit is answered; called on the loop on which it came in, once. */
    interface Reply {
        /** It is durable: ours from now on. */
        void accepted(long mtId);

        /**
         * It was not taken.
         *
         * @param status an SMPP command_status
         */
        void refused(int status);
    }

    /**
     * One submit_sm.
     *
     * @param ids gives the message its id; 0 where there is none for now
     * @param pdu the PDU, header included; belongs to the callee
     */
    void onSubmit(Loop loop, Account account, LongSupplier ids, byte[] pdu, Reply reply);

    /** How full the fullest queue is, 0 to 99: the congestion_state of SMPP 5.0. Any thread. */
    int congestion();
}
