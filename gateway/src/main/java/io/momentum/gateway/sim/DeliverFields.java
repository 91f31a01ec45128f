package io.momentum.gateway.sim;

import com.cloudhopper.smpp.SmppConstants;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** What a load needs of a deliver_sm, read in place: a flood of receipts must not cost more than the submits did. */
final class DeliverFields {

    private static final byte[] ID = "id:".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] STAT = "stat:".getBytes(StandardCharsets.ISO_8859_1);

    private int esmClass;
    private long idHash;
    private boolean last;

    boolean isReceipt() {
        return (esmClass & SmppConstants.ESM_CLASS_MT_MASK) == SmppConstants.ESM_CLASS_MT_SMSC_DELIVERY_RECEIPT;
    }

    long idHash() {
        return idHash;
    }

    /** Whether no other receipt is to come: any state but ENROUTE and ACCEPTD. */
    boolean isLast() {
        return last;
    }

    /** Reads a whole PDU; throws IndexOutOfBoundsException where it ends too early. */
    void read(ByteBuf frame) {
        int at = SmppChannel.HEADER;
        at = skipText(frame, at); // service_type
        at = skipText(frame, at + 2); // source_addr
        at = skipText(frame, at + 2); // destination_addr
        esmClass = frame.getUnsignedByte(at);
        idHash = 0;
        last = true;
        if (!isReceipt()) return;
        at = skipText(frame, at + 3); // schedule_delivery_time
        at = skipText(frame, at); // validity_period
        int length = frame.getUnsignedByte(at + 4);
        int text = at + 5;
        readTlvs(frame, text + length);
        if (idHash == 0) readText(frame, text, length);
    }

    private void readTlvs(ByteBuf frame, int from) {
        int at = from;
        while (at + 4 <= frame.writerIndex()) {
            int tag = frame.getUnsignedShort(at);
            int length = frame.getUnsignedShort(at + 2);
            if (tag == SmppConstants.TAG_RECEIPTED_MSG_ID) idHash = hashUpTo(frame, at + 4, length, 0);
            if (tag == SmppConstants.TAG_MSG_STATE && length == 1) {
                int state = frame.getByte(at + 4);
                last = state != SmppConstants.STATE_ENROUTE && state != SmppConstants.STATE_ACCEPTED;
            }
            at += 4 + length;
        }
    }

    private void readText(ByteBuf frame, int from, int length) {
        int id = indexOf(frame, from, length, ID);
        if (id >= 0) idHash = hashUpTo(frame, id, from + length - id, ' ');
        int stat = indexOf(frame, from, length, STAT);
        if (stat < 0 || stat + 2 > from + length) return;
        last = frame.getByte(stat) != 'E' || frame.getByte(stat + 1) != 'N';
        if (frame.getByte(stat) == 'A') last = false;
    }

    /** Where the text after the needle begins, or -1. */
    private static int indexOf(ByteBuf frame, int from, int length, byte[] needle) {
        for (int i = from; i + needle.length <= from + length; i++) {
            int matched = 0;
            while (matched < needle.length && frame.getByte(i + matched) == needle[matched]) matched++;
            if (matched == needle.length) return i + matched;
        }
        return -1;
    }

    private static int skipText(ByteBuf frame, int from) {
        int end = ByteBufUtil.indexOf(frame, from, frame.writerIndex(), (byte) 0);
        if (end < 0) throw new IndexOutOfBoundsException("a text without its NUL");
        return end + 1;
    }

    /** The id's 64-bit FNV-1a hash, never zero, up to an end mark or the length. */
    static long hashUpTo(ByteBuf frame, int from, int length, int end) {
        long hash = 0xCBF29CE484222325L;
        for (int i = from; i < from + length; i++) {
            int octet = frame.getByte(i);
            if (octet == end || octet == 0) break;
            hash = (hash ^ octet) * 0x100000001B3L;
        }
        return hash == 0 ? 1 : hash;
    }
}
