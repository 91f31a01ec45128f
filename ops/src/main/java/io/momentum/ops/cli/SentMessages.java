package io.momentum.ops.cli;

import picocli.CommandLine.Option;

/** The options that all commands have which send messages to an SMPP server. */
final class SentMessages {

    @Option(
            names = "--window",
            paramLabel = "COUNT",
            defaultValue = "100",
            description = "Unanswered submit_sm on each connection. Default: ${DEFAULT-VALUE}.")
    private int window;

    @Option(
            names = "--from",
            paramLabel = "SENDER",
            defaultValue = "890123",
            description = "A number or a name. Default: ${DEFAULT-VALUE}.")
    private String from;

    @Option(
            names = "--rate",
            paramLabel = "COUNT",
            defaultValue = "0",
            description = "Messages due each second. Default: as many as the windows take.")
    private int rate;

    @Option(names = "--no-receipts", description = "Ask for none.")
    private boolean noReceipts;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    SentMessages() {}

    int window() {
        return window;
    }

    String from() {
        return from;
    }

    int rate() {
        return rate;
    }

    boolean receipts() {
        return !noReceipts;
    }
}
