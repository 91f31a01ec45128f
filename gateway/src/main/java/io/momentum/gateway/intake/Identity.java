package io.momentum.gateway.intake;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.Tlv;
import io.momentum.store.value.Msisdn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Who wrote what to whom, as 128 bits of a SHA-256: nobody finds two messages that share them. A part's header or sar_* TLVs count
 * as what it says, so the parts of one message are apart; so do application ports, for there the text is data.
 */
public record Identity(long high, long low) {

    private static final int[] TAGS = {
        Tlv.SAR_MSG_REF_NUM, Tlv.SAR_TOTAL_SEGMENTS, Tlv.SAR_SEGMENT_SEQNUM, Tlv.SOURCE_PORT, Tlv.DESTINATION_PORT
    };

    /** Of a submit_sm as it is to be sent. */
    public static Identity of(MessagePdu message) {
        MessageDigest digest = sha256();
        add(digest, message.source().text().getBytes(StandardCharsets.ISO_8859_1));
        long digits = message.destinationDigits();
        String destination = digits == Msisdn.NONE ? message.destination().text() : Long.toString(digits);
        add(digest, destination.getBytes(StandardCharsets.ISO_8859_1));
        digest.update((byte) message.dataCoding());
        digest.update((byte) (message.hasUdh() ? 1 : 0));
        add(digest, message.text());
        for (int tag : TAGS) {
            byte[] value = message.tlvValue(tag);
            if (value == null) continue;
            digest.update((byte) tag);
            add(digest, value);
        }
        ByteBuffer bits = ByteBuffer.wrap(digest.digest());
        return new Identity(bits.getLong(), bits.getLong());
    }

    private static void add(MessageDigest digest, byte[] value) {
        digest.update((byte) (value.length >> 8));
        digest.update((byte) value.length);
        digest.update(value);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
