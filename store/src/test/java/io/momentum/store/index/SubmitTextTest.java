package io.momentum.store.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class SubmitTextTest {

    private static final int ESM_CLASS_FROM_TEXT = -10;
    private static final int DATA_CODING_FROM_TEXT = -3;
    private static final String NUMBER = "15550100001";

    private static String textOf(byte[] pdu) {
        return new String(SubmitText.of(pdu), StandardCharsets.ISO_8859_1);
    }

    @Test
    void theFirstTwentyOctetsAreQuoted() {
        assertEquals("Hello", textOf(Story.submit(NUMBER, "Hello")));
        assertEquals("", textOf(Story.submit(NUMBER, "")));
        assertEquals("12345678901234567890", textOf(Story.submit(NUMBER, "1234567890123456789012345")));
    }

    @Test
    void textOfTwoOctetsACharacterIsNotQuoted() {
        byte[] pdu = Story.submit(NUMBER, "\0H\0i");
        pdu[pdu.length - 4 + DATA_CODING_FROM_TEXT] = 8;
        assertEquals("", textOf(pdu));
    }

    @Test
    void aUserDataHeaderIsNoText() {
        byte[] pdu = Story.submit(NUMBER, "\5\0\3\1\2\1Hello");
        pdu[pdu.length - 11 + ESM_CLASS_FROM_TEXT] = 0x40;
        assertEquals("Hello", textOf(pdu));
        pdu[pdu.length - 11] = (byte) 0xff;
        assertEquals("", textOf(pdu));
    }

    @Test
    void aPduThatEndsTooEarlyHasNoText() {
        byte[] pdu = Story.submit(NUMBER, "Hello");
        for (int length = 0; length < pdu.length - 5; length++) {
            assertEquals("", textOf(Arrays.copyOf(pdu, length)), "cut at " + length);
        }
        assertEquals("Hel", textOf(Arrays.copyOf(pdu, pdu.length - 2)));
    }
}
