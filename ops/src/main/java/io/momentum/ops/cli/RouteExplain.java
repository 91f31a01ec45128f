package io.momentum.ops.cli;

import io.momentum.ops.api.HumanText;
import io.momentum.ops.api.RouteJson;
import io.momentum.ops.config.ConfigException;
import io.momentum.ops.config.ConfigFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        header = "Says which rule takes a message, which carrier, and why no other.",
        description = "Asks the process that runs, so that the state of its carriers counts. Sends nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum route explain 890123 34600123456 acme",
            "  momentum route explain 890123 34600123456 acme --offline /etc/momentum/momentum.yaml"
        })
final class RouteExplain implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "FROM", description = "The sender, as in the message.")
    private String from;

    @Parameters(index = "1", paramLabel = "TO", description = "The destination, with its country code.")
    private String to;

    @Parameters(index = "2", paramLabel = "ACCOUNT", description = "The systemId of the account that sends.")
    private String account;

    @Option(
            names = "--offline",
            paramLabel = "FILE",
            description = "Looks into this configuration instead, as if every carrier were well.")
    private @Nullable Path offline;

    @Mixin
    private ApiPlace place;

    @Mixin
    private AnswerForm form;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    RouteExplain() {}

    @Override
    public Integer call() throws ConfigException {
        form.print(offline == null ? live() : offline(offline), HumanText::route);
        return ExitCode.OK;
    }

    private String live() throws ConfigException {
        return place.calls()
                .get("/v1/routes/explain?from=%s&to=%s&account=%s"
                        .formatted(ApiCalls.encode(from), ApiCalls.encode(to), ApiCalls.encode(account)));
    }

    private String offline(Path file) throws ConfigException {
        return RouteJson.offline(ConfigFile.read(file).gateway(), from, to, account);
    }
}
