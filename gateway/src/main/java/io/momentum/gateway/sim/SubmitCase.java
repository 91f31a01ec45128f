package io.momentum.gateway.sim;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.SubmitSm;
import io.momentum.store.value.MessageState;

/** A submit_sm that waits for its answer, and what that is to be. {@link CarrierHabit}s change it. */
final class SubmitCase {

    /** What the answer looks like. */
    enum Form {
        USUAL,
        /** The header alone, whatever the status. */
        HEADER_ONLY,
        /** A body with an empty message id. */
        EMPTY_ID,
        /** A message id in spite of a refusal. */
        ID_THOUGH_REFUSED,
        /** generic_nack with the sequence number of the submit. */
        NACK,
        /** generic_nack with sequence number 0. */
        NACK_WITHOUT_SEQUENCE,
        /** No answer at all. */
        NONE,
        /** The message is taken and the connection closed. */
        HANG_UP
    }

    final CarrierBind bind;
    final SubmitSm pdu;
    final long atMillis;

    /** How many submits there were at this carrier, with this one. */
    final long number;

    /** The command_status. */
    int status;

    Form form = Form.USUAL;
    int answerDelayMillis;

    /** After which the same answer is sent once more, or -1. */
    int againMillis = -1;

    /** Whether the answer waits for the receipt. */
    boolean receiptFirst;

    /** Whether a receipt is due although none was asked for. */
    boolean receiptUnasked;

    /** Where the message ends. */
    MessageState state = MessageState.DELIVERED;

    SubmitCase(CarrierBind bind, SubmitSm pdu, int status, long number, long atMillis) {
        this.bind = bind;
        this.pdu = pdu;
        this.status = status;
        this.number = number;
        this.atMillis = atMillis;
    }

    boolean isAccepted() {
        return status == SmppConstants.STATUS_OK && form != Form.NACK && form != Form.NACK_WITHOUT_SEQUENCE;
    }

    /** Refuses it, if it is not refused already. */
    void refuse(int with) {
        if (status == SmppConstants.STATUS_OK) status = with;
    }

    byte[] octets() {
        return SmsText.octetsOf(pdu);
    }
}
