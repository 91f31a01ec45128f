package io.momentum.ops.cli;

import io.momentum.gateway.sim.CarrierCounters.Counts;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.CarrierQuirks;
import io.momentum.gateway.sim.SimulatedCarrier;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "carrier",
        header = "Is an SMSC: takes messages, sends receipts and answers, and misbehaves as told.",
        description = "Prints its counts each second in which they changed, and all of them at the end. Receipts and"
                + " answers that wait are in memory only. Shares are percentages; times are 500ms, 30s, 5m.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum simulate carrier",
            "  momentum simulate carrier --receipt-delay 100ms-2s --receipt-state UNDELIV:4",
            "  momentum simulate carrier --id-format hex-then-decimal --quirk status=0x58:5,dlr-before-resp=50ms",
            "  momentum simulate carrier --list-quirks",
            "  momentum simulate carrier --replies 10 --reply Yes --opt-outs 2"
        })
final class SimulateCarrier implements Callable<Integer> {

    private static final int SECOND_MILLIS = 1_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on. Default: ${DEFAULT-VALUE}.")
    private String address;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "2776",
            description = "The port, 0 for any free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--system-id",
            paramLabel = "SYSTEM_ID",
            defaultValue = "",
            description = "The one that may bind. Default: any.")
    private String systemId;

    @Option(
            names = "--password",
            paramLabel = "SECRET",
            defaultValue = "",
            description = "Of whoever binds. Default: any.")
    private String password;

    @Option(
            names = "--binds",
            paramLabel = "COUNT",
            defaultValue = "64",
            description = "Connections bound at one time. Default: ${DEFAULT-VALUE}.")
    private int binds;

    @Option(
            names = "--window",
            paramLabel = "COUNT",
            defaultValue = "100",
            description = "Unanswered deliver_sm on each bind. Default: ${DEFAULT-VALUE}.")
    private int window;

    @Option(
            names = "--pending",
            paramLabel = "COUNT",
            defaultValue = "1000000",
            description = "Receipts and answers that may wait; beyond, ESME_RMSGQFUL. Default: ${DEFAULT-VALUE}.")
    private int pending;

    @Option(
            names = "--deliver-timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "Without deliver_sm_resp after which a connection is dropped. Default: ${DEFAULT-VALUE}.")
    private Duration deliverTimeout;

    @Option(
            names = "--enquire-link",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "Between two enquire_link on each bind, 0s for none. Default: ${DEFAULT-VALUE}.")
    private Duration enquireLink;

    @Option(
            names = "--id-format",
            paramLabel = "FORMAT",
            defaultValue = "decimal",
            description = "Of message ids: decimal, hex, hex-then-decimal (the second in receipts), decimal-then-hex,"
                    + " uuid. Default: ${DEFAULT-VALUE}.")
    private CarrierOptions.IdFormat idFormat;

    @Mixin
    private CarrierReceipts receipts;

    @Mixin
    private ChosenQuirks quirks;

    @Mixin
    private CarrierAnswers answers;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Of every choice that it makes. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--duration", paramLabel = "TIME", description = "End by itself. Default: at Ctrl-C.")
    private @Nullable Duration duration;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    SimulateCarrier() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (quirks.isList()) {
            ChosenQuirks.print(CarrierQuirks.all(), out);
            return ExitCode.OK;
        }
        CarrierOptions options = options();
        Ending ending = Ending.after(duration);
        try (SimulatedCarrier carrier = SimulatedCarrier.start(options)) {
            out.printf("listening on %s:%d; Ctrl-C ends it%n", address, carrier.port());
            Counts printed = carrier.counts();
            while (!ending.isOver()) {
                ending.await(SECOND_MILLIS);
                Counts now = carrier.counts();
                if (!now.equals(printed)) out.println(now);
                printed = now;
            }
            carrier.unbindAll();
            out.println("ended: " + carrier.counts());
        } catch (IOException e) {
            throw CommandFailed.of(ExitCode.UNAVAILABLE, e);
        }
        return ExitCode.OK;
    }

    private CarrierOptions options() {
        try {
            return new CarrierOptions(
                    new CarrierOptions.Listen(address, port, systemId, password),
                    new CarrierOptions.Limits(
                            binds, window, Typed.millis(deliverTimeout), Typed.millis(enquireLink), pending),
                    seed,
                    idFormat,
                    receipts.toReceipts(),
                    answers.toScript(),
                    quirks.names());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
