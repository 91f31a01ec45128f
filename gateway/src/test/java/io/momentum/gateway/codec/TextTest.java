package io.momentum.gateway.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.cloudhopper.commons.charset.CharsetUtil;
import com.cloudhopper.smpp.pdu.DeliverSm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    @Test
    void everySeptetIsWhatCloudhopperMakesOfIt() {
        for (int septet = 0; septet < 128; septet++) {
            if (septet == 0x1B) continue;
            byte[] octet = {(byte) septet};
            String text = Gsm7.decode(octet);
            assertEquals(CharsetUtil.CHARSET_GSM.decode(octet), text, "septet " + septet);
            assertArrayEquals(octet, Gsm7.encode(text), "septet " + septet);
        }
    }

    @Test
    void theExtensionsTakeTwoOctets() {
        String text = "^{}\\[~]|€";

        assertArrayEquals(CharsetUtil.CHARSET_GSM.encode(text), Gsm7.encode(text));
        assertEquals(text, Gsm7.decode(Gsm7.encode(text)));
    }

    @Test
    void aTextBeyondTheAlphabetIsNotEncoded() {
        assertNull(Gsm7.encode("ç"));
        assertNull(Gsm7.encode("Привет"));
        assertNull(Gsm7.encode("\u001B"));
        assertNull(Gsm7.encode("🙂"));
    }

    @Test
    void anUnknownExtensionShowsItsPlainCharacter() {
        assertEquals("A", Gsm7.decode(new byte[] {0x1B, 'A'}));
        assertEquals("", Gsm7.decode(new byte[] {0x1B}));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x10, 0xF0, 0xF1, 0xC0, 0x40})
    void theDefaultAlphabetIsDecoded(int dataCoding) {
        assertEquals("¡Sí, £5@!", decode(dataCoding, Gsm7.encode("¡Si, £5@!")).replace("Si", "Sí"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x08, 0x18, 0x19, 0xE0})
    void ucs2IsDecodedWithItsSurrogates(int dataCoding) {
        assertEquals("Стоп 🛑", decode(dataCoding, "Стоп 🛑".getBytes(UTF_16BE)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x10, 0x11, 0x13, 0xC0, 0xD0, 0xF0, 0xF1, 0xF3})
    void theDefaultAlphabetOfEveryGroupOfDataCodingIsDecoded(int dataCoding) {
        assertEquals("@é", decode(dataCoding, new byte[] {0x00, 0x05}));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x08, 0x18, 0x19, 0xE0})
    void ucs2OfEveryGroupOfDataCodingIsDecoded(int dataCoding) {
        assertEquals("Стоп", decode(dataCoding, "Стоп".getBytes(UTF_16BE)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x03, 0x04, 0x14, 0x15, 0xF4, 0xF7})
    void octetsOfEveryGroupOfDataCodingAreDecoded(int dataCoding) {
        assertEquals("é", decode(dataCoding, new byte[] {(byte) 0xE9}));
    }

    @Test
    void aByteOrderMarkIsHonoured() {
        assertEquals("Стоп", decode(8, "\uFEFFСтоп".getBytes(UTF_16LE)));
        assertEquals("Стоп", decode(8, "\uFEFFСтоп".getBytes(UTF_16BE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOP", "stop", "Please stop now.", "SALIR"})
    void asciiThatCallsItselfUcs2IsRead(String text) {
        assertEquals(text, decode(8, text.getBytes(ISO_8859_1)));
    }

    @Test
    void chineseStaysChinese() {
        assertEquals("好的", decode(8, "好的".getBytes(UTF_16BE)));
        assertEquals("中文消息内容", decode(8, "中文消息内容".getBytes(UTF_16BE)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x03, 0x04, 0xF4})
    void theRestIsLatin1(int dataCoding) {
        assertEquals("Arrêt", decode(dataCoding, "Arrêt".getBytes(ISO_8859_1)));
    }

    @Test
    void theUserDataHeaderIsNoText() {
        DeliverSm pdu = Pdus.deliverSm(0x40, "\5\0\3\1\2\1STOP");

        assertEquals("STOP", TextDecoder.decode(MessagePdu.parse(Pdus.encode(pdu), true)));
    }

    private static String decode(int dataCoding, byte[] text) {
        return TextDecoder.decode(text, 0, text.length, dataCoding);
    }
}
