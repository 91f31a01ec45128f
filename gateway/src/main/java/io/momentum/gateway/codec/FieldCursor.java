package io.momentum.gateway.codec;

import static io.momentum.gateway.codec.CommandStatus.ESME_RINVCMDLEN;
import static io.momentum.gateway.codec.CommandStatus.ESME_ROK;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.momentum.store.value.Address;
import java.util.Arrays;

/** Steps over the mandatory fields of a request. The first fault stays; after it all fields are empty. */
final class FieldCursor {

    static final int MESSAGE_ID_MAX = 64;

    private static final int ADDRESS_MAX = 20;
    private static final int TIME_MAX = 16;

    private final byte[] bytes;
    private int at = Frames.HEADER;
    private int status;

    /** Begins behind the header of a PDU. */
    FieldCursor(byte[] pdu) {
        bytes = pdu;
        status = pdu.length < Frames.HEADER ? ESME_RINVCMDLEN : ESME_ROK;
    }

    /** ESME_ROK, or the first fault. */
    int status() {
        return status;
    }

    int position() {
        return at;
    }

    /** A C-octet string of at most {@code max} octets without its NUL. */
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

    /** A time that names a moment, or none at all. */
    String time(int fault) {
        String time = string(TIME_MAX, fault);
        if (!time.isEmpty() && SmppTime.micros(time, 1) == SmppTime.NONE) status = fault;
        return time;
    }

    int octet() {
        if (status != ESME_ROK) return 0;
        if (at < bytes.length) return bytes[at++] & 0xFF;
        status = ESME_RINVCMDLEN;
        return 0;
    }

    byte[] octets(int length, int fault) {
        if (status == ESME_ROK && length > bytes.length - at) status = fault;
        if (status != ESME_ROK) return new byte[0];
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }
}
