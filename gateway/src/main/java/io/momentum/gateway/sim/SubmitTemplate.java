package io.momentum.gateway.sim;

import com.cloudhopper.smpp.pdu.SubmitSm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** One encoded submit_sm, written again and again with another sequence number and another destination. */
final class SubmitTemplate {

    private static final int SEQUENCE = 12;

    private final byte[] bytes;
    private final int destinationEnd;
    private final long firstDestination;
    private final int destinations;

    SubmitTemplate(LoadOptions options) {
        var pdu = new SubmitSm();
        int dataCoding = SmsText.codingOf(options.text());
        pdu.setSourceAddress(Addresses.toPdu(Addresses.parse(options.source())));
        pdu.setDestAddress(Addresses.toPdu(Addresses.parse(Long.toString(options.firstDestination()))));
        pdu.setRegisteredDelivery((byte) (options.receipts() ? 1 : 0));
        pdu.setDataCoding((byte) dataCoding);
        SmsText.put(pdu, SmsText.encode(options.text(), dataCoding));
        pdu.setSequenceNumber(1);
        ByteBuf encoded = SmppChannel.encode(pdu);
        bytes = ByteBufUtil.getBytes(encoded);
        encoded.release();
        // header, empty service_type, then TON, NPI and text of both addresses
        int destination =
                SmppChannel.HEADER + 1 + 2 + pdu.getSourceAddress().getAddress().length() + 1 + 2;
        destinationEnd = destination + Long.toString(options.firstDestination()).length();
        firstDestination = options.firstDestination();
        destinations = options.destinations();
    }

    /** Writes the message of this number, counted from 0. */
    void write(ByteBuf out, int sequence, long number) {
        bytes[SEQUENCE] = (byte) (sequence >>> 24);
        bytes[SEQUENCE + 1] = (byte) (sequence >>> 16);
        bytes[SEQUENCE + 2] = (byte) (sequence >>> 8);
        bytes[SEQUENCE + 3] = (byte) sequence;
        long digits = firstDestination + number % destinations;
        for (int i = destinationEnd - 1; digits > 0; i--) {
            bytes[i] = (byte) ('0' + digits % 10);
            digits /= 10;
        }
        out.writeBytes(bytes);
    }
}
