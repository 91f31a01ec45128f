package io.momentum.gateway.codec;

import io.momentum.store.value.MessageId;
import io.netty.buffer.ByteBuf;

/**
 * How our message ids look to one ESME: in its responses, in its receipts, and in what it asks with them. Every form is the id
 * itself written otherwise, so it is the same after a restart and can be read back without a table.
 */
public enum MessageIdForm {
    /** 16 lower-case hexadecimal digits. */
    HEX,
    /** Decimal, 20 digits at most: for ESMEs that keep ids as numbers of 64 bits without sign. */
    DECIMAL,
    /** 36 characters in the form of a UUID (RFC 9562, version 8): for ESMEs with a column of that type. */
    UUID;

    private static final int UUID_LENGTH = 36;
    private static final int DECIMAL_MAX = 20;

    public String format(long id) {
        return switch (this) {
            case HEX -> MessageId.format(id);
            case DECIMAL -> Long.toUnsignedString(id);
            case UUID -> uuid(MessageId.format(id));
        };
    }

    /** The id behind its text, or -1 where the text is no id of this form. */
    public long parse(String text) {
        return switch (this) {
            case HEX -> MessageId.parse(text);
            case DECIMAL -> decimal(text);
            case UUID -> fromUuid(text);
        };
    }

    /** Appends the id, without a NUL. */
    void write(ByteBuf out, long id) {
        if (this == HEX) {
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
