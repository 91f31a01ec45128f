package io.momentum.ops.cli;

import io.momentum.ops.api.HumanPeople;
import io.momentum.ops.api.HumanPolicy;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "override",
        header = "Lets a message or a campaign leave whatever the packs of rules say.",
        description = {
            "For the roles compliance and admin. Who, why and for how long are in the journal; what waits is looked at"
                    + " again at once.",
            "It never lets anything leave for a number that opted out."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum policy override --campaign recall --reason \"product recall\" --hours 6",
            "  momentum policy override --campaign recall --reason \"it is over\" --hours 0"
        })
final class PolicyOverride extends ApiQuestion {

    @ArgGroup(multiplicity = "1")
    private Which which;

    /** One of the two. */
    static final class Which {
        @Option(names = "--message", required = true, paramLabel = "ID", description = "A message that waits.")
        private @Nullable String message;

        @Option(names = "--campaign", required = true, paramLabel = "NAME", description = "All of a campaign.")
        private @Nullable String campaign;
    }

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Kept in the journal.")
    private String reason;

    @Option(
            names = "--hours",
            defaultValue = "24",
            paramLabel = "N",
            description = "For how long, 168 at most; 0 takes it back.")
    private int hours;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    PolicyOverride() {}

    @Override
    String ask(ApiCalls api) {
        String path = which.message != null
                ? "/v1/messages/" + ApiCalls.encode(which.message)
                : "/v1/campaigns/" + ApiCalls.encode(String.valueOf(which.campaign));
        String body = HumanPeople.object(Map.of("reason", reason, "hours", hours));
        return api.post(path + "/waiver", body);
    }

    @Override
    String read(String answer) {
        return HumanPolicy.waived(answer);
    }
}
