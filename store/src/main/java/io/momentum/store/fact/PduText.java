package io.momentum.store.fact;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of a submit_sm, deliver_sm or data_sm, and the PDU without it: addresses, times and all other fields stay, the text
 * and its user data header go, and a {@link TextMark} stands behind the last field, as a TLV with a tag of our own. The mark is
 * over the octets of the text without its user data header. Of a PDU that cannot be read nothing stays but its header. Pure.
 */
public final class PduText {

    private static final int HEADER = 16;
    private static final int COMMAND_AT = 4;
    private static final int DATA_SM = 0x103;
    private static final int UDHI = 0x40;
    private static final int TLV_HEADER = 4;
    private static final int MESSAGE_PAYLOAD = 0x0424;
    /** Of those that are left to vendors (SMPP 3.4 section 5.3.2). */
    private static final int MARK = 0x3F4D;

    private static final int MARK_BYTES = TLV_HEADER + TextMark.BYTES;

    private final byte[] pdu;
    private int at = HEADER;
    private int esmClass;
    /** Where sm_length stands; 0 where there is none. */
    private int lengthAt;

    private int textAt;
    private int textLength;
    private int tlvAt;
    private int end;

    private PduText(byte[] pdu) {
        this.pdu = pdu;
    }

    private static @Nullable PduText read(byte[] pdu) {
        var text = new PduText(pdu);
        return text.read() ? text : null;
    }

    private boolean read() {
        if (pdu.length < HEADER || !skipAddresses()) return false;
        boolean hasShortMessage = ByteBuffer.wrap(pdu).getInt(COMMAND_AT) != DATA_SM;
        if (at + 3 > pdu.length) return false;
        esmClass = pdu[at];
        at += 3;
        if (hasShortMessage && !readShortMessage()) return false;
        readTlvs();
        return true;
    }

    private boolean readShortMessage() {
        if (!skipTexts(2) || at + 5 > pdu.length) return false;
        lengthAt = at + 4;
        textAt = lengthAt + 1;
        textLength = Math.min(pdu[lengthAt] & 0xff, pdu.length - textAt);
        at = textAt + textLength;
        return true;
    }

    private void readTlvs() {
        tlvAt = at;
        while (at + TLV_HEADER <= pdu.length && u16(at + 2) <= pdu.length - at - TLV_HEADER) {
            if (u16(at) == MESSAGE_PAYLOAD && textLength == 0) {
                textAt = at + TLV_HEADER;
                textLength = u16(at + 2);
            }
            at += TLV_HEADER + u16(at + 2);
        }
        end = at;
    }

    /** service_type and both addresses, which have their type and plan in front. */
    private boolean skipAddresses() {
        boolean read = skipTexts(1);
        for (int i = 0; read && i < 2; i++) {
            at += 2;
            read = skipTexts(1);
        }
        return read;
    }

    private boolean skipTexts(int count) {
        for (int i = 0; i < count; i++) {
            while (at < pdu.length && pdu[at] != 0) at++;
            if (++at > pdu.length) return false;
        }
        return true;
    }

    private int u16(int from) {
        return (pdu[from] & 0xff) << 8 | (pdu[from + 1] & 0xff);
    }

    private int udhLength() {
        if ((esmClass & UDHI) == 0 || textLength == 0) return 0;
        int length = (pdu[textAt] & 0xff) + 1;
        return length > textLength ? 0 : length;
    }

    private boolean isGone() {
        return textLength == 0 && end == pdu.length && endsWithMark(pdu) && end - MARK_BYTES >= tlvAt;
    }

    private static boolean endsWithMark(byte[] pdu) {
        int from = pdu.length - MARK_BYTES;
        return from >= 0 && ByteBuffer.wrap(pdu).getInt(from) == (MARK << 16 | TextMark.BYTES);
    }

    /** A PDU without its text; itself where the text has gone before. */
    static byte[] without(byte[] pdu, long untilMicros) {
        PduText read = read(pdu);
        if (read == null) return isGone(pdu) ? pdu : remains(pdu, untilMicros);
        return read.isGone() ? pdu : read.without(untilMicros);
    }

    private static byte[] remains(byte[] pdu, long untilMicros) {
        int kept = Math.min(HEADER, pdu.length);
        TextMark mark = TextMark.of(pdu, kept, pdu.length - kept, untilMicros);
        ByteBuffer out = ByteBuffer.allocate(kept + MARK_BYTES).put(pdu, 0, kept);
        return ended(out, mark);
    }

    private byte[] without(long untilMicros) {
        int udh = udhLength();
        TextMark mark = TextMark.of(pdu, textAt + udh, textLength - udh, untilMicros);
        ByteBuffer out = ByteBuffer.allocate(pdu.length + MARK_BYTES);
        int head = lengthAt == 0 ? tlvAt : lengthAt;
        out.put(pdu, 0, head);
        if (lengthAt != 0) out.put((byte) 0);
        for (int from = tlvAt; from < end; from += TLV_HEADER + u16(from + 2)) {
            boolean stays = u16(from) != MESSAGE_PAYLOAD && u16(from) != MARK;
            if (stays) out.put(pdu, from, TLV_HEADER + u16(from + 2));
        }
        return ended(out, mark);
    }

    @SuppressWarnings("ByteBufferBackingArray") // it is of allocate
    private static byte[] ended(ByteBuffer out, TextMark mark) {
        out.putInt(MARK << 16 | TextMark.BYTES).put(mark.toBytes());
        if (out.position() >= HEADER + MARK_BYTES) out.putInt(0, out.position());
        return Arrays.copyOf(out.array(), out.position());
    }

    /** The same of PDUs that stand one behind the other, each with its length in front. */
    static byte[] withoutAll(byte[] pdus, long untilMicros) {
        ByteBuffer in = ByteBuffer.wrap(pdus);
        byte[][] parts = new byte[pdus.length / HEADER + 1][];
        int count = 0;
        int total = 0;
        for (int from = 0; from < pdus.length; count++) {
            int length = from + HEADER <= pdus.length ? in.getInt(from) : 0;
            boolean fits = length >= HEADER && length <= pdus.length - from;
            int to = fits ? from + length : pdus.length;
            parts[count] = without(Arrays.copyOfRange(pdus, from, to), untilMicros);
            total += parts[count].length;
            from = to;
        }
        ByteBuffer out = ByteBuffer.allocate(total);
        for (int i = 0; i < count; i++) out.put(parts[i]);
        return out.array();
    }

    /** The mark in the place of a PDU's text; empty where the text is still there. */
    public static Optional<TextMark> mark(byte[] pdu) {
        PduText read = read(pdu);
        boolean gone = read == null ? isGone(pdu) : read.isGone();
        return gone ? Optional.of(TextMark.of(pdu, pdu.length - TextMark.BYTES)) : Optional.empty();
    }

    private static boolean isGone(byte[] unreadable) {
        return unreadable.length <= HEADER + MARK_BYTES && endsWithMark(unreadable);
    }

    /** Whether two PDUs are one and the same, though the text of the second may have gone. */
    public static boolean isSame(byte[] whole, byte[] other) {
        Optional<TextMark> gone = mark(other);
        byte[] mine = gone.isPresent() ? without(whole, gone.get().untilMicros()) : whole;
        return Arrays.equals(mine, other);
    }
}
