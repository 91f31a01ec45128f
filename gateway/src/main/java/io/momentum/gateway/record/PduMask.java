package io.momentum.gateway.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.momentum.gateway.codec.CommandId;
import io.momentum.gateway.codec.Frames;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PDU without what it says and to whom: every octet behind the header is hidden unless it is known to be harmless. Lengths
 * stay, so that a dissector reads it as before. Shown are the protocol's own fields, ids of messages, the fields of a receipt's
 * text but not the text that it quotes, user data headers, short codes and names, and of longer numbers the last two digits.
 * Hidden are texts, passwords, numbers, TLVs that we do not know, and whatever stands where it could not be read.
 */
public final class PduMask {

    private static final byte HIDDEN = 'x';
    private static final int UDHI = 0x40;
    private static final int RECEIPT = 0x04;
    private static final int INTERMEDIATE = 0x20;
    private static final int PAYLOAD = 0x0424;
    private static final int SHORT_CODE_DIGITS_MAX = 6;
    private static final int SHOWN_DIGITS = 2;
    private static final int SME_ADDRESS = 1;

    /** Standard TLVs that hold neither text nor a number of a subscriber (SMPP 3.4 section 5.3.2, 5.0 section 4.8.1). */
    private static final Set<Integer> HARMLESS = Set.of(
            0x0005, 0x0006, 0x0007, 0x0008, 0x000D, 0x000E, 0x000F, 0x0010, 0x0017, 0x0019, 0x001E, 0x0030, 0x0201,
            0x0204, 0x0205, 0x020A, 0x020B, 0x020C, 0x020D, 0x020E, 0x020F, 0x0210, 0x0304, 0x0420, 0x0421, 0x0422,
            0x0423, 0x0425, 0x0426, 0x0427, 0x0428, 0x0501, 0x1201, 0x1203, 0x1204, 0x130C, 0x1380, 0x1383);

    private static final Pattern RECEIPT_FIELDS = Pattern.compile(
            "\\b(id|sub|dlvrd|submit date|done date|stat|err)\\s?:\\s?[0-9A-Za-z-]{0,65}\\s?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED_TEXT = Pattern.compile("\\btext\\s?:", Pattern.CASE_INSENSITIVE);

    private final byte[] in;
    private final byte[] out;
    private int at = Frames.HEADER;
    private int esmClass;

    private PduMask(byte[] pdu) {
        in = pdu;
        out = headerOnly(pdu);
    }

    /** The PDU with all behind its header hidden. */
    static byte[] headerOnly(byte[] pdu) {
        byte[] masked = pdu.clone();
        if (pdu.length > Frames.HEADER) Arrays.fill(masked, Frames.HEADER, masked.length, HIDDEN);
        return masked;
    }

    /** A masked copy of a whole PDU, header included. */
    public static byte[] mask(byte[] pdu) {
        if (pdu.length <= Frames.HEADER) return pdu.clone();
        var mask = new PduMask(pdu);
        mask.body(Frames.commandId(pdu));
        return mask.out;
    }

    private void body(int commandId) {
        switch (commandId) {
            case CommandId.BIND_RECEIVER, CommandId.BIND_TRANSMITTER, CommandId.BIND_TRANSCEIVER -> bind();
            case CommandId.OUTBIND -> {
                showString();
                hideString();
            }
            case CommandId.SUBMIT_SM, CommandId.DELIVER_SM -> {
                addresses(true, 2);
                message();
            }
            case CommandId.DATA_SM -> {
                addresses(true, 2);
                esmClass = show(1);
                show(2);
                tlvs();
            }
            case CommandId.SUBMIT_MULTI -> submitMulti();
            case CommandId.QUERY_SM -> addresses(true, 1);
            case CommandId.CANCEL_SM -> {
                showString();
                addresses(true, 2);
            }
            case CommandId.REPLACE_SM -> {
                addresses(true, 1);
                showString();
                showString();
                show(2);
                text(show(1));
                tlvs();
            }
            case CommandId.ALERT_NOTIFICATION -> {
                addresses(false, 2);
                tlvs();
            }
            case CommandId.QUERY_SM_RESP -> {
                showString();
                showString();
                show(2);
            }
            case CommandId.SUBMIT_MULTI_RESP -> refusedDestinations();
            default -> {
                if (!CommandId.isResponse(commandId) || !CommandId.isKnown(commandId)) return;
                showString();
                tlvs();
            }
        }
    }

    private void bind() {
        showString();
        hideString();
        showString();
        show(3);
        digits();
    }

    private void submitMulti() {
        addresses(true, 1);
        for (int i = show(1); i > 0; i--) {
            if (show(1) == SME_ADDRESS) addresses(false, 1);
            else showString();
        }
        message();
    }

    private void refusedDestinations() {
        showString();
        for (int i = show(1); i > 0; i--) {
            addresses(false, 1);
            show(4);
        }
    }

    /** From esm_class to the end. */
    private void message() {
        esmClass = show(1);
        show(2);
        showString();
        showString();
        show(4);
        text(show(1));
        tlvs();
    }

    /** A service_type or an id, then addresses. */
    private void addresses(boolean stringFirst, int count) {
        if (stringFirst) showString();
        for (int i = 0; i < count; i++) {
            show(2);
            digits();
        }
    }

    private void tlvs() {
        while (at + 4 <= in.length) {
            int tag = u16(at);
            int end = at + 4 + u16(at + 2);
            show(4);
            if (end > in.length) {
                at = in.length;
            } else if (tag == PAYLOAD) {
                text(end - at);
            } else {
                if (HARMLESS.contains(tag)) show(end - at);
                at = end;
            }
        }
    }

    private void text(int length) {
        int start = at;
        int end = Math.min(in.length, at + length);
        if ((esmClass & UDHI) != 0 && at < end && at + 1 + (in[at] & 0xFF) <= end) show(1 + (in[at] & 0xFF));
        if ((esmClass & (RECEIPT | INTERMEDIATE)) != 0) receipt(at, end);
        at = Math.max(start, end);
    }

    private void receipt(int from, int end) {
        String text = new String(in, from, end - from, ISO_8859_1);
        Matcher quoted = QUOTED_TEXT.matcher(text);
        int until = text.length();
        if (quoted.find()) {
            until = quoted.start();
            System.arraycopy(in, from + quoted.start(), out, from + quoted.start(), quoted.end() - quoted.start());
        }
        Matcher field = RECEIPT_FIELDS.matcher(text).region(0, until);
        while (field.find()) {
            System.arraycopy(in, from + field.start(), out, from + field.start(), field.end() - field.start());
        }
    }

    /** Shows the next octets. @return the last of them, 0 where they are not there */
    private int show(int octets) {
        int end = at + octets;
        if (octets <= 0 || end > in.length) {
            at = Math.min(in.length, Math.max(at, end));
            return 0;
        }
        System.arraycopy(in, at, out, at, octets);
        at = end;
        return in[end - 1] & 0xFF;
    }

    private void showString() {
        show(stringEnd() - at);
    }

    private void hideString() {
        int end = stringEnd();
        at = end;
        if (end > Frames.HEADER && end <= in.length && in[end - 1] == 0) out[end - 1] = 0;
    }

    /** An address: names and short codes as they are, of a longer number its last digits. */
    private void digits() {
        int start = at;
        int end = stringEnd();
        int digits = 0;
        for (int i = start; i < end; i++) if (isDigit(in[i])) digits++;
        show(end - start);
        if (digits <= SHORT_CODE_DIGITS_MAX) return;
        for (int i = start; i < end; i++) {
            if (isDigit(in[i]) && digits-- > SHOWN_DIGITS) out[i] = HIDDEN;
        }
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    /** Behind the NUL that ends the string that starts here, or the PDU's end. */
    private int stringEnd() {
        for (int i = at; i < in.length; i++) {
            if (in[i] == 0) return i + 1;
        }
        return in.length;
    }

    private int u16(int index) {
        return (in[index] & 0xFF) << 8 | (in[index + 1] & 0xFF);
    }
}
