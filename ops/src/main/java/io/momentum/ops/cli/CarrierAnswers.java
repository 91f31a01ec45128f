package io.momentum.ops.cli;

import io.momentum.gateway.sim.MoScript;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of how a simulated carrier's subscribers answer. */
final class CarrierAnswers {

    @Option(
            names = "--replies",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Delivered messages that get an answer.")
    private double replyPercent;

    @Option(
            names = "--reply",
            paramLabel = "TEXT",
            defaultValue = "Yes",
            description = "One of the answers. May be repeated. Default: ${DEFAULT-VALUE}.")
    private List<String> replies;

    @Option(
            names = "--opt-outs",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Delivered messages, besides those, that get an opt-out.")
    private double optOutPercent;

    @Option(
            names = "--opt-out",
            paramLabel = "TEXT",
            defaultValue = "STOP",
            description = "One of the opt-outs. May be repeated. Default: ${DEFAULT-VALUE}.")
    private List<String> optOuts;

    @Option(
            names = "--answer-delay",
            paramLabel = "TIME[-TIME]",
            defaultValue = "200ms-1s",
            description = "From the submit to the answer. Default: ${DEFAULT-VALUE}.")
    private Typed.Span delay;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    CarrierAnswers() {}

    MoScript toScript() {
        return new MoScript(replyPercent, replies, optOutPercent, optOuts, delay.minMillis(), delay.maxMillis());
    }
}
