package io.momentum.gateway.sim;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.BaseBind;

/** A bind that waits for its answer, and what that is to be. {@link CarrierHabit}s change it. */
final class BindCase {

    /** No sc_interface_version in the answer. */
    static final int NO_VERSION = -1;

    final CarrierBind bind;
    final BaseBind<?> pdu;
    final long atMillis;

    /** The command_status. */
    int status;

    /** The sc_interface_version of a positive answer, or {@link #NO_VERSION}. */
    int version = SmppConstants.VERSION_3_4 & 0xff;

    /** Whether the answer ends after its header. */
    boolean headerOnly;

    BindCase(CarrierBind bind, BaseBind<?> pdu, int status, long atMillis) {
        this.bind = bind;
        this.pdu = pdu;
        this.status = status;
        this.atMillis = atMillis;
    }

    /** Refuses it, if it is not refused already. */
    void refuse(int with) {
        if (status == SmppConstants.STATUS_OK) status = with;
    }
}
