package io.momentum.ops.cli;

import io.momentum.ops.api.HumanText;
import io.momentum.ops.config.ConfigException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        header = "Says what is wrong with the gateway that runs, and how it stands: binds, queues, accounts.",
        description = "What is wrong comes first, the worst before the others, each with what to do.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum status",
            "  momentum status --check",
            "  momentum status --config /etc/momentum/momentum.yaml --output json"
        })
final class Status implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiPlace place;

    @Option(names = "--output", paramLabel = "FORM", defaultValue = "table", description = "table or json.")
    private Output output;

    @Option(names = "--check", description = "Fails if something is wrong that somebody has to get up for.")
    private boolean check;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Status() {}

    @Override
    public Integer call() throws ConfigException {
        ApiCalls api = place.calls();
        String status = api.get("/v1/status");
        String carriers = api.get("/v1/carriers");
        String accounts = api.get("/v1/accounts");
        PrintWriter out = spec.commandLine().getOut();
        if (output == Output.JSON) out.println(HumanText.stateJson(status, carriers, accounts));
        else out.print(HumanText.state(status, carriers, accounts));
        out.flush();
        return !check || HumanText.isWell(status, carriers, accounts) ? ExitCode.OK : ExitCode.FAILED;
    }
}
