package io.momentum.gateway.sim;

import io.momentum.store.value.Address;
import io.momentum.store.value.MessageState;

/** Hears what happens at a {@link SimulatedEsme}, on its event loop: it must not block. */
public interface EsmeListener {

    /** Hears nothing. */
    EsmeListener NONE = new EsmeListener() {};

    /** A submit_sm that is to be sent; empty text is allowed. */
    record Submit(
            Address source, Address destination, byte[] octets, int dataCoding, int registeredDelivery, int esmClass) {

        /** A text with a receipt wanted, in the alphabet that holds it: from "890123" or "ACME" to "15550100". */
        public static Submit text(String from, String to, String text) {
            int dataCoding = SmsText.codingOf(text);
            byte[] octets = SmsText.encode(text, dataCoding);
            return new Submit(Addresses.parse(from), Addresses.parse(to), octets, dataCoding, 1, 0);
        }

        public Submit withRegisteredDelivery(int value) {
            return new Submit(source, destination, octets, dataCoding, value, esmClass);
        }
    }

    /** Whether a submit was answered. */
    enum Outcome {
        ANSWERED,
        /** Sent, but the connection was lost before the answer: it may or may not have been taken. */
        IN_DOUBT,
        /** Never written. */
        NOT_SENT
    }

    /**
     * What became of a submit.
     *
     * @param status of the answer, 0 for accepted; means nothing without one
     * @param messageId empty unless accepted
     */
    record SubmitResult(Outcome outcome, int status, String messageId) {
        public boolean isAccepted() {
            return outcome == Outcome.ANSWERED && status == 0;
        }
    }

    /**
     * A delivery receipt, read from its TLVs or else its text.
     *
     * @param text as received, also where nothing could be read from it
     */
    record Receipt(
            String messageId, MessageState state, Address source, Address destination, String text, long atMillis) {}

    /** A subscriber's message. */
    record Mo(Address source, Address destination, int esmClass, int dataCoding, byte[] octets, long atMillis) {
        public String text() {
            return SmsText.decode(octets, dataCoding);
        }
    }

    default void submitAnswered(Submit submit, SubmitResult result) {}

    default void received(Receipt receipt) {}

    default void received(Mo mo) {}

    default void bound(int bindsOpen) {}

    default void lost(int bindsOpen) {}
}
