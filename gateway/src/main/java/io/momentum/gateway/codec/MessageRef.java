package io.momentum.gateway.codec;

import static io.momentum.gateway.codec.CommandStatus.ESME_RINVDSTADR;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVMSGID;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVSERTYP;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVSRCADR;
import static io.momentum.gateway.codec.CommandStatus.ESME_ROK;

import io.momentum.store.value.Address;

/**
 * A query_sm or cancel_sm (SMPP 3.4 sections 4.8 and 4.9): by which message, or messages, an ESME asks.
 *
 * @param status ESME_ROK, or the command_status with which it is refused; then the rest is empty
 * @param serviceType of a cancel_sm; empty in a query_sm
 * @param messageId as the ESME wrote it; empty in a cancel_sm that names a group of messages by its addresses
 * @param destination of a cancel_sm; empty in a query_sm
 */
public record MessageRef(int status, String serviceType, String messageId, Address source, Address destination) {

    private static final int SERVICE_TYPE_MAX = 5;

    /** Reads a whole query_sm, header included. */
    public static MessageRef query(byte[] pdu) {
        FieldCursor in = new FieldCursor(pdu);
        String id = in.string(FieldCursor.MESSAGE_ID_MAX, ESME_RINVMSGID);
        Address source = in.address(ESME_RINVSRCADR);
        return new MessageRef(in.status(), "", id, source, Address.EMPTY);
    }

    /** Reads a whole cancel_sm, header included. */
    public static MessageRef cancel(byte[] pdu) {
        FieldCursor in = new FieldCursor(pdu);
        String serviceType = in.string(SERVICE_TYPE_MAX, ESME_RINVSERTYP);
        String id = in.string(FieldCursor.MESSAGE_ID_MAX, ESME_RINVMSGID);
        Address source = in.address(ESME_RINVSRCADR);
        Address destination = in.address(ESME_RINVDSTADR);
        return new MessageRef(in.status(), serviceType, id, source, destination);
    }

    public boolean isOk() {
        return status == ESME_ROK;
    }
}
