package io.momentum.ops.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "record",
        header = "The last PDUs of the connections that are up.",
        subcommands = {RecordList.class, RecordDump.class})
final class Records implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Records() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "list or dump?");
    }
}
