package io.momentum.ops.cli;

import io.momentum.gateway.sim.EsmeOptions;
import io.momentum.gateway.sim.EsmeQuirks;
import io.momentum.gateway.sim.SimulatedEsme;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "esme",
        header = "Is an ESME: binds, sends messages, and prints answers, receipts and messages from subscribers.",
        description = "With --to it ends when each message is answered and has its receipt, and fails if one was not"
                + " accepted. Without, it listens until Ctrl-C. Numbers are masked unless --show-numbers.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum simulate esme --system-id acme --password secret --to 15550100",
            "  momentum simulate esme --system-id acme --to 15550100-15550199 --rate 10",
            "  momentum simulate esme --system-id acme --bind receiver --reconnect --quirk deliver-delay=1s",
            "  momentum simulate esme --list-quirks"
        })
final class SimulateEsme implements Callable<Integer> {

    private static final int WAITING_MAX = 100_000;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int RECONNECT_MILLIS = 500;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SmppPlace place;

    @Mixin
    private SentMessages sent;

    @Mixin
    private ChosenQuirks quirks;

    @Option(
            names = "--bind",
            paramLabel = "HOW",
            defaultValue = "transceiver",
            description = "transceiver, transmitter+receiver, transmitter or receiver. Default: ${DEFAULT-VALUE}.")
    private EsmeOptions.Bind bind;

    @Option(
            names = "--binds",
            paramLabel = "COUNT",
            defaultValue = "1",
            description = "Connections, or pairs of them. Default: ${DEFAULT-VALUE}.")
    private int binds;

    @Option(
            names = "--enquire-link",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "Between two enquire_link, 0s for none. Default: ${DEFAULT-VALUE}.")
    private Duration enquireLink;

    @Option(
            names = "--to",
            paramLabel = "NUMBER[-NUMBER]",
            description = "Who is written to: a number, or all from one to another. May be repeated.")
    private @Nullable List<Numbers> to;

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            defaultValue = "Your parcel arrives tomorrow. Reply 1 to change the day, STOP to opt out.",
            description = "What is written.")
    private String text;

    @Option(
            names = "--count",
            paramLabel = "COUNT",
            description = "Messages in all, to each number in turn. Default: one to each.")
    private @Nullable Long count;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "For missing receipts, after the last thing that came in. Default: ${DEFAULT-VALUE}.")
    private Duration wait;

    @Option(names = "--reconnect", description = "Bind again when a connection is lost, and go on.")
    private boolean reconnect;

    @Option(
            names = "--resend",
            description = "With --reconnect, send again what a lost connection left unanswered: may send it twice.")
    private boolean resend;

    @Option(
            names = "--answer-deliveries-with",
            paramLabel = "STATUS",
            defaultValue = "0",
            converter = Typed.Status.class,
            description = "The command_status of every deliver_sm_resp, such as 0x14. Default: 0.")
    private int deliverStatus;

    @Option(names = "--show-numbers", description = "Print numbers in full.")
    private boolean showNumbers;

    @Option(names = "--quiet", description = "Print counts each second instead of a line for each event.")
    private boolean quiet;

    @Option(names = "--duration", paramLabel = "TIME", description = "End then, whatever is missing.")
    private @Nullable Duration duration;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    SimulateEsme() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (quirks.isList()) {
            ChosenQuirks.print(EsmeQuirks.all(), out);
            return ExitCode.OK;
        }
        EsmeOptions options = options();
        EsmeTraffic traffic = traffic();
        Ending ending = Ending.after(duration);
        var log = new EsmeLog(quiet, showNumbers);
        try (SimulatedEsme esme = SimulatedEsme.bind(options, log)) {
            if (deliverStatus != 0) esme.answerDeliveriesWith(deliverStatus);
            traffic.run(esme, log, out, ending);
        } catch (IOException e) {
            throw CommandFailed.of(ExitCode.UNAVAILABLE, e);
        }
        out.println("ended: " + log.counts());
        return log.isAllAccepted() ? ExitCode.OK : ExitCode.FAILED;
    }

    private EsmeTraffic traffic() {
        List<Numbers> numbers = to == null ? List.of() : to;
        long messages = count == null ? Numbers.count(numbers) : count;
        if (messages < 0 || sent.rate() < 0) throw wrong("--count and --rate: 0 or more");
        if (messages > 0 && numbers.isEmpty()) throw wrong("--count: to whom? --to is missing");
        if (messages > 0 && bind == EsmeOptions.Bind.RECEIVER) throw wrong("--to: a receiver cannot send");
        return new EsmeTraffic(sent.from(), numbers, text, messages, sent.rate(), sent.receipts(), wait, quiet);
    }

    private EsmeOptions options() {
        if (resend && !reconnect) throw wrong("--resend: only with --reconnect");
        try {
            return new EsmeOptions(
                    new EsmeOptions.Target(
                            place.host(), place.port(), place.systemId(), place.password(), CONNECT_MILLIS),
                    new EsmeOptions.Binds(bind, binds, sent.window()),
                    new EsmeOptions.Bounds(WAITING_MAX, 1), // what is printed need not be kept
                    Typed.millis(enquireLink),
                    reconnect ? new EsmeOptions.Reconnect(RECONNECT_MILLIS, resend) : EsmeOptions.Reconnect.NEVER,
                    quirks.names());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
