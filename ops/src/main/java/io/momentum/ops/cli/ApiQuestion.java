package io.momentum.ops.cli;

import io.momentum.ops.config.ConfigException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks the admin API and prints what it is told. */
abstract class ApiQuestion implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiPlace place;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    ApiQuestion() {}

    /** Asks, and gives what is to be said. */
    abstract String ask(ApiCalls api);

    /** How it ends. */
    int exitCode() {
        return ExitCode.OK;
    }

    @Override
    public final Integer call() throws ConfigException {
        var out = spec.commandLine().getOut();
        out.print(ask(place.calls()));
        out.flush();
        return exitCode();
    }
}
