package io.momentum.gateway.server;

import io.momentum.gateway.codec.MessageRef;
import io.momentum.gateway.codec.ReplaceSm;
import io.momentum.gateway.net.Loop;
import io.momentum.store.value.MessageState;

/** What ESMEs ask of messages that they submitted before. */
public interface SubmittedMessages {

    /** How a query_sm is answered; called on the loop on which it came in, once. */
    interface Found {
        /**
         * The message is the account's, and this is where it stands.
         *
         * @param finalAtMicros when it ended, microseconds since 1970; 0 while it has not
         * @param error the carrier's code as digits or hexadecimal, empty for none
         */
        void found(MessageState state, long finalAtMicros, String error);

        /** There is none, or none of this account. */
        void missing(int status);
    }

    /** How a cancel_sm is answered; called on the loop on which it came in, once. */
    interface Cancelled {
        /** So many messages were taken out of their queues, and will not be sent. */
        void cancelled(int messages);
    }

    /** How a replace_sm is answered; called on the loop on which it came in, once. */
    interface Replaced {
        /**
         * It was replaced, or not.
         *
         * @param status ESME_ROK once what is sent instead is durable
         */
        void replaced(int status);
    }

    /** Looks a message up, without holding up the loop. */
    void query(Loop loop, Account account, long mtId, MessageRef ref, Found found);

    /**
     * Takes one message out of its queue, or all of an account's that the addresses name. One that is on its way to the carrier
     * stays as it is.
     *
     * @param mtId the message, 0 for the group that the reference names
     */
    void cancel(Loop loop, Account account, long mtId, MessageRef ref, Cancelled cancelled);

    /**
     * Gives a message that waits another text, and the times and receipts that come with it. One that has been on its way to a
     * carrier stays as it is, and so does one of which a part has.
     */
    void replace(Loop loop, Account account, long mtId, ReplaceSm request, Replaced replaced);
}
