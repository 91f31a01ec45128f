package io.momentum.ops.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "route",
        header = "Says which way messages take.",
        subcommands = {RouteExplain.class})
final class Route implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Route() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
