package io.momentum.ops.cli;

import io.momentum.ops.api.HumanText;
import io.momentum.ops.config.ConfigException;
import java.util.Locale;
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
        name = "trace",
        header = "Says what happened to a message, step by step.",
        description =
                "Times are UTC. Of numbers the last two digits are shown, and of receipts all but the text that they quote.",
        footerHeading = "%nExamples:%n",
        footer = {"  momentum trace 0c5a1b2c3d4e5f60", "  momentum trace 0c5a1b2c3d4e5f60 --as-of 2026-11-23T18:00:00Z"
        })
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

    @Option(names = "--as-of", paramLabel = "TIME", description = "As it stood then, as 2026-11-23T18:00:00Z.")
    private @Nullable String asOf;

    @Mixin
    private AnswerForm form;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Trace() {}

    @Override
    public Integer call() throws ConfigException {
        if (!id.matches("[0-9a-fA-F]{16}|[0-9a-fA-F]{8}")) {
            throw new ParameterException(spec.commandLine(), "ID: 16 hexadecimal digits, or the 8 of SMPP 3.3");
        }
        String query = "?unmasked=" + unmasked + (asOf == null ? "" : "&asOf=" + ApiCalls.encode(asOf));
        String message = place.calls().get("/v1/messages/" + id.toLowerCase(Locale.ROOT) + "/trace" + query);
        form.print(message, HumanText::message);
        return ExitCode.OK;
    }
}
