package io.momentum.gateway.codec;

import static io.momentum.gateway.codec.CommandStatus.ESME_RINVCMDLEN;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVDESTFLAG;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVDLNAME;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVDSTADR;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVNUMDESTS;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVSERTYP;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVSRCADR;
import static io.momentum.gateway.codec.CommandStatus.ESME_ROK;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.momentum.store.value.Address;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A submit_multi (SMPP 3.4 section 4.5): one text for up to 254 destinations. What is not about destinations is left as it
 * came, so that each of them gets a submit_sm that is checked as any other. Distribution lists are refused: nobody here keeps
 * any.
 */
public final class SubmitMulti {

    /** Destinations in one PDU. */
    public static final int DESTINATIONS_MAX = 254;

    private static final int SERVICE_TYPE_MAX = 5;
    private static final int ADDRESS_MAX = 20;
    private static final int FLAG_SME = 1;
    private static final int FLAG_LIST = 2;

    private final byte[] bytes;
    private final List<Address> destinations = new ArrayList<>();
    private int status;
    private int countAt;
    private int restAt;

    private SubmitMulti(byte[] pdu) {
        bytes = pdu;
    }

    /** Reads a whole PDU, header included. */
    public static SubmitMulti parse(byte[] pdu) {
        SubmitMulti multi = new SubmitMulti(pdu);
        multi.status = multi.read();
        if (!multi.isOk()) multi.destinations.clear();
        return multi;
    }

    private int read() {
        if (bytes.length < Frames.HEADER) return ESME_RINVCMDLEN;
        int sourceAt = end(Frames.HEADER, SERVICE_TYPE_MAX) + 1;
        if (sourceAt == 0) return ESME_RINVSERTYP;
        countAt = end(sourceAt + 2, ADDRESS_MAX) + 1;
        if (countAt == 0) return ESME_RINVSRCADR;
        int count = countAt < bytes.length ? bytes[countAt] & 0xFF : 0;
        if (count == 0 || count > DESTINATIONS_MAX) return ESME_RINVNUMDESTS;
        restAt = countAt + 1;
        for (int i = 0; i < count; i++) {
            int fault = readDestination();
            if (fault != ESME_ROK) return fault;
        }
        return ESME_ROK;
    }

    private int readDestination() {
        if (restAt + 3 >= bytes.length) return ESME_RINVNUMDESTS;
        int flag = bytes[restAt];
        if (flag == FLAG_LIST) return ESME_RINVDLNAME;
        if (flag != FLAG_SME) return ESME_RINVDESTFLAG;
        int textAt = restAt + 3;
        int end = end(textAt, ADDRESS_MAX);
        if (end < 0) return ESME_RINVDSTADR;
        String text = new String(bytes, textAt, end - textAt, ISO_8859_1);
        destinations.add(new Address(bytes[restAt + 1] & 0xFF, bytes[restAt + 2] & 0xFF, text));
        restAt = end + 1;
        return ESME_ROK;
    }

    /** The index of the NUL that ends the string, or -1. */
    private int end(int from, int max) {
        int limit = Math.min(bytes.length, from + max + 1);
        for (int i = from; i < limit; i++) {
            if (bytes[i] == 0) return i;
        }
        return -1;
    }

    /** ESME_ROK, or the command_status with which the whole PDU is refused. */
    public int status() {
        return status;
    }

    public boolean isOk() {
        return status == ESME_ROK;
    }

    public List<Address> destinations() {
        return destinations;
    }

    /** The submit_sm that is meant for one of the destinations, sequence number 0. */
    public byte[] submitSm(Address destination) {
        byte[] to = destination.text().getBytes(ISO_8859_1);
        int length = countAt + 3 + to.length + bytes.length - restAt;
        ByteBuffer pdu = ByteBuffer.allocate(length);
        pdu.putInt(length).putInt(CommandId.SUBMIT_SM).putInt(0).putInt(0);
        pdu.put(bytes, Frames.HEADER, countAt - Frames.HEADER);
        pdu.put((byte) destination.ton()).put((byte) destination.npi()).put(to).put((byte) 0);
        pdu.put(bytes, restAt, bytes.length - restAt);
        return pdu.array();
    }

    /** A destination that was refused, and why. */
    public record Refused(Address destination, int status) {}

    /**
     * Appends the submit_multi_resp.
     *
     * @param ids of the destinations that were taken, in their order: the first is the PDU's message_id
     * @param listsIds whether the others follow, each in a TLV 0x1600 of ours: receipts come under each one's own id
     */
    public static void writeResponse(
            ByteBuf out, int sequence, List<String> ids, List<Refused> refused, boolean listsIds) {
        int start = PduWriter.begin(out, CommandId.SUBMIT_MULTI_RESP, ESME_ROK, sequence);
        PduWriter.cString(out, ids.getFirst());
        out.writeByte(refused.size());
        for (Refused one : refused) {
            PduWriter.address(out, one.destination());
            out.writeInt(one.status());
        }
        for (int i = 0; listsIds && i < ids.size(); i++) {
            PduWriter.tlvHeader(out, Tlv.DESTINATION_MESSAGE_ID, ids.get(i).length() + 1);
            PduWriter.cString(out, ids.get(i));
        }
        PduWriter.end(out, start);
    }
}
