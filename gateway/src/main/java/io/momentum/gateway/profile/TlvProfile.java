package io.momentum.gateway.profile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** What the carrier means by the tags that SMPP leaves to vendors: the same tag has another meaning at each. */
public record TlvProfile(List<Rule> rules) {

    public static final TlvProfile DEFAULT = new TlvProfile(List.of());

    /**
     * One tag.
     *
     * @param name for people, and in the API
     * @param tag 0x0000 to 0xFFFF
     * @param value goes with each submit_sm that has no such TLV of its own; empty for none
     */
    public record Rule(String name, int tag, Form form, Billed value) {

        private static final int VALUE_MAX = 1_024;

        /**
         * The whole TLV: tag, length, value.
         *
         * @param value one of the rule's
         * @throws IllegalArgumentException where the value is none of its form
         */
        public byte[] bytes(String value) {
            byte[] octets = form.octets(value);
            if (octets.length > VALUE_MAX) throw new IllegalArgumentException("at most " + VALUE_MAX + " octets");
            return ByteBuffer.allocate(4 + octets.length)
                    .putShort((short) tag)
                    .putShort((short) octets.length)
                    .put(octets)
                    .array();
        }
    }

    /** How a value is written. */
    public enum Form {
        /** Characters and a NUL. */
        C_STRING,
        /** Characters as they are. */
        TEXT,
        /** Hexadecimal digits as octets. */
        OCTETS,
        /** A number of one octet. */
        INTEGER1,
        /** A number of two octets. */
        INTEGER2,
        /** A number of four octets. */
        INTEGER4;

        private byte[] octets(String text) {
            return switch (this) {
                case C_STRING -> (text + '\0').getBytes(ISO_8859_1);
                case TEXT -> text.getBytes(ISO_8859_1);
                case OCTETS -> HexFormat.of().parseHex(text);
                case INTEGER1 -> integer(text, 1);
                case INTEGER2 -> integer(text, 2);
                case INTEGER4 -> integer(text, 4);
            };
        }

        private static byte[] integer(String text, int octets) {
            long value = Long.parseLong(text);
            if (value < 0 || value >= (1L << (8 * octets))) throw new IllegalArgumentException("does not fit");
            byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
            return Arrays.copyOfRange(all, Long.BYTES - octets, Long.BYTES);
        }
    }

    public TlvProfile {
        rules = List.copyOf(rules);
    }
}
