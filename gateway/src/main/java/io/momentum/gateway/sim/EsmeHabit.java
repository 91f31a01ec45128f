package io.momentum.gateway.sim;

import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.pdu.SubmitSm;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * How a simulated ESME differs from a well-behaved one: it is asked at each of these points and changes what it cares about,
 * in the order in which habits were chosen. One object belongs to one ESME and is called on its event loop only.
 */
interface EsmeHabit {

    /** A connection was made. */
    default void connected(EsmeBind bind) {}

    /** A bind is about to be sent. */
    default void bind(BaseBind<?> bind) {}

    /** A submit_sm is about to be sent. */
    default void submit(SubmitSm pdu) {}

    /** A deliver_sm is about to be answered. */
    default void deliver(DeliverCase deliver) {}

    /** Whether a PDU that came in is taken note of. */
    default boolean hears(EsmeBind bind, Pdu pdu) {
        return true;
    }

    /** Everything of one read has been handled. */
    default void read(EsmeBind bind) {}

    /** The octets of a whole PDU before they leave; others may leave in their place, even none. */
    default byte[] wire(byte[] pdu) {
        return pdu;
    }

    /** Some milliseconds have passed. */
    default void tick(EsmeCore esme, long nowMillis) {}

    /** Changes submits. */
    static EsmeHabit onSubmit(Consumer<SubmitSm> change) {
        return new EsmeHabit() {
            @Override
            public void submit(SubmitSm pdu) {
                change.accept(pdu);
            }
        };
    }

    /** Changes answers to deliver_sm. */
    static EsmeHabit onDeliver(Consumer<DeliverCase> change) {
        return new EsmeHabit() {
            @Override
            public void deliver(DeliverCase deliver) {
                change.accept(deliver);
            }
        };
    }

    /** Changes octets. */
    static EsmeHabit onWire(UnaryOperator<byte[]> change) {
        return new EsmeHabit() {
            @Override
            public byte[] wire(byte[] pdu) {
                return change.apply(pdu);
            }
        };
    }
}
