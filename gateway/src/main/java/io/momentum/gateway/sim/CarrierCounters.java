package io.momentum.gateway.sim;

import java.util.concurrent.atomic.LongAdder;

/** What a {@link SimulatedCarrier} has seen and done so far; written by its event loop, read by anybody. */
public final class CarrierCounters {

    final LongAdder bindsAccepted = new LongAdder();
    final LongAdder bindsRefused = new LongAdder();
    final LongAdder bindsOpen = new LongAdder();
    final LongAdder submits = new LongAdder();
    final LongAdder submitsAccepted = new LongAdder();
    final LongAdder submitsRefused = new LongAdder();
    final LongAdder submitsUnanswered = new LongAdder();
    final LongAdder uniqueDestinations = new LongAdder();
    final LongAdder receiptsSent = new LongAdder();
    final LongAdder receiptsAcked = new LongAdder();
    final LongAdder mosSent = new LongAdder();
    final LongAdder mosAcked = new LongAdder();
    final LongAdder deliveriesRefused = new LongAdder();
    final LongAdder deliveriesGivenUp = new LongAdder();
    final LongAdder nacks = new LongAdder();
    final LongAdder unexpectedResponses = new LongAdder();

    CarrierCounters() {}

    /**
     * The counts of one moment.
     *
     * @param uniqueDestinations exact up to four million, then no longer counted
     * @param receiptsSent deliver_sm written, those sent again included
     * @param deliveriesRefused deliver_sm_resp with an error; tried again if it is a temporary one, given up otherwise
     * @param nacks generic_nack received
     */
    public record Counts(
            long bindsAccepted,
            long bindsRefused,
            long bindsOpen,
            long submits,
            long submitsAccepted,
            long submitsRefused,
            long submitsUnanswered,
            long uniqueDestinations,
            long receiptsSent,
            long receiptsAcked,
            long mosSent,
            long mosAcked,
            long deliveriesRefused,
            long deliveriesGivenUp,
            long nacks,
            long unexpectedResponses) {

        @Override
        public String toString() {
            return ("binds %d  submits %d (accepted %d, refused %d, unanswered %d)  destinations %d"
                            + "  receipts %d/%d acked  MOs %d/%d acked  deliver_sm refused %d, given up %d  nacks %d")
                    .formatted(
                            bindsOpen,
                            submits,
                            submitsAccepted,
                            submitsRefused,
                            submitsUnanswered,
                            uniqueDestinations,
                            receiptsAcked,
                            receiptsSent,
                            mosAcked,
                            mosSent,
                            deliveriesRefused,
                            deliveriesGivenUp,
                            nacks);
        }
    }

    public Counts now() {
        return new Counts(
                bindsAccepted.sum(),
                bindsRefused.sum(),
                bindsOpen.sum(),
                submits.sum(),
                submitsAccepted.sum(),
                submitsRefused.sum(),
                submitsUnanswered.sum(),
                uniqueDestinations.sum(),
                receiptsSent.sum(),
                receiptsAcked.sum(),
                mosSent.sum(),
                mosAcked.sum(),
                deliveriesRefused.sum(),
                deliveriesGivenUp.sum(),
                nacks.sum(),
                unexpectedResponses.sum());
    }
}
