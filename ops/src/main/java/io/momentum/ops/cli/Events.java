package io.momentum.ops.cli;

import io.momentum.ops.api.HumanEvents;
import io.momentum.ops.config.ConfigException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "events",
        header = "Prints what happened, an event a line, as webhooks bring it.",
        description = "Reads on until there is no more, or, with --follow, until it is stopped.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum events --types \"reply.*,conversation.closed\"",
            "  momentum events --after end --follow",
            "  momentum events --after ev_184467"
        })
final class Events implements Callable<Integer> {

    private static final int WAIT_SECONDS = 20;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiPlace place;

    @Option(names = "--types", paramLabel = "TYPES", description = "Types or families, parted by commas.")
    private String types = "*";

    @Option(names = "--after", paramLabel = "EVENT", description = "Goes on behind this one; 'end' for what comes.")
    private String after = "";

    @Option(names = "--follow", description = "Waits for more.")
    private boolean follow;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Events() {}

    @Override
    public Integer call() throws ConfigException {
        ApiCalls api = place.calls();
        var out = spec.commandLine().getOut();
        String next = after;
        while (true) {
            String page = api.get(path(next));
            out.print(HumanEvents.lines(page));
            out.flush();
            String before = next;
            next = HumanEvents.next(page);
            if (!follow && next.equals(before)) return ExitCode.OK;
        }
    }

    private String path(String from) {
        String path = "/v1/events?limit=500&types=" + ApiCalls.encode(types);
        if (follow) path += "&wait=" + WAIT_SECONDS;
        return from.isEmpty() ? path : path + "&after=" + from;
    }
}
