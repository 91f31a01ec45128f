package io.momentum.gateway.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudhopper.smpp.pdu.BindTransceiverResp;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.DeliverSmResp;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.GenericNack;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.pdu.UnbindResp;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.util.DeliveryReceipt;
import io.momentum.gateway.receipt.Receipt;
import io.momentum.gateway.receipt.ReceiptScanner;
import io.momentum.store.outbox.OutboxEntry;
import io.momentum.store.value.Address;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SystemId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.joda.time.DateTimeZone;
import org.junit.jupiter.api.Test;

class PduWriterTest {

    private static final long ID = 0x0123456789abcdefL;
    private static final long SUBMITTED = 1_795_435_200_000_000L; // 2026-11-23T12:00:00Z
    private static final long DONE = SUBMITTED + 90_000_000L;

    @Test
    void cloudhopperReadsOurHeaders() {
        assertInstanceOf(EnquireLink.class, Pdus.decode(Pdus.written(out -> PduWriter.enquireLink(out, 5))));
        assertInstanceOf(UnbindResp.class, Pdus.decode(Pdus.written(out -> PduWriter.unbindResponse(out, 5))));
        GenericNack nack = (GenericNack)
                Pdus.decode(Pdus.written(out -> PduWriter.genericNack(out, CommandStatus.ESME_RINVCMDID, 0xFFFFFFF0)));
        assertEquals(CommandStatus.ESME_RINVCMDID, nack.getCommandStatus());
        assertEquals(0xFFFFFFF0, nack.getSequenceNumber());
    }

    @Test
    void cloudhopperReadsOurResponses() {
        byte[] submit = Pdus.written(out -> PduWriter.submitSmResponse(out, 5, ID));
        assertEquals("0123456789abcdef", ((SubmitSmResp) Pdus.decode(submit)).getMessageId());
        assertEquals(MessageId.format(ID), ResponsePdu.messageId(submit));

        byte[] deliver = Pdus.written(out -> PduWriter.deliverSmResponse(out, 5, 0));
        assertEquals(17, deliver.length);
        assertInstanceOf(DeliverSmResp.class, Pdus.decode(deliver));

        byte[] bound =
                Pdus.written(out -> PduWriter.bindResponse(out, CommandId.BIND_TRANSCEIVER, 5, "momentum", 0x34));
        BindTransceiverResp theirs = (BindTransceiverResp) Pdus.decode(bound);
        assertEquals("momentum", theirs.getSystemId());
        assertArrayEquals(
                new byte[] {0x34}, theirs.getOptionalParameter((short) 0x0210).getValue());
    }

    @Test
    void anIdIsWrittenAsEveryoneElseWritesIt() {
        java.util.Random random = new java.util.Random(7);
        for (int i = 0; i < 10_000; i++) {
            long id = random.nextLong() & ~(1L << 8);
            byte[] pdu = Pdus.written(out -> PduWriter.submitSmResponse(out, 1, id));
            assertEquals(MessageId.format(id), ResponsePdu.messageId(pdu));
        }
    }

    @Test
    void aRefusalHasNoBodyUnlessItsClientNeedsOne() {
        byte[] plain = Pdus.written(out -> PduWriter.refusal(out, CommandId.SUBMIT_SM, 0x58, 5));
        byte[] padded = Pdus.written(out -> PduWriter.refusalWithEmptyId(out, CommandId.SUBMIT_SM, 0x58, 5));

        assertEquals(Frames.HEADER, plain.length);
        assertEquals(Frames.HEADER + 1, padded.length);
        assertEquals(0x58, ((SubmitSmResp) Pdus.decode(padded)).getCommandStatus());
        assertEquals("", ResponsePdu.messageId(plain));
        assertEquals("", ResponsePdu.messageId(padded));
    }

    @Test
    void theIdOfAResponseIsReadWithoutItsNulAndNotBeyondItsPdu() {
        SubmitSmResp theirs = new SubmitSmResp();
        theirs.setSequenceNumber(1);
        theirs.setMessageId("05E3299e-8d37.1:2");
        byte[] pdu = Pdus.encode(theirs);
        ByteBuf two = Unpooled.wrappedBuffer(pdu, pdu);

        assertEquals("05E3299e-8d37.1:2", ResponsePdu.messageId(two, pdu.length, pdu.length));
        assertEquals("05E3299e-8d37.1:2", ResponsePdu.messageId(Arrays.copyOf(pdu, pdu.length - 1)));
        assertEquals("05E3299e-8d37.1:2", ResponsePdu.messageId(two, 0, pdu.length - 1));
    }

    @Test
    void cloudhopperReadsOurReceiptAndItsText() throws Exception {
        byte[] ours = Pdus.written(
                out -> PduWriter.receipt(out, 9, receipt(MessageState.DELIVERED, ""), ReceiptForm.DEFAULT));

        DeliverSm theirs = (DeliverSm) Pdus.decode(ours);
        assertEquals(4, theirs.getEsmClass());
        assertEquals("15550100123", theirs.getSourceAddress().getAddress());
        assertEquals("Clinic", theirs.getDestAddress().getAddress());
        String text = new String(theirs.getShortMessage(), ISO_8859_1);
        assertEquals(
                "id:0123456789abcdef sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:DELIVRD err:000"
                        + " text:Hello. world",
                text);
        DeliveryReceipt parsed = DeliveryReceipt.parseShortMessage(text, DateTimeZone.UTC);
        assertEquals("0123456789abcdef", parsed.getMessageId());
        assertEquals(2, parsed.getState());
        assertEquals(SUBMITTED / 1000, parsed.getSubmitDate().getMillis());
        assertEquals("0123456789abcdef\0", tlv(theirs, 0x1E));
        assertEquals("\2", tlv(theirs, 0x427));
        assertNull(theirs.getOptionalParameter((short) 0x423));
    }

    @Test
    void theCarriersErrorIsInTheReceiptTwice() {
        byte[] ours = Pdus.written(
                out -> PduWriter.receipt(out, 9, receipt(MessageState.UNDELIVERABLE, "21"), ReceiptForm.DEFAULT));

        DeliverSm theirs = (DeliverSm) Pdus.decode(ours);
        String text = new String(theirs.getShortMessage(), ISO_8859_1);
        assertTrue(text.contains(" dlvrd:000 "), text);
        assertTrue(text.contains(" stat:UNDELIV err:021 text:"), text);
        assertEquals("\3\0\25", tlv(theirs, 0x423));
    }

    @Test
    void ourScannerReadsEveryReceiptThatWeWrite() {
        for (MessageState state : MessageState.values()) {
            for (boolean tlvs : new boolean[] {true, false}) {
                byte[] ours = Pdus.written(out -> PduWriter.receipt(
                        out,
                        9,
                        receipt(state, "2050"),
                        tlvs ? ReceiptForm.DEFAULT : ReceiptForm.DEFAULT.withoutTlvs()));
                Receipt read = ReceiptScanner.DEFAULT.scan(MessagePdu.parse(ours));
                long done = DONE / 60_000_000 * 60_000_000;
                assertEquals(
                        new Receipt("0123456789abcdef", state, "2050", done, state.stat(), false, false, false), read);
            }
        }
    }

    @Test
    void aReceiptForAPeerOf33HasNoTlvs() {
        byte[] ours = Pdus.written(
                out -> PduWriter.receipt(out, 9, receipt(MessageState.EXPIRED, ""), ReceiptForm.DEFAULT.withoutTlvs()));

        assertEquals(0, Pdus.decode(ours).getOptionalParameterCount());
    }

    @Test
    void aMoIsPassedOnByteForByteUnderItsNewNumber() throws Exception {
        DeliverSm theirs = Pdus.deliverSm(0x40, "\5\0\3\1\2\1hi");
        theirs.addOptionalParameter(new Tlv((short) 0x1400, new byte[] {1, 2}));
        byte[] pdu = Pdus.encode(theirs);
        byte[] expected = pdu.clone();
        expected[15] = 77;

        assertArrayEquals(expected, Pdus.written(out -> PduWriter.writeWithSequence(out, pdu, 77)));
        assertArrayEquals(expected, Pdus.written(out -> PduWriter.mo(out, MessagePdu.parse(pdu, true), 77, true)));
        DeliverSm old =
                (DeliverSm) Pdus.decode(Pdus.written(out -> PduWriter.mo(out, MessagePdu.parse(pdu, true), 77, false)));
        assertEquals(0, old.getOptionalParameterCount());
        assertArrayEquals(theirs.getShortMessage(), old.getShortMessage());
    }

    @Test
    void aReplyThatSaysItIsAReceiptIsPassedOnAsAReply() {
        for (int type : new int[] {0x04, 0x20}) {
            byte[] pdu = Pdus.encode(Pdus.deliverSm(0x40 | type, "\5\0\3\1\2\1hi"));
            DeliverSm passed = (DeliverSm)
                    Pdus.decode(Pdus.written(out -> PduWriter.mo(out, MessagePdu.parse(pdu, true), 1, true)));
            assertEquals(0x40, passed.getEsmClass());
        }
        byte[] answer = Pdus.encode(Pdus.deliverSm(0x08, "a subscriber's own acknowledgement"));
        DeliverSm passed = (DeliverSm)
                Pdus.decode(Pdus.written(out -> PduWriter.mo(out, MessagePdu.parse(answer, true), 1, true)));
        assertEquals(0x08, passed.getEsmClass());
    }

    @Test
    void aLongTextMovesToShortMessageForAPeerOf33AndACutOneIsTold() throws Exception {
        DeliverSm theirs = Pdus.deliverSm(0, "");
        theirs.addOptionalParameter(new Tlv((short) 0x0424, "x".repeat(254).getBytes(ISO_8859_1)));
        byte[] fits = Pdus.encode(theirs);
        ByteBuf out = Unpooled.buffer();
        assertTrue(PduWriter.mo(out, MessagePdu.parse(fits, true), 1, false));
        assertEquals(254, ((DeliverSm) Pdus.decode(Pdus.bytes(out))).getShortMessageLength());

        theirs.removeOptionalParameter((short) 0x0424);
        theirs.addOptionalParameter(new Tlv((short) 0x0424, "x".repeat(255).getBytes(ISO_8859_1)));
        theirs.removeCommandLength();
        assertFalse(PduWriter.mo(Unpooled.buffer(), MessagePdu.parse(Pdus.encode(theirs), true), 1, false));
    }

    @Test
    void whatACarrierSentBrokenIsPassedOnWhole() {
        byte[] broken = Pdus.raw(CommandId.DELIVER_SM, out -> {
            Pdus.body(out, "", "15550100123", "890123", "", "");
            out.writeByte(2).writeByte('h').writeByte('i').writeInt(0x14000001).writeByte(1);
            out.writeInt(0x14010100).writeByte(1);
        });

        DeliverSm whole = (DeliverSm)
                Pdus.decode(Pdus.written(out -> PduWriter.mo(out, MessagePdu.parse(broken, true), 1, true)));
        assertEquals(1, whole.getOptionalParameterCount());
        assertEquals(2, whole.getShortMessageLength());
    }

    @Test
    void cloudhopperReadsOurSubmitSm() {
        SubmitSm short7 = submit("Hello {world} €");
        assertEquals(0, short7.getDataCoding());
        assertEquals("Hello {world} €", Gsm7.decode(short7.getShortMessage()));

        SubmitSm short16 = submit("Привет 🙂");
        assertEquals(8, short16.getDataCoding());
        assertEquals("Привет 🙂", new String(short16.getShortMessage(), UTF_16BE));

        SubmitSm longText = submit("x".repeat(255));
        assertEquals(0, longText.getShortMessageLength());
        assertEquals(255, longText.getOptionalParameter((short) 0x0424).getUnsignedLength());
    }

    @Test
    void anAddressOfTextHasTheUsualTypeAndPlan() {
        assertEquals(new Address(1, 1, "15550100123"), PduWriter.address("+15550100123"));
        assertEquals(new Address(3, 0, "890123"), PduWriter.address("890123"));
        assertEquals(new Address(5, 0, "Clinic"), PduWriter.address("Clinic"));
    }

    private static SubmitSm submit(String text) {
        byte[] pdu = PduWriter.submitSm(PduWriter.address("Clinic"), PduWriter.address("15550100123"), text, 1);
        assertTrue(MessagePdu.parse(pdu).isOk());
        return (SubmitSm) Pdus.decode(pdu);
    }

    private static String tlv(DeliverSm pdu, int tag) {
        return new String(pdu.getOptionalParameter((short) tag).getValue(), ISO_8859_1);
    }

    private static OutboxEntry.Receipt receipt(MessageState state, String error) {
        return new OutboxEntry.Receipt(
                1,
                new SystemId("acme"),
                ID,
                new Address(5, 0, "Clinic"),
                new Address(1, 1, "15550100123"),
                state,
                error,
                SUBMITTED,
                DONE,
                "Hello\0 world".getBytes(ISO_8859_1));
    }
}
