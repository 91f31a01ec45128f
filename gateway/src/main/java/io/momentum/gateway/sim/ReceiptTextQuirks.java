package io.momentum.gateway.sim;

import static io.momentum.gateway.sim.CarrierHabit.onReceipt;
import static io.momentum.gateway.sim.CarrierQuirks.entry;

import com.cloudhopper.smpp.SmppConstants;
import io.momentum.gateway.sim.QuirkCatalogue.Entry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What a carrier's receipts say, and how they are spelt. */
final class ReceiptTextQuirks {

    private static final int TAG_NETWORK_ERROR_CODE = 0x0423;
    private static final int NETWORK_GSM = 3;

    /** The words of some carriers for those of SMPP 3.4 Appendix B. */
    private static final Map<String, String> LONG_WORDS = Map.of(
            "DELIVRD", "DELIVERED",
            "UNDELIV", "UNDELIVERABLE",
            "REJECTD", "REJECTED",
            "ACCEPTD", "ACCEPTED",
            "EXPIRED", "EXPIRD",
            "DELETED", "DELETE");

    private ReceiptTextQuirks() {}

    static List<Entry<CarrierHabit>> entries() {
        return List.of(
                receipt(
                        "receipt-no-sub",
                        "leaves out sub: and dlvrd:",
                        "jsmpp, Cloudhopper users",
                        draft -> draft.dropFields("sub", "dlvrd")),
                receipt(
                        "receipt-no-text",
                        "ends its receipts after err:",
                        "jsmpp, vumi; Kannel fails on it",
                        draft -> draft.dropFields("text")),
                receipt(
                        "receipt-no-err",
                        "ends its receipts after stat:",
                        "small SMSCs; Kannel fails on it",
                        draft -> draft.dropFields("err", "text")),
                receipt(
                        "receipt-no-dates",
                        "leaves out both dates",
                        "jsmpp users",
                        draft -> draft.dropFields("submit date", "done date")),
                receipt(
                        "receipt-no-id",
                        "leaves id: out of the text, with the id in its TLV alone",
                        "vumi",
                        draft -> draft.dropFields("id")),
                receipt(
                        "receipt-tlv-only",
                        "has no text, only receipted_message_id and message_state",
                        "vumi",
                        ReceiptTextQuirks::tlvOnly),
                receipt("receipt-text-only", "has no TLVs", "SMPP 3.3 peers", draft -> draft.tlvs.clear()),
                receipt(
                        "receipt-payload",
                        "puts the text into message_payload",
                        "vumi",
                        draft -> draft.inPayload = true),
                receipt(
                        "receipt-upper-fields",
                        "writes ID: and STAT:",
                        "naz; Jasmin makes a reply of it",
                        draft -> rename(draft, name -> name.toUpperCase(Locale.ROOT))),
                receipt(
                        "receipt-underscores",
                        "writes done_date: and submit_date:",
                        "aggregators",
                        draft -> rename(draft, name -> name.replace(' ', '_'))),
                receipt(
                        "receipt-reversed",
                        "writes its fields in another order",
                        "aggregators",
                        ReceiptTextQuirks::reversed),
                receipt(
                        "receipt-extra-fields",
                        "adds mccmnc: and price: in the middle",
                        "aggregators; Jasmin users",
                        ReceiptTextQuirks::extra),
                receipt(
                        "receipt-spoofed",
                        "repeats a subscriber's text with id:999 stat:UNDELIV in it",
                        "Adobe Campaign guide; Kannel and Jasmin believe it",
                        draft -> draft.field("text", "id:999 sub:001 stat:UNDELIV err:001 x")),
                receipt("receipt-odd-counters", "says sub:0 dlvrd:28", "node-smpp users", draft -> {
                    draft.field("sub", "0");
                    draft.field("dlvrd", "28");
                }),
                receipt(
                        "receipt-crlf",
                        "begins with a space and ends with CR and LF",
                        "small SMSCs",
                        draft -> draft.recode(octets -> surround(octets, " ", "\r\n"))),
                receipt(
                        "receipt-nul",
                        "ends its text with a NUL",
                        "pysmpp, Jasmin users",
                        draft -> draft.recode(octets -> surround(octets, "", "\0"))),
                receipt(
                        "receipt-csv",
                        "sends 00,done,submitted,,number,id,ref without any key, and TLVs",
                        "a carrier on Kannel's list",
                        ReceiptTextQuirks::csv),
                receipt("receipt-ucs2", "writes its receipts in UCS-2", "vumi", draft -> {
                    draft.dataCoding = SmsText.UCS2;
                    draft.recode(octets ->
                            new String(octets, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_16BE));
                }),
                receipt(
                        "receipt-false-ucs2",
                        "says UCS-2 and writes ASCII",
                        "node-smpp users",
                        draft -> draft.dataCoding = SmsText.UCS2),
                entry(
                        "stat",
                        "DELIVERED",
                        "writes another word for DELIVRD: DELIVERED, Delivrd, 2, ESME_ROK",
                        "Kannel makes a failure of DELIVERED",
                        (argument, chances) -> onReceipt(
                                draft -> draft.field("stat", stat -> stat.equals("DELIVRD") ? argument.text() : stat))),
                receipt(
                        "stat-long",
                        "writes UNDELIVERABLE, REJECTED, ACCEPTED and so on",
                        "vendors' tables",
                        draft -> draft.field("stat", stat -> LONG_WORDS.getOrDefault(stat, stat))),
                receipt(
                        "stat-failed",
                        "writes FAILED for every failure",
                        "vumi; Jasmin makes a reply of it",
                        draft -> draft.field("stat", stat -> isFailure(stat) ? "FAILED" : stat)),
                receipt(
                        "stat-mixed-case",
                        "writes Delivrd",
                        "aggregators",
                        draft -> draft.field(
                                "stat",
                                stat -> stat.charAt(0) + stat.substring(1).toLowerCase(Locale.ROOT))),
                entry(
                        "stat-intermediate",
                        "ACKED",
                        "writes another word for ACCEPTD and ENROUTE: ACKED, BUFFRED; for use with dlr-accepted-first",
                        "mBlox; jsmpp, php-smpp",
                        (argument, chances) -> onReceipt(draft -> {
                            if (!draft.receipt().state().isFinal()) draft.field("stat", argument.text());
                        })),
                receipt(
                        "stat-padded",
                        "pads stat: with spaces to nine characters",
                        "mBlox; jsmpp",
                        draft -> draft.field("stat", "%-9s"::formatted)),
                receipt(
                        "stat-number",
                        "writes message_state's number for stat:",
                        "vumi",
                        draft -> draft.field(
                                "stat", Integer.toString(draft.receipt().state().code()))),
                receipt(
                        "stat-contradicts-tlv",
                        "says the opposite in text and TLV: the TLV is right",
                        "aggregators",
                        draft -> draft.field("stat", stat -> isFailure(stat) ? "DELIVRD" : "UNDELIV")),
                entry(
                        "err",
                        "2050",
                        "writes this err:, of any width and alphabet: 21b, 0x2F, 0000, 1",
                        "php-smpp, Cloudhopper; Kannel and Jasmin cut 2050 to 205",
                        (argument, chances) -> onReceipt(draft -> draft.field("err", argument.text()))),
                receipt(
                        "err-space",
                        "writes a space before the value of err:",
                        "php-smpp users",
                        draft -> draft.field("err", err -> " " + err)),
                entry(
                        "network-error",
                        "3:27",
                        "adds network_error_code of this network and code; ascii for three digits",
                        "Cloudhopper; Kannel knows digits from a \"bogus SMSC\"",
                        ReceiptTextQuirks::networkError),
                receipt(
                        "receipted-id-bare",
                        "writes receipted_message_id without its NUL",
                        "ksmppd",
                        draft ->
                                draft.tlv(SmppConstants.TAG_RECEIPTED_MSG_ID, id -> Arrays.copyOf(id, id.length - 1))));
    }

    private static Entry<CarrierHabit> receipt(String name, String does, String seen, Consumer<DeliverDraft> change) {
        return entry(name, "", does, seen, (argument, chances) -> onReceipt(change));
    }

    private static boolean isFailure(String stat) {
        return List.of("UNDELIV", "EXPIRED", "REJECTD", "DELETED", "UNKNOWN").contains(stat);
    }

    private static void tlvOnly(DeliverDraft draft) {
        draft.fields.clear();
        draft.octets = new byte[0];
    }

    private static void rename(DeliverDraft draft, java.util.function.UnaryOperator<String> change) {
        Map<String, String> old = new LinkedHashMap<>(draft.fields);
        draft.fields.clear();
        old.forEach((name, value) -> draft.fields.put(change.apply(name), value));
    }

    private static void reversed(DeliverDraft draft) {
        var old = new LinkedHashMap<>(draft.fields);
        String text = old.remove("text");
        draft.fields.clear();
        old.sequencedEntrySet().reversed().forEach(field -> draft.fields.put(field.getKey(), field.getValue()));
        if (text != null) draft.fields.put("text", text); // whatever follows it is text
    }

    private static void extra(DeliverDraft draft) {
        Map<String, String> old = new LinkedHashMap<>(draft.fields);
        draft.fields.clear();
        old.forEach((name, value) -> {
            if (name.equals("stat")) draft.fields.put("mccmnc", "26201");
            draft.fields.put(name, value);
            if (name.equals("stat")) draft.fields.put("price", "0.0075");
        });
    }

    private static void csv(DeliverDraft draft) {
        String number = Addresses.fromPdu(draft.source).text();
        draft.layout = fields -> String.join(
                ",",
                "00",
                fields.getOrDefault("done date", ""),
                fields.getOrDefault("submit date", ""),
                "",
                number,
                fields.getOrDefault("id", ""),
                "ref");
    }

    private static CarrierHabit networkError(QuirkArgument argument, Chances chances) {
        if (argument.text().equals("ascii")) {
            return onReceipt(draft -> draft.putTlv(TAG_NETWORK_ERROR_CODE, new byte[] {'0', '2', '7'}));
        }
        int network = argument.hasParts() ? argument.part(0).code() : NETWORK_GSM;
        int code = argument.hasParts() ? argument.part(1).code() : argument.code();
        byte[] value = {(byte) network, (byte) (code >>> 8), (byte) code};
        return onReceipt(draft -> draft.putTlv(TAG_NETWORK_ERROR_CODE, value));
    }

    private static byte[] surround(byte[] octets, String before, String after) {
        if (octets.length == 0) return octets;
        String text = before + new String(octets, StandardCharsets.ISO_8859_1) + after;
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
