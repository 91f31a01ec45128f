package io.momentum.ops.cli;

import io.momentum.gateway.sim.CarrierOptions.ReceiptForm;
import io.momentum.gateway.sim.CarrierOptions.Receipts;
import io.momentum.gateway.sim.CarrierOptions.StateShare;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a simulated carrier's receipts. */
final class CarrierReceipts {

    @Option(names = "--no-receipts", description = "Send none. Default: one for each message that asks for it.")
    private boolean none;

    @Option(
            names = "--receipt-state",
            paramLabel = "STATE:SHARE",
            description = "Messages that end otherwise than delivered, such as UNDELIV:4. May be repeated.")
    private @Nullable List<StateShare> states;

    @Option(
            names = "--receipt-delay",
            paramLabel = "TIME[-TIME]",
            defaultValue = "0ms",
            description = "From the submit to the receipt. Default: ${DEFAULT-VALUE}.")
    private Typed.Span delay;

    @Option(names = "--receipt-early", description = "The receipt comes before the submit_sm_resp.")
    private boolean early;

    @Option(
            names = "--receipt-form",
            paramLabel = "FORM",
            defaultValue = "both",
            description = "Where it says what it has to say: text, tlv, both. Default: ${DEFAULT-VALUE}.")
    private ReceiptForm form;

    @Option(
            names = "--receipts-withheld",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Receipts that are never sent.")
    private double withheldPercent;

    @Option(
            names = "--receipts-repeated",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Receipts that are sent twice.")
    private double repeatedPercent;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    CarrierReceipts() {}

    Receipts toReceipts() {
        List<StateShare> shares = states == null ? List.of() : states;
        return new Receipts(
                !none, shares, withheldPercent, repeatedPercent, delay.minMillis(), delay.maxMillis(), early, form);
    }
}
