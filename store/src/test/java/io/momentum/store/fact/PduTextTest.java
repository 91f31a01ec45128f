package io.momentum.store.fact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What is left of a PDU says all but its text, and proves which text that was. */
class PduTextTest {

    private static final long UNTIL = 1_800_000_000_000_000L;
    private static final String TEXT = "Your code is 4711";

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A PDU with a short_message and TLVs behind it. */
    private static byte[] pdu(int command, int esmClass, String shortMessage, String tlvs) {
        String head = "\0\1\1" + "890123\0" + "\1\1" + "15550100\0";
        String body = command == 0x103
                ? head + (char) esmClass + "\1\0" + tlvs
                : head + (char) esmClass + "\0\0" + "\0\0" + "\1\0\0\0" + (char) shortMessage.length() + shortMessage
                        + tlvs;
        ByteBuffer out = ByteBuffer.allocate(16 + body.length());
        out.putInt(16 + body.length()).putInt(command).putInt(0).putInt(7).put(octets(body));
        return out.array();
    }

    private static String tlv(int tag, String value) {
        return "" + (char) (tag >> 8) + (char) (tag & 0xff) + "\0" + (char) value.length() + value;
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets(text)));
    }

    private static boolean has(byte[] pdu, String text) {
        return new String(pdu, StandardCharsets.ISO_8859_1).contains(text);
    }

    private static void losesItsText(byte[] pdu, String text) throws Exception {
        byte[] left = PduText.without(pdu, UNTIL);
        assertFalse(has(left, text), "it is still there");
        assertEquals(
                new TextMark(text.length(), sha256(text), UNTIL),
                PduText.mark(left).orElseThrow());
        assertEquals(left.length, ByteBuffer.wrap(left).getInt(), "its length is in front of it");
        assertSame(left, PduText.without(left, UNTIL + 5), "once is enough");
        assertTrue(PduText.isSame(pdu, left));
        assertTrue(PduText.mark(pdu).isEmpty());
    }

    @Test
    void theTextGoesAndAllElseStays() throws Exception {
        String tlvs = tlv(0x0204, "ab") + tlv(0x1400, "tag");
        byte[] pdu = pdu(4, 0, TEXT, tlvs);
        losesItsText(pdu, TEXT);
        byte[] left = PduText.without(pdu, UNTIL);
        byte[] empty = pdu(4, 0, "", tlvs);
        byte[] same = left.clone();
        ByteBuffer.wrap(same).putInt(0, empty.length);
        assertArrayEquals(empty, Arrays.copyOf(same, empty.length));
        assertFalse(PduText.isSame(pdu(4, 0, TEXT + "2", tlvs), left));
        assertFalse(PduText.isSame(pdu(4, 1, TEXT, tlvs), left));
    }

    @Test
    void aPayloadAndADataSmAndAHeaderOfPartsToo() throws Exception {
        losesItsText(pdu(5, 0, "", tlv(0x0424, TEXT) + tlv(0x0204, "ab")), TEXT);
        losesItsText(pdu(0x103, 0, "", tlv(0x0204, "ab") + tlv(0x0424, TEXT)), TEXT);
        losesItsText(pdu(4, 0x40, "\5\0\3\7\2\1" + TEXT, ""), TEXT);
    }

    @Test
    void aTextBesideAPayloadHidesNothing() {
        byte[] left = PduText.without(pdu(5, 0, TEXT, tlv(0x0424, "and a second one")), UNTIL);
        assertFalse(has(left, "second"));
    }

    @Test
    void nobodyForgesAMark() {
        byte[] gone = PduText.without(pdu(5, 0, "before", ""), UNTIL);
        String mark = new String(gone, gone.length - 52, 52, StandardCharsets.ISO_8859_1);
        byte[] forged = pdu(5, 0, TEXT, mark);
        assertTrue(PduText.mark(forged).isEmpty(), "its text is there");
        byte[] left = PduText.without(forged, UNTIL);
        assertFalse(has(left, TEXT));
        assertEquals(TEXT.length(), PduText.mark(left).orElseThrow().octets());
    }

    @Test
    void ofWhatCannotBeReadNothingButTheHeaderStays() {
        for (byte[] pdu : new byte[][] {{1, 2, 3}, {}, octets("0123456789abcdef no addresses here")}) {
            byte[] left = PduText.without(pdu, UNTIL);
            assertFalse(has(left, "no addresses"));
            assertTrue(PduText.mark(left).isPresent());
            assertSame(left, PduText.without(left, UNTIL + 1));
        }
    }

    @Test
    void partsThatStandBehindEachOtherLoseTheirsEach() {
        byte[] one = pdu(4, 0x40, "\5\0\3\7\2\1" + TEXT, "");
        byte[] two = pdu(4, 0x40, "\5\0\3\7\2\2" + "and more", "");
        byte[] both =
                ByteBuffer.allocate(one.length + two.length).put(one).put(two).array();
        byte[] left = PduText.withoutAll(both, UNTIL);
        byte[] first = PduText.without(one, UNTIL);
        byte[] second = PduText.without(two, UNTIL);
        assertArrayEquals(
                ByteBuffer.allocate(first.length + second.length)
                        .put(first)
                        .put(second)
                        .array(),
                left);
        assertArrayEquals(left, PduText.withoutAll(left, UNTIL + 1));
        assertEquals(0, PduText.withoutAll(new byte[0], UNTIL).length);
    }
}
