package io.momentum.gateway.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudhopper.smpp.pdu.DataSm;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.tlv.Tlv;
import io.momentum.store.value.Address;
import io.momentum.store.value.Msisdn;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagePduTest {

    @Test
    void everyFieldOfACloudhopperSubmitSmIsRead() throws Exception {
        SubmitSm theirs = Pdus.submitSm("Hello");
        theirs.setEsmClass((byte) 0x40);
        theirs.setProtocolId((byte) 0x81);
        theirs.setPriority((byte) 3);
        theirs.setScheduleDeliveryTime("261123120000000+");
        theirs.setValidityPeriod("000002000000000R");
        theirs.setReplaceIfPresent((byte) 1);
        theirs.setDataCoding((byte) 0xF1);
        theirs.setDefaultMsgId((byte) 200);

        MessagePdu pdu = MessagePdu.parse(Pdus.encode(theirs));

        assertTrue(pdu.isOk());
        assertEquals(CommandId.SUBMIT_SM, pdu.commandId());
        assertEquals(7, pdu.sequence());
        assertEquals("CMT", pdu.serviceType());
        assertEquals(new Address(5, 0, "Clinic"), pdu.source());
        assertEquals(new Address(1, 1, "15550100123"), pdu.destination());
        assertEquals(15550100123L, pdu.destinationDigits());
        assertEquals(0x40, pdu.esmClass());
        assertEquals(0x81, pdu.protocolId());
        assertEquals(3, pdu.priority());
        assertEquals("261123120000000+", pdu.scheduleTime());
        assertEquals("000002000000000R", pdu.validity());
        assertEquals(1, pdu.registeredDelivery());
        assertEquals(1, pdu.replaceIfPresent());
        assertEquals(0xF1, pdu.dataCoding());
        assertEquals(200, pdu.smDefaultMsgId());
        assertEquals(5, pdu.smLength());
        assertArrayEquals("Hello".getBytes(ISO_8859_1), pdu.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "15550100123",
                "+15550100123",
                "0015550100123",
                "+1 (555) 010-0123",
                "1.555.0100123",
                "1_555/0100123"
            })
    void anAddressOfDigitsIsANumberWhateverItsTypeAndHoweverTheyAreGrouped(String text) throws Exception {
        for (byte ton : new byte[] {0, 1, 2, 5, 6}) {
            SubmitSm theirs = Pdus.submitSm("x");
            theirs.setDestAddress(new com.cloudhopper.smpp.type.Address(ton, (byte) 0, text));
            MessagePdu ours = MessagePdu.parse(Pdus.encode(theirs));
            assertEquals(15550100123L, ours.destinationDigits());
            assertEquals(15550100123L, ours.destination().digits());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bank", "A15550100", "1555O100123", "15550100123#", "1234567890123456", "+", "-", "0"})
    void anAddressOfWordsIsNoNumber(String text) throws Exception {
        SubmitSm theirs = Pdus.submitSm("x");
        theirs.setDestAddress(new com.cloudhopper.smpp.type.Address((byte) 1, (byte) 1, text));
        assertEquals(Msisdn.NONE, MessagePdu.parse(Pdus.encode(theirs)).destinationDigits());
    }

    @Test
    void aLongTextIsReadFromMessagePayload() throws Exception {
        SubmitSm theirs = Pdus.submitSm("");
        byte[] text = "long ".repeat(200).getBytes(ISO_8859_1);
        theirs.addOptionalParameter(new Tlv((short) 0x0204, new byte[] {0, 1}));
        theirs.addOptionalParameter(new Tlv((short) 0x0424, text));

        MessagePdu pdu = MessagePdu.parse(Pdus.encode(theirs));

        assertTrue(pdu.isOk());
        assertEquals(0, pdu.smLength());
        assertArrayEquals(text, pdu.text());
        assertArrayEquals(new byte[] {0, 1}, pdu.tlvValue(io.momentum.gateway.codec.Tlv.USER_MESSAGE_REFERENCE));
        assertNull(pdu.tlvValue(0x1400));
    }

    @Test
    void aDataSmHasItsTextInMessagePayload() throws Exception {
        DataSm theirs = new DataSm();
        theirs.setSequenceNumber(9);
        theirs.setSourceAddress(new com.cloudhopper.smpp.type.Address((byte) 1, (byte) 1, "15550100123"));
        theirs.setDestAddress(new com.cloudhopper.smpp.type.Address((byte) 1, (byte) 1, "1".repeat(15)));
        theirs.setDataCoding((byte) 3);
        theirs.addOptionalParameter(new Tlv((short) 0x0424, "Hi".getBytes(ISO_8859_1)));

        MessagePdu pdu = MessagePdu.parse(Pdus.encode(theirs));

        assertTrue(pdu.isOk());
        assertEquals(3, pdu.dataCoding());
        assertArrayEquals("Hi".getBytes(ISO_8859_1), pdu.text());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "toolong, 890123, 15550100123, '', '', ESME_RINVSERTYP",
                "'', 123456789012345678901, 15550100123, '', '', ESME_RINVSRCADR",
                "'', 890123, 123456789012345678901, '', '', ESME_RINVDSTADR",
                "'', 890123, '', '', '', ESME_RINVDSTADR",
                "'', 890123, 15550100123, tomorrow, '', ESME_RINVSCHED",
                "'', 890123, 15550100123, 261123120000000Z, '', ESME_RINVSCHED",
                "'', 890123, 15550100123, '', 2611231200, ESME_RINVEXPIRY",
                "'', 890123, 15550100123, '', 00000200000000000R, ESME_RINVEXPIRY",
                "CMT12, 12345678901234567890, 12345678901234567890, '', '', ESME_ROK",
                "'', '', +15550100123, '', '', ESME_ROK",
            })
    void aFieldThatIsWrongHasItsOwnStatus(
            String service, String source, String destination, String schedule, String validity, String status) {
        byte[] pdu = submit(service, source, destination, schedule, validity, out -> out.writeByte(0));

        assertEquals(status, CommandStatus.name(MessagePdu.parse(pdu).status()));
    }

    @Test
    void aMessageLongerThanItsPduIsRefusedAndStaysInIt() {
        byte[] pdu = submit(out -> out.writeByte(50).writeByte('x'));

        assertEquals(CommandStatus.ESME_RINVMSGLEN, MessagePdu.parse(pdu).status());
        MessagePdu lenient = MessagePdu.parse(pdu, true);
        assertTrue(lenient.isOk());
        assertArrayEquals(new byte[] {'x'}, lenient.text());
    }

    @Test
    void upToThreeStrayOctetsAreTolerated() {
        for (int stray = 1; stray <= 3; stray++) {
            int count = stray;
            byte[] pdu = submit(out -> out.writeByte(1).writeByte('x').writeZero(count));
            MessagePdu message = MessagePdu.parse(pdu);
            assertTrue(message.isOk());
            assertArrayEquals(new byte[] {'x'}, message.text());
        }
    }

    @Test
    void aTlvThatRunsPastTheEndIsRefusedToEsmesAndCutFromCarriers() {
        byte[] pdu = submit(out -> out.writeByte(1)
                .writeByte('x')
                .writeInt(0x14000001)
                .writeByte(9)
                .writeInt(0x14010009));

        assertEquals(CommandStatus.ESME_RINVPARLEN, MessagePdu.parse(pdu).status());
        MessagePdu lenient = MessagePdu.parse(pdu, true);
        assertTrue(lenient.isOk());
        assertArrayEquals(new byte[] {9}, lenient.tlvValue(0x1400));
        assertNull(lenient.tlvValue(0x1401));
    }

    @Test
    void twoTextsAreRefused() {
        byte[] pdu = submit(
                out -> out.writeByte(1).writeByte('x').writeInt(0x04240001).writeByte('y'));

        assertEquals(CommandStatus.ESME_RINVMSGLEN, MessagePdu.parse(pdu).status());
        assertArrayEquals(new byte[] {'x'}, MessagePdu.parse(pdu, true).text());
    }

    @Test
    void anEmptyTlvIsATlv() {
        byte[] pdu = submit(out -> out.writeByte(0).writeInt(0x04240000).writeInt(0x14000000));

        MessagePdu message = MessagePdu.parse(pdu);
        assertTrue(message.isOk());
        assertEquals(0, message.textLength());
        assertArrayEquals(new byte[0], message.tlvValue(0x1400));
    }

    @Test
    void theTextIsNoCString() {
        byte[] pdu = submit(out -> out.writeByte(3).writeByte(0).writeByte('a').writeByte(0));

        assertArrayEquals(new byte[] {0, 'a', 0}, MessagePdu.parse(pdu).text());
    }

    @Test
    void aStringWithoutItsNulIsRefused() {
        byte[] whole = submit(out -> out.writeByte(0));
        byte[] cut = Arrays.copyOf(whole, Frames.HEADER + 6);

        assertFalse(MessagePdu.parse(cut).isOk());
        assertFalse(MessagePdu.parse(cut, true).isOk());
    }

    @Test
    void carriersMayHaveAddressesOf64Octets() {
        String longAddress = "8".repeat(64);
        byte[] pdu = submit("", longAddress, "", "", "", out -> out.writeByte(0));

        assertEquals(CommandStatus.ESME_RINVSRCADR, MessagePdu.parse(pdu).status());
        MessagePdu lenient = MessagePdu.parse(pdu, true);
        assertTrue(lenient.isOk());
        assertEquals(longAddress, lenient.source().text());
        assertEquals(Msisdn.NONE, lenient.sourceDigits());
    }

    @Test
    void aUserDataHeaderLongerThanTheTextIsNone() throws Exception {
        SubmitSm theirs = Pdus.submitSm("");
        theirs.setEsmClass((byte) 0x40);
        theirs.setShortMessage(new byte[] {5, 0, 3, 1, 2, 1, 'h', 'i'});
        assertEquals(6, MessagePdu.parse(Pdus.encode(theirs)).udhLength());

        theirs.setShortMessage(new byte[] {50, 0, 3});
        theirs.removeCommandLength();
        assertEquals(0, MessagePdu.parse(Pdus.encode(theirs)).udhLength());
    }

    @Test
    void theTextAndTheNumbersAreNotPrinted() {
        String line = MessagePdu.parse(Pdus.encode(Pdus.submitSm("secret"))).toString();

        assertFalse(line.contains("secret") || line.contains("1555"), line);
        assertTrue(line.startsWith("submit_sm(sequence 7"), line);
    }

    private static byte[] submit(Consumer<ByteBuf> rest) {
        return submit("", "890123", "15550100123", "", "", rest);
    }

    private static byte[] submit(
            String service, String source, String to, String schedule, String validity, Consumer<ByteBuf> rest) {
        return Pdus.raw(CommandId.SUBMIT_SM, out -> {
            Pdus.body(out, service, source, to, schedule, validity);
            rest.accept(out);
        });
    }
}
