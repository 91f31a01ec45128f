package io.momentum.ops.cli;

import io.momentum.ops.api.HumanText;
import io.momentum.ops.config.ConfigException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        header = "Says what is wrong with the gateway that runs, and how it stands: binds, queues, accounts.",
        description = "What is wrong comes first, the worst before the others, each with what to do.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum status",
            "  momentum status --check",
            "  momentum status --config /etc/momentum/momentum.yaml --json"
        })
final class Status implements Callable<Integer> {

    @Mixin
    private ApiPlace place;

    @Mixin
    private AnswerForm form;

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
        form.print(HumanText.stateJson(status, carriers, accounts), _ -> HumanText.state(status, carriers, accounts));
        return !check || HumanText.isWell(status, carriers, accounts) ? ExitCode.OK : ExitCode.FAILED;
    }
}
