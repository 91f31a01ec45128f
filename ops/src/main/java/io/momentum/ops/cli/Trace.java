package io.momentum.ops.cli;

import io.momentum.ops.api.HumanText;
import io.momentum.ops.config.ConfigException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "trace",
        header = "Says what happened to a message, step by step.",
        description =
                "Times are UTC. Of numbers the last two digits are shown, and of receipts all but the text that they quote.",
        footerHeading = "%nExample:%n",
        footer = "  momentum trace 0c5a1b2c3d4e5f60")
final class Trace implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiPlace place;

    @Parameters(
            paramLabel = "ID",
            description = "The message_id that we gave in submit_sm_resp, or the API in its answer.")
    private String id;

    @Option(names = "--unmasked", description = "With numbers and texts. Needs the role operator.")
    private boolean unmasked;

    @Option(names = "--output", paramLabel = "FORM", defaultValue = "table", description = "table or json.")
    private Output output;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Trace() {}

    @Override
    public Integer call() throws ConfigException {
        if (!id.matches("[0-9a-fA-F]{16}|[0-9a-fA-F]{8}")) {
            throw new ParameterException(spec.commandLine(), "ID: 16 hexadecimal digits, or the 8 of SMPP 3.3");
        }
        String message = place.calls()
                .get("/v1/messages/" + id.toLowerCase(Locale.ROOT) + "/trace" + (unmasked ? "?unmasked=true" : ""));
        PrintWriter out = spec.commandLine().getOut();
        if (output == Output.JSON) out.println(HumanText.pretty(message));
        else out.print(HumanText.message(message));
        out.flush();
        return ExitCode.OK;
    }
}
