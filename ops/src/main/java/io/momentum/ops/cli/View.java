package io.momentum.ops.cli;

import io.momentum.ops.api.HumanPeople;
import io.momentum.ops.config.ConfigException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "view",
        header = "Saved searches over conversations.",
        subcommands = {View.Shown.class, View.Put.class, View.Remove.class})
final class View implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    View() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    @Command(
            name = "list",
            header = "Lists one's own views and those that are shared.",
            footerHeading = "%nExample:%n",
            footer = "  momentum view list")
    static final class Shown extends ApiQuestion {
        @Override
        String ask(ApiCalls api) {
            return api.get("/v1/views");
        }

        @Override
        String read(String answer) {
            return HumanPeople.views(answer);
        }
    }

    @Command(
            name = "put",
            header = "Saves a search under a name.",
            footerHeading = "%nExample:%n",
            footer = "  momentum view put late-north --shared --for zone=north --for sla=breached --for state=open")
    static final class Put implements Callable<Integer> {

        @Mixin
        private ApiPlace place;

        @Parameters(paramLabel = "NAME", description = "What it is called.")
        private String name;

        @Option(
                names = "--for",
                required = true,
                paramLabel = "MEMBER=VALUE",
                description = "What it looks for, as the search has it: zone=north. May be repeated.")
        private Map<String, String> query = new LinkedHashMap<>();

        @Option(names = "--shared", description = "For others too.")
        private boolean shared;

        @Option(names = "--team", paramLabel = "TEAM", description = "Shared with this team only. May be repeated.")
        private @Nullable List<String> teams;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Put() {}

        @Override
        public Integer call() throws ConfigException {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("query", query);
            body.put("shared", shared);
            if (teams != null) body.put("teams", teams);
            place.calls().put("/v1/views/" + ApiCalls.encode(name), HumanPeople.object(body));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "remove",
            header = "Takes a view away.",
            footerHeading = "%nExample:%n",
            footer = "  momentum view remove late-north --shared")
    static final class Remove implements Callable<Integer> {

        @Mixin
        private ApiPlace place;

        @Parameters(paramLabel = "NAME", description = "What it is called.")
        private String name;

        @Option(names = "--shared", description = "The shared one of that name.")
        private boolean shared;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Remove() {}

        @Override
        public Integer call() throws ConfigException {
            place.calls().delete("/v1/views/" + ApiCalls.encode(name) + (shared ? "?shared=true" : ""));
            return ExitCode.OK;
        }
    }
}
