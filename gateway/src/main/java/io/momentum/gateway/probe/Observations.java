package io.momentum.gateway.probe;

import java.util.List;

/**
 * What a probe saw.
 *
 * @param interfaceVersion sc_interface_version of the bind response, 0 where it had none
 * @param enquireMillis from enquire_link to its answer, -1 where none came
 * @param answers in the order of the submits
 * @param deliveries all deliver_sm and data_sm
 * @param unansweredMost submits that the carrier let wait for their answers at one time
 */
record Observations(
        int interfaceVersion, long enquireMillis, List<Answer> answers, List<Delivery> deliveries, int unansweredMost) {

    /** What {@link Answer#status} is where no answer came. */
    static final int NO_ANSWER = -1;

    /** What became of one submit. */
    record Answer(ProbeMessage message, int status, String messageId, long latencyMillis) {
        boolean isAccepted() {
            return status == 0;
        }
    }

    /**
     * A deliver_sm or data_sm.
     *
     * @param atMillis when it came, milliseconds since 1970
     */
    record Delivery(byte[] pdu, long atMillis) {}
}
