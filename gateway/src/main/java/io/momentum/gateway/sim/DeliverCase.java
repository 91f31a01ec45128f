package io.momentum.gateway.sim;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.DeliverSm;

/** A deliver_sm that waits for its answer, and what that is to be. {@link EsmeHabit}s change it. */
final class DeliverCase {

    /** What the answer looks like. */
    enum Form {
        USUAL,
        /** The header alone. */
        HEADER_ONLY,
        /** With a message id of its own. */
        NAMED,
        /** generic_nack. */
        NACK,
        /** Twice. */
        TWICE,
        /** No answer at all. */
        NONE
    }

    final DeliverSm pdu;

    /** The command_status; what is refused is not kept. */
    int status;

    Form form = Form.USUAL;
    int delayMillis;

    DeliverCase(DeliverSm pdu, int status) {
        this.pdu = pdu;
        this.status = status;
    }

    boolean isTaken() {
        return status == SmppConstants.STATUS_OK && form != Form.NONE && form != Form.NACK;
    }
}
