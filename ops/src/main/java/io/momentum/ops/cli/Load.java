package io.momentum.ops.cli;

import io.momentum.gateway.sim.LoadGenerator;
import io.momentum.gateway.sim.LoadOptions;
import io.momentum.gateway.sim.LoadResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
        name = "load",
        header = "Sends as many messages as an SMPP server takes, and measures how it takes them.",
        description = "Without --rate each answer makes room for the next message. With it, messages are due at their"
                + " times, and latency counts from then. Fails unless every message was answered and every receipt has"
                + " come.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum load --system-id acme --password secret --count 100000",
            "  momentum load --system-id acme --rate 5000 --duration 60s --json"
        })
final class Load implements Callable<Integer> {

    private static final Duration USUAL_DURATION = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec;

    @Mixin
    private SmppPlace place;

    @Mixin
    private SentMessages sent;

    @Option(names = "--allow-remote", description = "The server may be another machine than this.")
    private boolean allowRemote;

    @Option(
            names = "--binds",
            paramLabel = "COUNT",
            defaultValue = "2",
            description = "Connections. Default: ${DEFAULT-VALUE}.")
    private int binds;

    @Option(names = "--separate-receivers", description = "Each a transmitter and a receiver, no transceiver.")
    private boolean separateReceivers;

    @Option(names = "--count", paramLabel = "COUNT", description = "Messages after which it ends.")
    private @Nullable Long count;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "Of sending. Default: 10s, or until --count is reached.")
    private @Nullable Duration duration;

    @Option(
            names = "--response-wait",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "For answers, after the last message. Default: ${DEFAULT-VALUE}.")
    private Duration responseWait;

    @Option(
            names = "--receipts-wait",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "For receipts, after the last answer. Default: ${DEFAULT-VALUE}.")
    private Duration receiptsWait;

    @Option(
            names = "--to",
            paramLabel = "NUMBER-NUMBER",
            defaultValue = "15550100000-15550199999",
            description = "Who is written to in turn. Default: ${DEFAULT-VALUE}.")
    private Numbers to;

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            defaultValue = "Your parcel arrives tomorrow between 9 and 12. Reply 1 to change the day, STOP to opt out.",
            description = "What is written.")
    private String text;

    @Option(names = "--json", description = "Print the result as JSON, and progress to stderr.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Load() {}

    @Override
    public Integer call() throws InterruptedException {
        refuseOthers();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress = json ? spec.commandLine().getErr() : out;
        try {
            LoadResult result = new LoadGenerator(options()).run(progress::println);
            out.print(json ? result.toJson() + System.lineSeparator() : result.toText());
            out.flush();
            return result.isComplete() && result.accepted() > 0 ? ExitCode.OK : ExitCode.FAILED;
        } catch (IOException e) {
            throw CommandFailed.of(ExitCode.UNAVAILABLE, e);
        }
    }

    private void refuseOthers() {
        String host = place.host();
        try {
            if (allowRemote || InetAddress.getByName(host).isLoopbackAddress()) return;
        } catch (UnknownHostException e) {
            throw new CommandFailed(ExitCode.UNAVAILABLE, "unknown host: " + host);
        }
        throw new ParameterException(spec.commandLine(), host + " is another machine: --allow-remote is missing");
    }

    private LoadOptions options() {
        long messages = count == null ? 0 : count;
        Duration usual = messages > 0 ? Duration.ZERO : USUAL_DURATION;
        try {
            return new LoadOptions(
                    place.host(),
                    place.port(),
                    place.systemId(),
                    place.password(),
                    binds,
                    separateReceivers,
                    sent.window(),
                    messages,
                    duration == null ? usual.toMillis() : duration.toMillis(),
                    sent.rate(),
                    sent.receipts(),
                    Typed.millis(responseWait),
                    Typed.millis(receiptsWait),
                    sent.from(),
                    to.first(),
                    Math.toIntExact(to.count()),
                    text,
                    allowRemote);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
