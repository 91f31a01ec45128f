package io.momentum.gateway.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.tlv.Tlv;
import io.momentum.gateway.receipt.ReceiptScanner;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the octets: a status, never an exception, and never an octet that is not the PDU's. */
class CorruptedPduTest {

    private static final byte[] SUBMIT = submit();
    private static final byte[] RECEIPT = receipt();

    @Property(tries = 2000)
    void aCutPduHasAStatus(@ForAll @IntRange(max = 400) int length, @ForAll boolean lenient) {
        check(Arrays.copyOf(SUBMIT, Math.min(length, SUBMIT.length)), lenient);
        check(Arrays.copyOf(RECEIPT, Math.min(length, RECEIPT.length)), lenient);
    }

    @Property(tries = 5000)
    void aDamagedPduHasAStatus(
            @ForAll @Size(max = 12) List<@IntRange(max = 399) Integer> places,
            @ForAll @Size(12) List<Byte> values,
            @ForAll boolean lenient) {
        byte[] submit = SUBMIT.clone();
        byte[] receipt = RECEIPT.clone();
        for (int i = 0; i < places.size(); i++) {
            submit[places.get(i) % submit.length] = values.get(i);
            receipt[places.get(i) % receipt.length] = values.get(i);
        }
        check(submit, lenient);
        check(receipt, lenient);
    }

    @Property(tries = 5000)
    void noiseHasAStatus(@ForAll @Size(max = 300) byte[] pdu, @ForAll boolean lenient) {
        check(pdu, lenient);
        if (pdu.length >= 4) {
            byte[] message = pdu.clone();
            for (int id : new int[] {CommandId.SUBMIT_SM, CommandId.DELIVER_SM, CommandId.DATA_SM}) {
                if (message.length >= 8) Unpooled.wrappedBuffer(message).setInt(4, id);
                check(message, lenient);
            }
        }
    }

    @Property(tries = 5000)
    void anyTextScansAsAReceiptOrNot(@ForAll("receiptLike") String text, @ForAll @IntRange(max = 255) int coding) {
        DeliverSm pdu = Pdus.deliverSm(coding & 0x7F, text.substring(0, Math.min(254, text.length())));
        pdu.setDataCoding((byte) coding);
        check(Pdus.encode(pdu), true);
    }

    @Property(tries = 2000)
    void everyTextOfTheAlphabetComesBack(@ForAll("gsm") String text) {
        assertEquals(text, Gsm7.decode(Gsm7.encode(text)));
    }

    @Property(tries = 1000)
    void ourSubmitSmIsReadAsItWasMeant(@ForAll @Size(max = 600) String any) {
        String text = new String(any.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
        byte[] pdu = PduWriter.submitSm(PduWriter.address("890123"), PduWriter.address("15550100123"), text, 1);
        MessagePdu read = MessagePdu.parse(pdu);

        assertTrue(read.isOk());
        byte[] octets = read.text();
        assertEquals(
                text, read.dataCoding() == 0 ? Gsm7.decode(octets) : new String(octets, StandardCharsets.UTF_16BE));
    }

    @Provide
    Arbitrary<String> receiptLike() {
        return Arbitraries.of(
                        "id:",
                        "ID",
                        "stat",
                        ":",
                        " ",
                        "DELIVRD",
                        "err:",
                        "done date:",
                        "done",
                        "submit date",
                        "text:",
                        "2611231200",
                        "\0",
                        "\r\n",
                        "dlvrd",
                        "sub",
                        "5",
                        ",",
                        "é",
                        "261123120000000+",
                        "0")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> gsm() {
        return Arbitraries.strings()
                .withChars("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ abcXYZ0189^{}\\[~]|€")
                .ofMaxLength(200);
    }

    private static void check(byte[] pdu, boolean lenient) {
        MessagePdu message = MessagePdu.parse(pdu, lenient);
        assertTrue(message.status() >= 0);
        assertTrue(message.textOffset() + message.textLength() <= pdu.length);
        message.source();
        message.destination();
        message.destinationDigits();
        message.sourceDigits();
        SmppTime.micros(message.validity(), 0);
        message.scheduleTime();
        message.serviceType();
        message.tlvValue(io.momentum.gateway.codec.Tlv.MESSAGE_STATE);
        TextDecoder.decode(message);
        ReceiptScanner.DEFAULT.scan(message);
        ResponsePdu.messageId(pdu);
        ResponsePdu.interfaceVersion(pdu);
        BindRequest.parse(pdu);
        if (message.isOk() && message.commandId() != CommandId.DATA_SM) passOn(message, lenient);
    }

    /** What we pass on is well-formed by our own strict rules for lengths, whatever came in. */
    private static void passOn(MessagePdu message, boolean lenient) {
        for (boolean tlvs : new boolean[] {true, false}) {
            ByteBuf out = Unpooled.buffer();
            PduWriter.mo(out, message, 5, tlvs);
            byte[] pdu = Pdus.bytes(out);
            assertEquals(pdu.length, Frames.length(pdu));
            assertEquals(5, Frames.sequence(pdu));
            MessagePdu again = MessagePdu.parse(pdu, lenient);
            assertTrue(again.isOk());
            assertEquals(pdu.length, again.end());
        }
    }

    private static byte[] submit() {
        SubmitSm pdu = Pdus.submitSm("");
        pdu.setValidityPeriod("000002000000000R");
        pdu.addOptionalParameter(new Tlv((short) 0x0204, new byte[] {0, 1}));
        pdu.addOptionalParameter(new Tlv((short) 0x0424, "x".repeat(250).getBytes(StandardCharsets.US_ASCII)));
        return Pdus.encode(pdu);
    }

    private static byte[] receipt() {
        DeliverSm pdu = Pdus.deliverSm(
                4, "id:77 sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:DELIVRD err:000 text:Hi");
        pdu.addOptionalParameter(new Tlv((short) 0x1E, new byte[] {'7', '7', 0}));
        pdu.addOptionalParameter(new Tlv((short) 0x427, new byte[] {2}));
        pdu.addOptionalParameter(new Tlv((short) 0x423, new byte[] {3, 0, 21}));
        return Pdus.encode(pdu);
    }
}
