package io.momentum.ops.cli;

import io.momentum.ops.api.HumanText;
import io.momentum.ops.config.ConfigException;
import io.momentum.store.value.CarrierId;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Delivery receipts of a gateway that runs. */
@Command(
        name = "dlr",
        header = "Works on delivery receipts.",
        subcommands = {Dlr.Rematch.class})
final class Dlr implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Dlr() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    @Command(
            name = "rematch",
            header = "Gives receipts that found no message to the messages that they name.",
            description = "After the profile of a carrier was corrected and reloaded: receipts that were kept without a"
                    + " message are read again, by the profile of now. Doing it twice changes nothing more.",
            footerHeading = "%nExamples:%n",
            footer = {"  momentum dlr rematch --carrier telco --dry-run", "  momentum dlr rematch --since 72h"})
    static final class Rematch implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private ApiPlace place;

        @Mixin
        private AnswerForm form;

        @Option(names = "--carrier", paramLabel = "CARRIER", description = "Its receipts only.")
        private @Nullable CarrierId carrier;

        @Option(
                names = "--since",
                paramLabel = "DURATION",
                defaultValue = "24h",
                description = "Receipts that came before it are left alone. Default: ${DEFAULT-VALUE}.")
        private Duration since;

        @Option(names = "--dry-run", description = "Says what it would find, and changes nothing.")
        private boolean dryRun;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Rematch() {}

        @Override
        public Integer call() throws ConfigException {
            ApiCalls api = place.calls();
            long matched = 0;
            long unmatched = 0;
            @Nullable String cursor = null;
            do {
                String asked = HumanText.rematchRequest(
                        carrier == null ? null : carrier.value(), Math.max(1, since.toSeconds()), dryRun, cursor);
                String page = api.post("/v1/receipts/rematch", asked);
                matched += HumanText.number(page, "matched");
                unmatched += HumanText.number(page, "unmatched");
                cursor = HumanText.next(page).orElse(null);
            } while (cursor != null);
            if (form.isJson()) {
                form.printJson(Map.of("matched", matched, "unmatched", unmatched, "dryRun", dryRun));
                return ExitCode.OK;
            }
            PrintWriter out = spec.commandLine().getOut();
            out.printf("%d matched%s, %d unmatched%n", matched, dryRun ? " (dry run)" : "", unmatched);
            out.flush();
            return ExitCode.OK;
        }
    }
}
