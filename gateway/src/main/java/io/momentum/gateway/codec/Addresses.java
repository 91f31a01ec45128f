package io.momentum.gateway.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.momentum.store.value.Address;
import java.nio.ByteBuffer;

/** Other addresses for a submit_sm, deliver_sm or data_sm; all the rest of it octet for octet. */
public final class Addresses {

    private static final int OCTETS = 3;

    private Addresses() {}

    /** The PDU with these addresses; its very bytes where they are its own. */
    public static byte[] with(MessagePdu message, Address source, Address destination) {
        if (source.equals(message.source()) && destination.equals(message.destination())) return message.bytes();
        byte[] pdu = message.bytes();
        int before = message.sourceOffset() - 2;
        int behind = message.destinationOffset() + message.destinationLength() + 1;
        int room = source.text().length() + destination.text().length() + 2 * OCTETS;
        ByteBuffer out = ByteBuffer.allocate(before + room + pdu.length - behind);
        out.put(pdu, 0, before);
        put(out, source);
        put(out, destination);
        out.put(pdu, behind, pdu.length - behind);
        return out.putInt(0, out.capacity()).array();
    }

    private static void put(ByteBuffer out, Address address) {
        out.put((byte) address.ton()).put((byte) address.npi());
        out.put(address.text().getBytes(ISO_8859_1)).put((byte) 0);
    }
}
