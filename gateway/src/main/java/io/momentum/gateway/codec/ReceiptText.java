package io.momentum.gateway.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.momentum.store.value.MessageState;
import io.momentum.store.value.ShortId;
import io.netty.buffer.ByteBuf;

/**
 * The text of the receipts that we send (SMPP 3.4 Appendix B), dates in UTC:
 *
 * <pre>{@code id:0123456789abcdef sub:001 dlvrd:001 submit date:2611231200 done date:2611231201
 * stat:DELIVRD err:000 text:Hello}</pre>
 *
 * Strict ESMEs read it by position, so all but the ends of err and text is of fixed width; ids of 3.3 are of eight digits.
 */
public final class ReceiptText {

    private static final byte[] FORM =
            "id:0123456789abcdef sub:001 dlvrd:000 submit date:yyMMddHHmm done date:yyMMddHHmm stat:UNKNOWN err:"
                    .getBytes(ISO_8859_1);
    private static final byte[] TEXT = " text:".getBytes(ISO_8859_1);
    private static final byte[] NO_ERROR = "000".getBytes(ISO_8859_1);

    private static final int ID = 3;
    private static final int BEHIND_ID = ID + 16;
    private static final int DELIVERED = position(" sub:001 dlvrd:000") - 1;
    private static final int SUBMIT_DATE = position("submit date:");
    private static final int DONE_DATE = position("done date:");
    private static final int STAT = position("stat:");

    private static final int ERROR_MAX = 16;
    private static final int TEXT_MAX = 20;

    private ReceiptText() {}

    private static int position(String label) {
        return new String(FORM, ISO_8859_1).indexOf(label) + label.length();
    }

    /**
     * Appends the text.
     *
     * @param error the carrier's code as it gave it; empty for none
     * @param text the beginning of the message; what is not printable ASCII is shown as a dot
     */
    public static void write(
            ByteBuf out,
            long mtId,
            MessageState state,
            String error,
            long submitAtMicros,
            long doneAtMicros,
            byte[] text) {
        byte[] line = FORM.clone();
        if (state == MessageState.DELIVERED) line[DELIVERED] = '1';
        SmppTime.writeReceipt(line, SUBMIT_DATE, submitAtMicros);
        SmppTime.writeReceipt(line, DONE_DATE, doneAtMicros);
        String stat = state.stat();
        for (int i = 0; i < stat.length(); i++) line[STAT + i] = (byte) stat.charAt(i);
        out.writeBytes(line, 0, ID);
        writeId(out, mtId);
        out.writeBytes(line, BEHIND_ID, line.length - BEHIND_ID);
        writeError(out, error);
        out.writeBytes(TEXT);
        for (int i = 0; i < Math.min(TEXT_MAX, text.length); i++) out.writeByte(printable(text[i]));
    }

    /** Three digits at least; a longer code stays whole, because a cut one names another cause. */
    private static void writeError(ByteBuf out, String error) {
        int length = Math.min(error.length(), ERROR_MAX);
        out.writeBytes(NO_ERROR, 0, Math.max(0, NO_ERROR.length - length));
        for (int i = 0; i < length; i++) {
            char c = error.charAt(i);
            out.writeByte(c > ' ' && c < 0x7F ? c : '.');
        }
    }

    private static int printable(byte b) {
        return b >= ' ' && b < 0x7F ? b : '.';
    }

    /** Our message id in hexadecimal, all of it or its short form, without the string. */
    static void writeId(ByteBuf out, long id) {
        if (ShortId.isShort(id)) {
            out.writeLong(hex(ShortId.digits(id)));
            return;
        }
        out.writeLong(hex((int) (id >>> 32)));
        out.writeLong(hex((int) id));
    }

    /** Eight hexadecimal digits at once: one nibble to an octet, then the letters lifted over the gap behind 9. */
    private static long hex(int value) {
        long x = value & 0xFFFF_FFFFL;
        x = (x | x << 16) & 0x0000_FFFF_0000_FFFFL;
        x = (x | x << 8) & 0x00FF_00FF_00FF_00FFL;
        x = (x | x << 4) & 0x0F0F_0F0F_0F0F_0F0FL;
        long letters = (x + 0x0606_0606_0606_0606L) >>> 4 & 0x0101_0101_0101_0101L;
        return x + 0x3030_3030_3030_3030L + letters * ('a' - '9' - 1);
    }
}
