package io.momentum.gateway.codec;

import static io.momentum.gateway.codec.CommandStatus.ESME_RBINDFAIL;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVCMDLEN;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVPASWD;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVSYSID;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVSYSTYP;
import static io.momentum.gateway.codec.CommandStatus.ESME_ROK;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * A bind_transmitter, bind_receiver or bind_transceiver (SMPP 3.4 section 4.1). The password is not part of {@link
 * #toString()}.
 *
 * @param status ESME_ROK, or the command_status with which the bind is refused; then the strings are empty
 * @param interfaceVersion as sent: 0x33, 0x34, 0x50, and in the field 0x00 and anything else
 */
public record BindRequest(
        int status,
        int commandId,
        int sequence,
        String systemId,
        String password,
        String systemType,
        int interfaceVersion,
        int addressTon,
        int addressNpi,
        String addressRange) {

    /** What 3.4 allows: 8 characters. */
    public static final int PASSWORD_MAX = 8;

    private static final int SYSTEM_ID_MAX = 15;
    private static final int SYSTEM_TYPE_MAX = 12;
    private static final int ADDRESS_RANGE_MAX = 40;

    /** Reads a whole PDU, header included, with a password of at most 8 characters. */
    public static BindRequest parse(byte[] pdu) {
        return parse(pdu, PASSWORD_MAX);
    }

    /** As {@link #parse(byte[])}, for peers that use longer passwords than the specification has room for. */
    public static BindRequest parse(byte[] pdu, int passwordMax) {
        if (pdu.length < Frames.HEADER) return refused(pdu, ESME_RINVCMDLEN);
        int at = Frames.HEADER;
        int systemId = end(pdu, at, SYSTEM_ID_MAX);
        if (systemId <= at) return refused(pdu, ESME_RINVSYSID);
        int passwordAt = systemId + 1;
        int password = end(pdu, passwordAt, passwordMax);
        if (password < 0) return refused(pdu, ESME_RINVPASWD);
        int typeAt = password + 1;
        int type = end(pdu, typeAt, SYSTEM_TYPE_MAX);
        if (type < 0) return refused(pdu, ESME_RINVSYSTYP);
        int octets = type + 1;
        if (octets + 3 > pdu.length) return refused(pdu, ESME_RINVCMDLEN);
        int rangeAt = octets + 3;
        int range = end(pdu, rangeAt, ADDRESS_RANGE_MAX);
        // Some ESMEs leave out the last NUL, or the whole last field: nothing follows that it could hide.
        if (range < 0) range = pdu.length;
        if (range - rangeAt > ADDRESS_RANGE_MAX) return refused(pdu, ESME_RBINDFAIL);
        return new BindRequest(
                ESME_ROK,
                Frames.commandId(pdu),
                Frames.sequence(pdu),
                string(pdu, at, systemId),
                string(pdu, passwordAt, password),
                string(pdu, typeAt, type),
                pdu[octets] & 0xFF,
                pdu[octets + 1] & 0xFF,
                pdu[octets + 2] & 0xFF,
                string(pdu, rangeAt, range));
    }

    private static BindRequest refused(byte[] pdu, int status) {
        boolean header = pdu.length >= Frames.HEADER;
        int commandId = header ? Frames.commandId(pdu) : 0;
        return new BindRequest(status, commandId, header ? Frames.sequence(pdu) : 0, "", "", "", 0, 0, 0, "");
    }

    /** The index of the NUL that ends the string, or -1. */
    private static int end(byte[] pdu, int from, int max) {
        int limit = Math.min(pdu.length, from + max + 1);
        for (int i = from; i < limit; i++) {
            if (pdu[i] == 0) return i;
        }
        return -1;
    }

    private static String string(byte[] pdu, int from, int to) {
        return new String(pdu, from, to - from, ISO_8859_1);
    }

    public boolean isOk() {
        return status == ESME_ROK;
    }

    /** Whether the peer knows TLVs: it never gets one below 3.4. */
    public boolean takesTlvs() {
        return interfaceVersion >= 0x34;
    }

    public boolean receives() {
        return commandId != CommandId.BIND_TRANSMITTER;
    }

    public boolean transmits() {
        return commandId != CommandId.BIND_RECEIVER;
    }

    @Override
    public String toString() {
        return "%s(%s, version 0x%02x, %s)"
                .formatted(CommandId.name(commandId), systemId, interfaceVersion, CommandStatus.name(status));
    }
}
