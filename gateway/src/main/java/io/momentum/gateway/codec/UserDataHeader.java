package io.momentum.gateway.codec;

import io.momentum.gateway.codec.Concatenation.Form;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The elements in front of a text (3GPP TS 23.040 section 9.2.3.24): those that we know, and the rest as it is. A header that
 * leaves its bounds is broken: then all of it is text, for nobody can tell where the text begins.
 */
public final class UserDataHeader {

    static final int CONCATENATED_8 = 0x00;
    static final int CONCATENATED_16 = 0x08;
    static final int SINGLE_SHIFT = 0x24;
    static final int LOCKING_SHIFT = 0x25;

    static final UserDataHeader NONE = new UserDataHeader(0, false);
    private static final UserDataHeader BROKEN = new UserDataHeader(0, true);

    private final int octets;
    private final boolean broken;
    private @Nullable Concatenation concatenation;
    private @Nullable NationalLanguage locking;
    private @Nullable NationalLanguage single;
    private byte[] others = {};

    private UserDataHeader(int octets, boolean broken) {
        this.octets = octets;
        this.broken = broken;
    }

    /** The header of a message; an empty one where it has none. */
    public static UserDataHeader of(MessagePdu message) {
        if (!message.hasUdh()) return NONE;
        int length = message.udhLength();
        return length == 0 ? BROKEN : read(message.bytes(), message.textOffset(), length);
    }

    private static UserDataHeader read(byte[] bytes, int from, int length) {
        UserDataHeader header = new UserDataHeader(length, false);
        int end = from + length;
        int at = from + 1;
        while (at < end) {
            if (at + 2 > end || at + 2 + (bytes[at + 1] & 0xFF) > end) return BROKEN;
            int next = at + 2 + (bytes[at + 1] & 0xFF);
            header.take(bytes, at, next);
            at = next;
        }
        return header;
    }

    private void take(byte[] bytes, int at, int next) {
        int id = bytes[at] & 0xFF;
        int length = next - at - 2;
        int value = at + 2;
        if (id == CONCATENATED_8 && length == 3) {
            concatenation = concatenation(Form.UDH8, bytes[value] & 0xFF, bytes, value + 1);
        } else if (id == CONCATENATED_16 && length == 4) {
            concatenation = concatenation(Form.UDH16, Tlv.u16(bytes, value), bytes, value + 2);
        } else if (id == SINGLE_SHIFT && length == 1) {
            single = NationalLanguage.of(bytes[value] & 0xFF);
        } else if (id == LOCKING_SHIFT && length == 1) {
            locking = NationalLanguage.of(bytes[value] & 0xFF);
        } else {
            int before = others.length;
            others = Arrays.copyOf(others, before + next - at);
            System.arraycopy(bytes, at, others, before, next - at);
        }
    }

    private static Concatenation concatenation(Form form, int reference, byte[] bytes, int at) {
        return new Concatenation(form, reference, bytes[at] & 0xFF, bytes[at + 1] & 0xFF);
    }

    /** Octets that it takes, its length octet included; 0 where there is none, or a broken one. */
    int octets() {
        return octets;
    }

    /** Whether a header was announced that cannot be one. */
    public boolean isBroken() {
        return broken;
    }

    /** What it says of the segment, whether that can be or not. */
    @Nullable
    Concatenation concatenation() {
        return concatenation;
    }

    Shift shift() {
        return Shift.of(locking, single);
    }

    /** The elements that are about neither segments nor alphabets, ports say, as they came. */
    byte[] others() {
        return others;
    }
}
