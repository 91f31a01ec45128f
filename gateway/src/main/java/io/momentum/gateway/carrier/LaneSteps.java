package io.momentum.gateway.carrier;

import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.route.Route.Choice;
import io.momentum.gateway.route.Route.Reason;
import io.momentum.gateway.suppress.SuppressionGate;
import io.momentum.store.fact.Fact;
import org.jspecify.annotations.Nullable;

/**
 * What carriers need from the rest of the path: the rules that a message must keep to before it is attempted, the gate before the
 * wire, the way of what comes back, and the way of what goes to another carrier.
 */
public record LaneSteps(SuppressionGate gate, PolicyCheck policies, Deliveries deliveries, Onward onward) {

    /** Takes what a carrier delivers, receipts and messages from subscribers, and knows what they answer. */
    public interface Deliveries {
        /**
         * One deliver_sm or data_sm. The answer is given through {@link CarrierBind#answerDeliver} once it is durable.
         *
         * @param pdu the PDU, header included; belongs to the callee
         */
        void onDeliver(CarrierBind bind, int sequence, byte[] pdu);

        /** A message, or a part of one, is written to a carrier next, in this turn: what comes may answer it. */
        void onWrite(Mt mt);
    }

    /** Takes messages that the journal holds and that have left their carrier's queue, with their trail. On the loop. */
    public interface Onward {
        /** Puts a message into the queue of a carrier by the routes as they are now, or after the one that it follows. */
        void resume(Loop loop, Mt mt);

        /**
         * Puts a message, or all of one whose part this is, into the queue of another carrier, in that carrier's form.
         *
         * @param first what is journalled before, if anything
         * @return false where it cannot go there, and nothing has happened: it does not fit, or its parts must stay together
         */
        boolean move(Loop loop, Mt mt, Choice way, Reason why, @Nullable Fact first);
    }
}
