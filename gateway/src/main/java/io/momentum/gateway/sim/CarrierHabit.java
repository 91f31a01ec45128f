package io.momentum.gateway.sim;

import com.cloudhopper.smpp.pdu.Pdu;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a simulated carrier differs from a well-behaved one: it is asked at each of these points and changes what it cares
 * about. Several habits are asked in the order in which they were chosen. One object belongs to one carrier and is called on
 * its event loop only.
 */
interface CarrierHabit {

    /** A connection was made. */
    default void connected(CarrierBind bind) {}

    /** Whether a PDU that came in is taken note of. */
    default boolean hears(CarrierBind bind, Pdu pdu) {
        return true;
    }

    /** A bind is about to be answered. */
    default void bind(BindCase bind) {}

    /** A bind was accepted and its answer written. */
    default void bound(CarrierBind bind) {}

    /** A bound connection is gone. */
    default void closed(CarrierBind bind, long nowMillis) {}

    /** Everything of one read has been handled. */
    default void read(CarrierBind bind) {}

    /** A submit_sm is about to be answered. */
    default void submit(SubmitCase submit) {}

    /** What an accepted message is called. */
    default CarrierIds.CarrierMessageId id(CarrierIds.CarrierMessageId id) {
        return id;
    }

    /** The receipts that an accepted message is to get: none, one, or more after a while. */
    default void receipts(SubmitCase submit, List<Delivery.Planned> plan) {}

    /** The deliver_sm of a subscriber's message, more than one if it is in parts. */
    default List<Delivery.Mo> messages(List<Delivery.Mo> parts) {
        return parts;
    }

    /** Whether a connection is the one for a delivery, where there is a choice. */
    default boolean suits(CarrierBind bind, Delivery delivery) {
        return true;
    }

    /** A deliver_sm is about to be written. */
    default void deliver(DeliverDraft draft) {}

    /** The octets of a whole PDU before they leave; others may leave in their place, even none. */
    default byte[] wire(byte[] pdu) {
        return pdu;
    }

    /** Some milliseconds have passed. */
    default void tick(CarrierCore carrier, long nowMillis) {}

    /** Changes submit answers. */
    static CarrierHabit onSubmit(Consumer<SubmitCase> change) {
        return new CarrierHabit() {
            @Override
            public void submit(SubmitCase submit) {
                change.accept(submit);
            }
        };
    }

    /** Changes receipts. */
    static CarrierHabit onReceipt(Consumer<DeliverDraft> change) {
        return onDeliver(draft -> {
            if (draft.isReceipt()) change.accept(draft);
        });
    }

    /** Changes subscribers' messages. */
    static CarrierHabit onMessage(Consumer<DeliverDraft> change) {
        return onDeliver(draft -> {
            if (!draft.isReceipt()) change.accept(draft);
        });
    }

    /** Changes both. */
    static CarrierHabit onDeliver(Consumer<DeliverDraft> change) {
        return new CarrierHabit() {
            @Override
            public void deliver(DeliverDraft draft) {
                change.accept(draft);
            }
        };
    }

    /** Changes binds. */
    static CarrierHabit onBind(Consumer<BindCase> change) {
        return new CarrierHabit() {
            @Override
            public void bind(BindCase bind) {
                change.accept(bind);
            }
        };
    }
}
