package io.momentum.gateway.sim;

import static io.momentum.gateway.sim.CarrierHabit.onReceipt;
import static io.momentum.gateway.sim.CarrierQuirks.entry;

import io.momentum.gateway.sim.QuirkCatalogue.Entry;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** How a carrier's receipts write dates. */
final class ReceiptDateQuirks {

    private static final String MINUTES = "yyMMddHHmm";

    private ReceiptDateQuirks() {}

    static List<Entry<CarrierHabit>> entries() {
        return List.of(
                entry(
                        "dates-with-seconds",
                        "",
                        "writes 12 digits",
                        "Jasmin, ksmppd, node-smpp users",
                        (argument, c) -> dates("yyMMddHHmmss", ZoneOffset.UTC)),
                entry(
                        "dates-with-century",
                        "",
                        "writes 14 digits",
                        "aggregators",
                        (argument, c) -> dates("yyyyMMddHHmmss", ZoneOffset.UTC)),
                entry(
                        "dates-absolute",
                        "",
                        "writes 16 characters of SMPP time",
                        "smppex users",
                        (argument, c) -> dates("yyMMddHHmmss'000+'", ZoneOffset.UTC)),
                entry(
                        "dates-zero",
                        "",
                        "writes 0000000000 for the done date",
                        "Jasmin users",
                        (argument, c) -> onReceipt(draft -> draft.field("done date", "0000000000"))),
                entry(
                        "dates-empty",
                        "",
                        "writes nothing after done date:",
                        "Jasmin users",
                        (argument, c) -> onReceipt(draft -> draft.field("done date", ""))),
                entry(
                        "dates-local",
                        "Asia/Kolkata",
                        "writes the time of a zone and does not say which",
                        "Adobe Campaign guide",
                        (argument, c) -> dates(MINUTES, zone(argument))));
    }

    private static CarrierHabit dates(String pattern, ZoneId zone) {
        DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern).withZone(zone);
        return onReceipt(draft -> {
            draft.field(
                    "submit date",
                    format.format(Instant.ofEpochMilli(draft.receipt().submittedMillis())));
            draft.field("done date", format.format(Instant.ofEpochMilli(draft.nowMillis)));
        });
    }

    private static ZoneId zone(QuirkArgument argument) {
        try {
            return ZoneId.of(argument.text());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("quirk dates-local: " + e.getMessage(), e);
        }
    }
}
