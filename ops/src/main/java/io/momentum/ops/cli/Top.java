package io.momentum.ops.cli;

import io.momentum.ops.api.HumanTop;
import io.momentum.ops.config.ConfigException;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "top",
        header = "Shows the gateway that runs, again and again: rates, carriers, accounts, queues, conversations.",
        description = {
            "On a terminal the picture stays in its place; elsewhere one follows the other. Ctrl-C ends it.",
            "What is wrong stands at the top, the worst first, with what to do."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum top",
            "  momentum top --every 5s --config /etc/momentum/momentum.yaml",
            "  momentum top --once"
        })
final class Top implements Callable<Integer> {

    /** To the first place of the terminal, and everything from there on away. */
    private static final String CLEAR = "\u001b[H\u001b[J";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiPlace place;

    @Option(names = "--every", paramLabel = "TIME", defaultValue = "2s", description = "Between two looks; 2s.")
    private Duration every;

    @Option(names = "--once", description = "One picture, of the rates between two looks, and the end.")
    private boolean once;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Top() {}

    @Override
    public Integer call() throws ConfigException, InterruptedException {
        ApiCalls api = place.calls();
        PrintWriter out = spec.commandLine().getOut();
        boolean onTerminal = !once
                && Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent();
        long pauseMillis = Math.max(100, every.toMillis());
        HumanTop before = look(api);
        if (!once) show(out, before.since(before), onTerminal);
        do {
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
            HumanTop now = look(api);
            show(out, now.since(before), onTerminal);
            before = now;
        } while (!once && !out.checkError());
        return ExitCode.OK;
    }

    private static void show(PrintWriter out, String picture, boolean onTerminal) {
        if (onTerminal) out.print(CLEAR);
        out.println(picture.stripTrailing());
        if (!onTerminal) out.println();
        out.flush();
    }

    private static HumanTop look(ApiCalls api) {
        return HumanTop.of(
                System.nanoTime(),
                api.get("/v1/status"),
                api.get("/v1/carriers"),
                api.get("/v1/accounts"),
                api.get("/v1/conversations/counts"));
    }
}
