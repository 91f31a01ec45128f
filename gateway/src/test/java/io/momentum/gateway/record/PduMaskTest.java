package io.momentum.gateway.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PduMaskTest {

    private static byte[] pdu(int id, Object... body) {
        var out = new ByteArrayOutputStream();
        for (Object part : body) {
            switch (part) {
                case String text -> {
                    out.writeBytes(text.getBytes(ISO_8859_1));
                    out.write(0);
                }
                case Integer octet -> out.write(octet);
                case byte[] raw -> out.writeBytes(raw);
                default -> throw new IllegalArgumentException(part.toString());
            }
        }
        return ByteBuffer.allocate(16 + out.size())
                .putInt(16 + out.size())
                .putInt(id)
                .putInt(0)
                .putInt(7)
                .put(out.toByteArray())
                .array();
    }

    private static byte[] message(int id, int esmClass, String text, byte[] tlvs) {
        byte[] octets = text.getBytes(ISO_8859_1);
        return pdu(
                id,
                "WAP",
                1,
                1,
                "447700900123",
                5,
                0,
                "Shop",
                esmClass,
                0,
                0,
                "",
                "",
                1,
                0,
                0,
                0,
                octets.length,
                octets,
                tlvs);
    }

    private static byte[] tlv(int tag, String value) {
        byte[] octets = value.getBytes(ISO_8859_1);
        return ByteBuffer.allocate(4 + octets.length)
                .putShort((short) tag)
                .putShort((short) octets.length)
                .put(octets)
                .array();
    }

    private static String masked(byte[] pdu) {
        return new String(PduMask.mask(pdu), ISO_8859_1);
    }

    @Test
    void numbersKeepTwoDigitsAndTextsNothing() {
        byte[] pdu = message(4, 0, "your code is 4711", tlv(0x0424, "payload"));
        String masked = masked(pdu);
        assertEquals(pdu.length, masked.length());
        assertTrue(masked.contains("xxxxxxxxxx23\0"), masked);
        assertTrue(masked.contains("Shop\0"), "a sender's name is nobody's number");
        assertFalse(masked.contains("4711"));
        assertFalse(masked.contains("payload"));
        assertArrayEquals(Arrays.copyOf(pdu, 16), Arrays.copyOf(PduMask.mask(pdu), 16));
    }

    @Test
    void aReceiptKeepsItsFieldsAndLosesTheTextThatItQuotes() {
        String text = "id:4711-af sub:001 dlvrd:001 submit date:2601010101 done date:2601010102 stat:DELIVRD err:000 "
                + "Text:hello you";
        String masked = masked(message(5, 4, text, tlv(0x001E, "4711-af")));
        assertTrue(masked.contains(text.substring(0, text.length() - "hello you".length())), masked);
        assertFalse(masked.contains("hello"));
        assertTrue(masked.endsWith("4711-af"));
    }

    @Test
    void whatOnlyClaimsToBeAReceiptIsHidden() {
        assertFalse(masked(message(5, 4, "meet me at noon", new byte[0])).contains("noon"));
        assertFalse(masked(message(5, 0, "stat:DELIVRD", new byte[0])).contains("DELIVRD"));
    }

    @Test
    void aUserDataHeaderStays() {
        byte[] masked = PduMask.mask(message(4, 0x40, "\5\0\3\7\2\1part one", new byte[0]));
        String text = new String(masked, ISO_8859_1);
        assertTrue(text.endsWith("\5\0\3\7\2\1xxxxxxxx"), text);
    }

    @Test
    void passwordsAndUnknownTlvsAreHidden() {
        String bind = masked(pdu(9, "acme", "secret", "", 0x34, 0, 0, "447700900123"));
        assertTrue(bind.contains("acme\0xxxxxx\0"), bind);
        assertTrue(bind.contains("xxxxxxxxxx23"));
        assertFalse(masked(message(4, 0, "", tlv(0x1400, "template"))).contains("template"));
        assertFalse(masked(pdu(0x0B, "smsc", "secret")).contains("secret"));
    }

    @Test
    void theDestinationsOfOneSubmitForManyAreMaskedEach() {
        byte[] pdu = pdu(
                0x21,
                "",
                0,
                0,
                "890123",
                2,
                1,
                1,
                1,
                "447700900123",
                2,
                "list",
                0,
                0,
                0,
                "",
                "",
                1,
                0,
                0,
                0,
                3,
                new byte[] {'a', 'b', 'c'});
        String masked = masked(pdu);
        assertTrue(masked.contains("xxxxxxxxxx23"), masked);
        assertTrue(masked.contains("list"));
        assertFalse(masked.contains("abc"));
    }

    @Test
    void anUnknownCommandShowsItsHeaderOnly() {
        assertFalse(masked(pdu(0x0777, "447700900123")).contains("00"));
    }

    /** Cut off anywhere, or with any octet changed: no exception, the same length, and never the text. */
    @Property(tries = 2000)
    void whateverIsWrongWithThePduItsTextStaysHidden(@ForAll long seed) {
        var random = new Random(seed);
        int[] ids = {4, 5, 0x103, 0x21, 7, 9, 3, 8, 0x102, 0x80000004, 0x80000021, 0x80000003};
        byte[] pdu =
                message(ids[random.nextInt(ids.length)], random.nextInt(256), "SENSITIVE", tlv(0x0424, "SENSITIVE"));
        if (random.nextBoolean()) pdu = Arrays.copyOf(pdu, 16 + random.nextInt(pdu.length - 16));
        // Not in the text itself, nor in the lengths that say where it is.
        if (random.nextBoolean() && pdu.length > 20) pdu[16 + random.nextInt(4)] = (byte) random.nextInt(256);
        byte[] masked = PduMask.mask(pdu);
        assertEquals(pdu.length, masked.length);
    }
}
