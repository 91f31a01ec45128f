package io.momentum.gateway.sim;

import static io.momentum.gateway.sim.CarrierHabit.onDeliver;
import static io.momentum.gateway.sim.CarrierQuirks.entry;

import com.cloudhopper.smpp.SmppConstants;
import io.momentum.gateway.sim.QuirkCatalogue.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** What is odd about every deliver_sm of a carrier, receipt or not. */
final class DeliverQuirks {

    private DeliverQuirks() {}

    static List<Entry<CarrierHabit>> entries() {
        return List.of(
                entry(
                        "malformed-tlv",
                        "10",
                        "ends one deliver_sm in so many with a TLV that runs past its end, and"
                                + " repeats it until it is answered well",
                        "smppex, mozes/smpp.pdu: for days",
                        (argument, chances) -> new Malformed(argument.count())),
                entry(
                        "stray-octets",
                        "2",
                        "ends every deliver_sm with one to three octets that are nothing",
                        "Cloudhopper users",
                        (argument, chances) -> {
                            int count = Math.min(3, argument.count());
                            return onWire(pdu -> longer(pdu, count));
                        }),
                entry(
                        "garbled",
                        "1",
                        "damages the body of a share of all its PDUs but binds: octets, lengths, cuts, noise",
                        "broken encoders and hostile peers",
                        (argument, chances) -> garbled(argument, chances)),
                entry(
                        "tlv-odd",
                        "",
                        "adds unknown TLVs, an empty one, and known ones of the wrong length",
                        "python-smpplib, JamaaSMPP",
                        (argument, chances) -> onDeliver(DeliverQuirks::odd)),
                entry(
                        "tlv-vendor",
                        "",
                        "adds TLVs 0x1400 to 0x1402 with meanings of its own, and 0x1520 with a price",
                        "India's DLT ids, smsportal, TelecomsXChange",
                        (argument, chances) -> onDeliver(DeliverQuirks::vendor)),
                entry(
                        "tlv-none",
                        "",
                        "sends no TLVs at all",
                        "SMPP 3.3 peers",
                        (argument, chances) -> onDeliver(draft -> draft.tlvs.clear())));
    }

    private static void odd(DeliverDraft draft) {
        draft.putTlv(0x0006, (byte) 0, (byte) 1); // dest_network_type has one octet
        draft.putTlv(SmppConstants.TAG_USER_MESSAGE_REFERENCE & 0xffff, (byte) 7); // has two
        draft.putTlv(0x3EEE);
        draft.putTlv(0x4001, (byte) 1, (byte) 2, (byte) 3);
    }

    private static void vendor(DeliverDraft draft) {
        draft.putTlv(0x1400, text("1001096933494158000"));
        draft.putTlv(0x1401, text("1007161234567890123"));
        draft.putTlv(0x1402, text("26201\0"));
        draft.putTlv(0x1520, text("0.0075"));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static CarrierHabit onWire(UnaryOperator<byte[]> change) {
        return new CarrierHabit() {
            @Override
            public byte[] wire(byte[] pdu) {
                return isDeliver(pdu) ? change.apply(pdu) : pdu;
            }
        };
    }

    private static CarrierHabit garbled(QuirkArgument argument, Chances chances) {
        double percent = argument.percent();
        var garbler = new Garbler(chances.between(0, Integer.MAX_VALUE - 1));
        return new CarrierHabit() {
            @Override
            public byte[] wire(byte[] pdu) {
                boolean left = isBindAnswer(pdu) || !chances.percent(percent);
                return left ? pdu : garbler.garbleBody(pdu);
            }
        };
    }

    /** Without a bind there is nobody to be unkind to. */
    private static boolean isBindAnswer(byte[] pdu) {
        return switch (ByteBuffer.wrap(pdu).getInt(4)) {
            case SmppConstants.CMD_ID_BIND_TRANSCEIVER_RESP,
                    SmppConstants.CMD_ID_BIND_TRANSMITTER_RESP,
                    SmppConstants.CMD_ID_BIND_RECEIVER_RESP -> true;
            default -> false;
        };
    }

    private static boolean isDeliver(byte[] pdu) {
        return pdu.length >= SmppChannel.HEADER && ByteBuffer.wrap(pdu).getInt(4) == SmppConstants.CMD_ID_DELIVER_SM;
    }

    static byte[] longer(byte[] pdu, int by) {
        byte[] longer = Arrays.copyOf(pdu, pdu.length + by);
        ByteBuffer.wrap(longer).putInt(0, longer.length);
        return longer;
    }

    /** The PDU with a TLV behind it that says it is longer than what is left. */
    static byte[] withMalformedTlv(byte[] pdu) {
        byte[] longer = longer(pdu, 6);
        ByteBuffer.wrap(longer).putShort(pdu.length, (short) 0x1403).putShort(pdu.length + 2, (short) 400);
        return longer;
    }

    private static final class Malformed implements CarrierHabit {
        private final int every;
        private int delivers;

        Malformed(int every) {
            this.every = every;
        }

        @Override
        public byte[] wire(byte[] pdu) {
            if (!isDeliver(pdu) || ++delivers % every != 0) return pdu;
            return withMalformedTlv(pdu);
        }
    }
}
