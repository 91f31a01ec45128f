package io.momentum.gateway.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.TextForm.DefaultAlphabet;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a peer may claim about segments is bounded by what can be. */
class JoinerTest {

    private static final int TEXT_MAX = 0xFFFF;

    /** A submit_sm with its text in message_payload, and TLVs that tell its place in two octets each. */
    private static MessagePdu segment(int dataCoding, int octets, int total, int number) {
        byte[] text = "é".repeat(octets).getBytes(ISO_8859_1);
        byte[] plain = PduWriter.submitSm(PduWriter.address("15550100"), PduWriter.address("890123"), "", 0);
        ByteBuffer pdu = ByteBuffer.allocate(plain.length + 4 + text.length + 18);
        pdu.put(plain)
                .putShort((short) Tlv.MESSAGE_PAYLOAD)
                .putShort((short) text.length)
                .put(text);
        tlv(pdu, Tlv.SAR_MSG_REF_NUM, 7);
        tlv(pdu, Tlv.SAR_TOTAL_SEGMENTS, total);
        tlv(pdu, Tlv.SAR_SEGMENT_SEQNUM, number);
        pdu.putInt(0, pdu.capacity());
        pdu.put(plain.length - 3, (byte) dataCoding);
        MessagePdu message = MessagePdu.parse(pdu.array());
        assertTrue(message.isOk());
        assertEquals(dataCoding, message.dataCoding());
        return message;
    }

    private static void tlv(ByteBuffer pdu, int tag, int value) {
        pdu.putShort((short) tag).putShort((short) 2).putShort((short) value);
    }

    @Test
    void aMessageHasAtMostAsManySegmentsAsOneOctetCanCount() {
        assertNotNull(Concatenation.of(segment(0, 10, 255, 2)));
        assertNull(Concatenation.of(segment(0, 10, 256, 2)));
        assertNull(Concatenation.of(segment(0, 10, 0xFFFF, 2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x03, 0x04, 0x08})
    void whatIsTooLongForOneMessageIsCutAndStillAMessage(int dataCoding) {
        List<MessagePdu> segments = new ArrayList<>();
        for (int number = 1; number <= 3; number++) segments.add(segment(dataCoding, 30_000, 3, number));
        for (DefaultAlphabet alphabet : List.of(DefaultAlphabet.GSM7, DefaultAlphabet.LATIN1)) {
            MessagePdu joined = MessagePdu.parse(Joiner.join(segments, new TextForm(alphabet, false)), true);
            assertTrue(joined.isOk());
            assertTrue(joined.textLength() > TEXT_MAX - 4 && joined.textLength() <= TEXT_MAX);
        }
    }
}
