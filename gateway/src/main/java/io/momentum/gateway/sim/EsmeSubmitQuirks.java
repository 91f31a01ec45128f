package io.momentum.gateway.sim;

import static io.momentum.gateway.sim.EsmeHabit.onSubmit;
import static io.momentum.gateway.sim.EsmeHabit.onWire;
import static io.momentum.gateway.sim.EsmeQuirks.entry;

import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.Address;
import io.momentum.gateway.sim.QuirkCatalogue.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is odd about an ESME's submit_sm. */
final class EsmeSubmitQuirks {

    private EsmeSubmitQuirks() {}

    static List<Entry<EsmeHabit>> entries() {
        return List.of(
                submit("payload", "puts every text into message_payload", "ESMEs that know no other way", pdu -> {
                    byte[] octets = SmsText.octetsOf(pdu);
                    pdu.removeOptionalParameter(SmppConstants.TAG_MESSAGE_PAYLOAD);
                    shortMessage(pdu, new byte[0]);
                    pdu.addOptionalParameter(new Tlv(SmppConstants.TAG_MESSAGE_PAYLOAD, octets));
                }),
                submit(
                        "text-twice",
                        "puts the text into short_message and message_payload",
                        "careless ESMEs",
                        pdu -> pdu.setOptionalParameter(
                                new Tlv(SmppConstants.TAG_MESSAGE_PAYLOAD, SmsText.octetsOf(pdu)))),
                submit(
                        "plus-numbers",
                        "writes + before destinations",
                        "web forms",
                        pdu -> pdu.setDestAddress(address(pdu.getDestAddress(), 1, "+"))),
                submit(
                        "ton-unknown",
                        "says type of number 0 and plan 0",
                        "most ESMEs",
                        pdu -> pdu.setDestAddress(address(pdu.getDestAddress(), 0, ""))),
                submit(
                        "ton-alphanumeric",
                        "says that destinations are alphanumeric",
                        "smppex users",
                        pdu -> pdu.setDestAddress(address(pdu.getDestAddress(), 5, ""))),
                entry(
                        "validity",
                        "000000000500000R",
                        "asks for this validity_period",
                        "every campaign tool",
                        (argument, chances) -> onSubmit(pdu -> pdu.setValidityPeriod(argument.text()))),
                entry(
                        "service-type",
                        "CMT",
                        "says this service_type",
                        "billing",
                        (argument, chances) -> onSubmit(pdu -> pdu.setServiceType(argument.text()))),
                entry(
                        "esm-class",
                        "0x03",
                        "says this esm_class, with 0x40 a header that is none",
                        "smppjs users",
                        (argument, chances) -> {
                            byte esmClass = (byte) argument.code();
                            return onSubmit(pdu -> pdu.setEsmClass(esmClass));
                        }),
                submit(
                        "tlv-odd",
                        "adds unknown TLVs, an empty one, and known ones of the wrong length",
                        "python-smpplib",
                        EsmeSubmitQuirks::odd),
                submit("tlv-vendor", "adds India's DLT ids at 0x1400 and 0x1401", "ksmppd calls them unknown", pdu -> {
                    pdu.addOptionalParameter(tlv(0x1400, "1001096933494158000"));
                    pdu.addOptionalParameter(tlv(0x1401, "1007161234567890123"));
                }),
                entry(
                        "malformed-tlv",
                        "10",
                        "ends one submit_sm in so many with a TLV that runs past its end",
                        "mozes/smpp.pdu; Jasmin closes the connection",
                        (argument, chances) -> oneIn(argument.count(), DeliverQuirks::withMalformedTlv)),
                entry(
                        "garbled",
                        "1",
                        "damages the body of a share of its submit_sm: octets, lengths, cuts, noise",
                        "broken encoders and hostile peers",
                        (argument, chances) -> {
                            double percent = argument.percent();
                            var garbler = new Garbler(chances.between(0, Integer.MAX_VALUE - 1));
                            return oneIn(1, pdu -> chances.percent(percent) ? garbler.garbleBody(pdu) : pdu);
                        }),
                entry(
                        "stray-octets",
                        "2",
                        "ends every submit_sm with one to three octets that are nothing",
                        "Cloudhopper users",
                        (argument, chances) -> {
                            int count = Math.min(3, argument.count());
                            return oneIn(1, pdu -> DeliverQuirks.longer(pdu, count));
                        }),
                entry(
                        "false-length",
                        "10",
                        "says a sm_length beyond the end in one submit_sm in so many",
                        "hand-made encoders",
                        (argument, chances) -> oneIn(argument.count(), EsmeSubmitQuirks::falseLength)));
    }

    private static Entry<EsmeHabit> submit(String name, String does, String seen, Consumer<SubmitSm> change) {
        return entry(name, "", does, seen, (argument, chances) -> onSubmit(change));
    }

    private static EsmeHabit oneIn(int every, UnaryOperator<byte[]> change) {
        int[] submits = {0};
        return onWire(pdu -> {
            boolean submit = ByteBuffer.wrap(pdu).getInt(4) == SmppConstants.CMD_ID_SUBMIT_SM;
            return submit && ++submits[0] % every == 0 ? change.apply(pdu) : pdu;
        });
    }

    /** sm_length stands before the text, which ends the PDU where there are no TLVs. */
    private static byte[] falseLength(byte[] pdu) {
        int at = SmppChannel.HEADER;
        at = afterText(pdu, at); // service_type
        at = afterText(pdu, at + 2); // source_addr
        at = afterText(pdu, at + 2); // destination_addr
        at = afterText(pdu, at + 3); // schedule_delivery_time
        at = afterText(pdu, at) + 4; // validity_period, four octets
        pdu[at] = (byte) 250;
        return pdu;
    }

    private static int afterText(byte[] pdu, int from) {
        int at = from;
        while (pdu[at] != 0) at++;
        return at + 1;
    }

    private static void odd(SubmitSm pdu) {
        pdu.addOptionalParameter(new Tlv((short) 0x0006, new byte[] {0, 1}));
        pdu.addOptionalParameter(new Tlv(SmppConstants.TAG_USER_MESSAGE_REFERENCE, new byte[] {7}));
        pdu.addOptionalParameter(new Tlv((short) 0x3EEE, new byte[0]));
        pdu.addOptionalParameter(new Tlv((short) 0x4001, new byte[] {1, 2, 3}));
    }

    private static Tlv tlv(int tag, String text) {
        return new Tlv((short) tag, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void shortMessage(SubmitSm pdu, byte[] octets) {
        try {
            pdu.setShortMessage(octets);
        } catch (com.cloudhopper.smpp.type.SmppInvalidArgumentException e) {
            throw new IllegalStateException("nothing fits", e);
        }
    }

    private static Address address(@Nullable Address old, int ton, String prefix) {
        return new Address(
                (byte) ton,
                (byte) (ton == 1 ? 1 : 0),
                prefix + Addresses.fromPdu(old).text());
    }
}
