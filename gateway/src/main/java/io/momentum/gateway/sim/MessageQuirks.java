package io.momentum.gateway.sim;

import static io.momentum.gateway.sim.CarrierHabit.onMessage;
import static io.momentum.gateway.sim.CarrierQuirks.entry;

import com.cloudhopper.commons.charset.CharsetUtil;
import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.type.Address;
import io.momentum.gateway.sim.QuirkCatalogue.Entry;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How a carrier passes on what subscribers write. */
final class MessageQuirks {

    private static final int UDHI = 0x40;

    private MessageQuirks() {}

    static List<Entry<CarrierHabit>> entries() {
        return List.of(
                message(
                        "mo-esm-class-4",
                        "sends subscribers' messages with the esm_class of receipts",
                        "node-smpp users",
                        draft -> draft.esmClass |= SmppConstants.ESM_CLASS_MT_SMSC_DELIVERY_RECEIPT),
                message("mo-payload", "puts every text into message_payload", "vumi", draft -> draft.inPayload = true),
                entry(
                        "mo-charset",
                        "latin1",
                        "writes data_coding 0 in latin1, ascii or packed septets",
                        "CAMEL, TIBCO, 8x8",
                        (argument, chances) -> charset(argument)),
                entry(
                        "mo-data-coding",
                        "0xF1",
                        "says this data_coding for texts of the GSM alphabet: 0x10, 0x11, 0xF0",
                        "CAMEL: classes of 3GPP TS 23.038",
                        (argument, chances) -> {
                            int dataCoding = argument.code();
                            return onMessage(draft -> {
                                if (draft.dataCoding == SmsText.GSM) draft.dataCoding = dataCoding;
                            });
                        }),
                message(
                        "mo-ucs2",
                        "writes every text in UCS-2",
                        "smartphones",
                        draft -> recode(draft, StandardCharsets.UTF_16BE)),
                message("mo-ucs2-bom", "writes every text in UCS-2 with a byte order mark", "smppjs users", draft -> {
                    recode(draft, StandardCharsets.UTF_16BE);
                    draft.recode(octets -> afterHeader(draft, octets, body -> prepend(body, (byte) 0xFE, (byte) 0xFF)));
                }),
                message(
                        "mo-ucs2-little-endian",
                        "writes every text in UCS-2 with a byte order mark, least octet first",
                        "smppjs, telenor",
                        draft -> {
                            recode(draft, StandardCharsets.UTF_16LE);
                            draft.recode(octets ->
                                    afterHeader(draft, octets, body -> prepend(body, (byte) 0xFF, (byte) 0xFE)));
                        }),
                message(
                        "mo-16-bit-parts",
                        "numbers the parts of a message with 16-bit references",
                        "Jasmin, gosmpp users",
                        draft -> header(draft, MessageQuirks::wide)),
                message(
                        "mo-extra-header",
                        "puts another element before that of the parts",
                        "Jasmin users",
                        draft -> header(draft, MessageQuirks::ported)),
                message(
                        "mo-sar",
                        "sends parts with sar_* TLVs instead of a header",
                        "Kannel, Cloudhopper",
                        draft -> sar(draft, true)),
                message(
                        "mo-sar-and-header",
                        "sends parts with sar_* TLVs and a header",
                        "Kannel in 2013",
                        draft -> sar(draft, false)),
                message(
                        "mo-same-reference",
                        "gives the parts of every message the reference 7",
                        "JamaaSMPP; handsets",
                        draft -> header(draft, header -> {
                            if (header.length == 6) header[3] = 7;
                            return header;
                        })),
                entry(
                        "mo-parts-reversed",
                        "",
                        "sends the last part first",
                        "Jasmin loses the text",
                        (argument, c) -> new Reversed()),
                message(
                        "mo-header-nonsense",
                        "says there is a header, with a length beyond the end",
                        "smppjs, onomondo",
                        draft -> {
                            draft.esmClass |= UDHI;
                            draft.recode(octets -> prepend(octets, (byte) 0xF0));
                        }),
                message(
                        "mo-header-unflagged",
                        "has a header in parts and does not say so",
                        "smppjs users",
                        draft -> draft.esmClass &= ~UDHI),
                message(
                        "mo-plus",
                        "writes + before numbers",
                        "smppex, jsmpp",
                        draft -> draft.source =
                                address(draft.source, draft.source == null ? 1 : draft.source.getTon(), "+")),
                message(
                        "mo-ton-unknown",
                        "says type of number 0 and plan 0",
                        "small SMSCs",
                        draft -> draft.source = address(draft.source, 0, "")),
                message(
                        "mo-ton-alphanumeric",
                        "says that numbers are alphanumeric",
                        "smppex, jsmpp",
                        draft -> draft.source = address(draft.source, 5, "")),
                message(
                        "mo-nul",
                        "ends every text with a NUL",
                        "Jasmin users",
                        draft -> draft.recode(octets ->
                                draft.dataCoding == SmsText.GSM ? Arrays.copyOf(octets, octets.length + 1) : octets)));
    }

    private static Entry<CarrierHabit> message(String name, String does, String seen, Consumer<DeliverDraft> change) {
        return entry(name, "", does, seen, (argument, chances) -> onMessage(change));
    }

    private static CarrierHabit charset(QuirkArgument argument) {
        Charset charset = switch (argument.text()) {
            case "latin1" -> StandardCharsets.ISO_8859_1;
            case "ascii" -> StandardCharsets.US_ASCII;
            case "packed" -> null;
            default -> throw argument.wrong("none of latin1, ascii, packed");
        };
        return onMessage(draft -> {
            if (draft.dataCoding != SmsText.GSM) return;
            draft.recode(octets ->
                    afterHeader(draft, octets, body -> encode(SmsText.decode(body, SmsText.GSM), charset)));
        });
    }

    /** Null stands for packed septets. */
    private static byte[] encode(String text, @Nullable Charset charset) {
        return charset == null ? CharsetUtil.encode(text, CharsetUtil.CHARSET_GSM7) : text.getBytes(charset);
    }

    private static void recode(DeliverDraft draft, Charset charset) {
        int before = draft.dataCoding;
        draft.dataCoding = SmsText.UCS2;
        draft.recode(octets ->
                afterHeader(draft, octets, body -> SmsText.decode(body, before).getBytes(charset)));
    }

    /** Changes what follows the user data header. */
    private static byte[] afterHeader(DeliverDraft draft, byte[] octets, UnaryOperator<byte[]> change) {
        int header = (draft.esmClass & UDHI) == 0 ? 0 : Segment.ofHeader(octets).header();
        byte[] body = change.apply(Arrays.copyOfRange(octets, header, octets.length));
        byte[] whole = Arrays.copyOf(octets, header + body.length);
        System.arraycopy(body, 0, whole, header, body.length);
        return whole;
    }

    /** Changes the user data header of a part. */
    private static void header(DeliverDraft draft, UnaryOperator<byte[]> change) {
        if ((draft.esmClass & UDHI) == 0) return;
        draft.recode(octets -> {
            int length = Segment.ofHeader(octets).header();
            byte[] header = change.apply(Arrays.copyOf(octets, length));
            return prepend(Arrays.copyOfRange(octets, length, octets.length), header);
        });
    }

    private static byte[] wide(byte[] header) {
        if (header.length != 6) return header;
        return new byte[] {6, 8, 4, 0x12, header[3], header[4], header[5]};
    }

    private static byte[] ported(byte[] header) {
        if (header.length == 0) return header;
        byte[] ports = {(byte) (header[0] + 6), 5, 4, 0x15, (byte) 0x8A, 0, 0};
        return prepend(Arrays.copyOfRange(header, 1, header.length), ports);
    }

    private static void sar(DeliverDraft draft, boolean instead) {
        if ((draft.esmClass & UDHI) == 0 || draft.octets == null) return;
        Segment segment = Segment.ofHeader(draft.octets);
        draft.putTlv(SmppConstants.TAG_SAR_MSG_REF_NUM, (byte) 0, (byte) segment.reference());
        draft.putTlv(SmppConstants.TAG_SAR_TOTAL_SEGMENTS, (byte) segment.total());
        draft.putTlv(SmppConstants.TAG_SAR_SEGMENT_SEQNUM, (byte) segment.number());
        if (!instead) return;
        draft.octets = Arrays.copyOfRange(draft.octets, segment.header(), draft.octets.length);
        draft.esmClass &= ~UDHI;
    }

    private static Address address(@Nullable Address old, int ton, String prefix) {
        String text = Addresses.fromPdu(old).text();
        return new Address((byte) ton, (byte) (ton == 1 ? 1 : 0), prefix + text);
    }

    private static byte[] prepend(byte[] octets, byte... before) {
        byte[] whole = Arrays.copyOf(before, before.length + octets.length);
        System.arraycopy(octets, 0, whole, before.length, octets.length);
        return whole;
    }

    private static final class Reversed implements CarrierHabit {
        @Override
        public List<Delivery.Mo> messages(List<Delivery.Mo> parts) {
            return new ArrayList<>(parts.reversed());
        }
    }
}
