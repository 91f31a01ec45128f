package io.momentum.gateway.sim;

import io.momentum.store.value.Address;

/** Hears what happens at a {@link SimulatedCarrier}, on its event loop: it must not block. */
public interface CarrierListener {

    /** Hears nothing. */
    CarrierListener NONE = new CarrierListener() {};

    /**
     * A submit_sm and what was decided about it.
     *
     * @param bind the number of the connection since the start, from 1
     * @param octets of the text, with its user data header if esmClass says so
     * @param status of the answer, 0 for accepted
     * @param messageId as in the submit_sm_resp, empty for a refused one
     */
    record SubmitSeen(
            long bind,
            String systemId,
            Address source,
            Address destination,
            int esmClass,
            int registeredDelivery,
            int dataCoding,
            byte[] octets,
            int status,
            String messageId,
            long atMillis) {

        public String text() {
            return SmsText.decode(octets, dataCoding);
        }
    }

    /**
     * An answer to a deliver_sm of ours.
     *
     * @param receipt whether that was a receipt, rather than a subscriber's message
     * @param id of the receipted message as the receipt has it, or the text of the subscriber's message
     */
    record DeliverAnswered(long bind, boolean receipt, String id, int status, long atMillis) {}

    default void submitSeen(SubmitSeen submit) {}

    default void deliverAnswered(DeliverAnswered answer) {}
}
