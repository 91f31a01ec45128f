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
        name = "list",
        header = "Lists the connections that are recorded.",
        footerHeading = "%nExample:%n",
        footer = "  momentum record list")
final class RecordList implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiPlace place;

    @Option(names = "--output", paramLabel = "FORM", defaultValue = "table", description = "table or json.")
    private Output output;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    RecordList() {}

    @Override
    public Integer call() throws ConfigException {
        String sessions = place.calls().get("/v1/records");
        PrintWriter out = spec.commandLine().getOut();
        if (output == Output.JSON) out.println(HumanText.pretty(sessions));
        else out.print(HumanText.recorded(sessions));
        out.flush();
        return ExitCode.OK;
    }
}
