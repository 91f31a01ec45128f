package io.momentum.gateway.codec;

import static io.momentum.gateway.codec.CommandStatus.ESME_RINVCMDLEN;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVDSTADR;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVMSGID;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVSERTYP;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVSRCADR;
import static io.momentum.gateway.codec.CommandStatus.ESME_ROK;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

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
    private static final int MESSAGE_ID_MAX = 64;
    private static final int ADDRESS_MAX = 20;

    /** Reads a whole query_sm, header included. */
    public static MessageRef query(byte[] pdu) {
        Cursor in = new Cursor(pdu);
        String id = in.string(MESSAGE_ID_MAX, ESME_RINVMSGID);
        Address source = in.address(ESME_RINVSRCADR);
        return new MessageRef(in.status, "", id, source, Address.EMPTY);
    }

    /** Reads a whole cancel_sm, header included. */
    public static MessageRef cancel(byte[] pdu) {
        Cursor in = new Cursor(pdu);
        String serviceType = in.string(SERVICE_TYPE_MAX, ESME_RINVSERTYP);
        String id = in.string(MESSAGE_ID_MAX, ESME_RINVMSGID);
        Address source = in.address(ESME_RINVSRCADR);
        Address destination = in.address(ESME_RINVDSTADR);
        return new MessageRef(in.status, serviceType, id, source, destination);
    }

    public boolean isOk() {
        return status == ESME_ROK;
    }

    /** Steps over the fields; after the first fault all are empty. */
    private static final class Cursor {
        private final byte[] bytes;
        private int at = Frames.HEADER;
        private int status;

        Cursor(byte[] pdu) {
            bytes = pdu;
            status = pdu.length < Frames.HEADER ? ESME_RINVCMDLEN : ESME_ROK;
        }

        String string(int max, int fault) {
            if (status != ESME_ROK) return "";
            int limit = Math.min(bytes.length, at + max + 1);
            for (int i = at; i < limit; i++) {
                if (bytes[i] != 0) continue;
                String found = new String(bytes, at, i - at, ISO_8859_1);
                at = i + 1;
                return found;
            }
            status = fault;
            return "";
        }

        Address address(int fault) {
            if (status != ESME_ROK) return Address.EMPTY;
            if (at + 2 >= bytes.length) {
                status = fault;
                return Address.EMPTY;
            }
            int ton = bytes[at++] & 0xFF;
            int npi = bytes[at++] & 0xFF;
            String text = string(ADDRESS_MAX, fault);
            return status == ESME_ROK ? new Address(ton, npi, text) : Address.EMPTY;
        }
    }
}
