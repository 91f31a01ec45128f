package io.momentum.gateway.codec;

import io.momentum.store.value.MessageId;
import io.momentum.store.value.ShortId;
import io.netty.buffer.ByteBuf;

/**
 * How our message ids look to one ESME: in its responses, in its receipts, and in what it asks with them. Every form is the id
 * itself written otherwise, so it is the same after a restart and can be read back without a table. A {@link ShortId} is written
 * short in every form: its ESME knows it so, whatever bind it has now.
 */
public enum MessageIdForm {
    /** As {@link #HEX}; {@link #SHORT} for what is submitted over a bind before 3.4. */
    AUTO,
    /** 16 lower-case hexadecimal digits. */
    HEX,
    /** Decimal, 20 digits at most: for ESMEs that keep ids as numbers of 64 bits without sign. */
    DECIMAL,
    /** 36 characters in the form of a UUID (RFC 9562, version 8): for ESMEs with a column of that type. */
    UUID,
    /** Eight hexadecimal digits: {@link ShortId}. */
    SHORT;

    private static final int UUID_LENGTH = 36;
    private static final int DECIMAL_MAX = 20;

    public String format(long id) {
        if (ShortId.isShort(id)) return ShortId.format(id);
        return switch (this) {
            case AUTO, HEX, SHORT -> MessageId.format(id);
            case DECIMAL -> Long.toUnsignedString(id);
            case UUID -> uuid(MessageId.format(id));
        };
    }

    /** The id behind its text, or -1 where the text is no id of this form. Short ids are read by their source. */
    public long parse(String text) {
        long id = parseLong(text);
        return ShortId.isShort(id) ? -1 : id;
    }

    private long parseLong(String text) {
        return switch (this) {
            case AUTO, HEX, SHORT -> MessageId.parse(text);
            case DECIMAL -> decimal(text);
            case UUID -> fromUuid(text);
        };
    }

    /** Whether it is the id in hexadecimal digits, as many as it has. */
    public boolean isHex() {
        return this != DECIMAL && this != UUID;
    }

    /** Whether what is submitted over a bind gets a short id. */
    public boolean isShortFor(boolean before34) {
        return this == SHORT || (this == AUTO && before34);
    }

    /** Appends the id, without a NUL. */
    void write(ByteBuf out, long id) {
        if (isHex()) {
            ReceiptText.writeId(out, id);
            return;
        }
        String text = format(id);
        for (int i = 0; i < text.length(); i++) out.writeByte(text.charAt(i));
    }

    private static long decimal(String text) {
        if (text.isEmpty() || text.length() > DECIMAL_MAX) return -1;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') return -1;
        }
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String uuid(String hex) {
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-8000-8000-00000000" + hex.substring(12);
    }

    private static long fromUuid(String text) {
        if (text.length() != UUID_LENGTH) return -1;
        String hex = text.substring(0, 8) + text.substring(9, 13) + text.substring(UUID_LENGTH - 4);
        long id = MessageId.parse(hex);
        return id >= 0 && uuid(MessageId.format(id)).equalsIgnoreCase(text) ? id : -1;
    }
}
