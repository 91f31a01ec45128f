package io.momentum.gateway.sim;

import com.cloudhopper.smpp.type.Address;
import io.momentum.store.value.MessageState;
import org.jspecify.annotations.Nullable;

/** A deliver_sm to be sent, and sent again until it is answered. */
sealed interface Delivery {

    /** What the listener is told about its answer. */
    String id();

    /**
     * Where a message ended, or how far it has come.
     *
     * @param source of the receipt: the subscriber who was written to
     * @param id as receipts write it
     * @param bind the number of the connection that the message came by
     * @param response the submit_sm_resp that this receipt is to overtake
     */
    record Receipt(
            Address source,
            Address destination,
            String id,
            MessageState state,
            long submittedMillis,
            long bind,
            @Nullable SubmitAnswer response)
            implements Delivery {

        /** The same with nothing behind it: what is sent again has already overtaken its response. */
        Receipt alone() {
            return response == null ? this : new Receipt(source, destination, id, state, submittedMillis, bind, null);
        }

        Receipt withState(MessageState other) {
            return new Receipt(source, destination, id, other, submittedMillis, bind, response);
        }

        Receipt withId(String other) {
            return new Receipt(source, destination, other, state, submittedMillis, bind, response);
        }
    }

    /** A receipt and how long after the submit it is due. */
    record Planned(Receipt receipt, int delayMillis) {}

    /** A subscriber's message. */
    record Mo(Address source, Address destination, int esmClass, int dataCoding, byte[] octets) implements Delivery {
        @Override
        public String id() {
            return SmsText.decode(octets, dataCoding);
        }
    }

    /** A submit_sm_resp that waits. */
    record SubmitAnswer(SubmitCase submit, String messageId) {}
}
