package io.momentum.gateway.carrier;

import io.momentum.gateway.suppress.SuppressionGate;

/**
 * What carriers need from the rest of the path: the rules that a message must keep to before it is attempted, the gate before the
 * wire, and the way of what comes back.
 */
public record LaneSteps(SuppressionGate gate, PolicyCheck policies, Deliveries deliveries) {

    /** Takes what a carrier delivers: receipts and messages from subscribers. */
    @FunctionalInterface
    public interface Deliveries {
        /**
         * One deliver_sm or data_sm. The answer is given through {@link CarrierBind#answerDeliver} once it is durable.
         *
         * @param pdu the PDU, header included; belongs to the callee
         */
        void onDeliver(CarrierBind bind, int sequence, byte[] pdu);
    }
}
