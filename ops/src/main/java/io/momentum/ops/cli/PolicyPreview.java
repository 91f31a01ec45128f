package io.momentum.ops.cli;

import io.momentum.ops.api.HumanPolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "preview",
        header = "Says what would become of a message to a number, or of a campaign, now or at a moment.",
        description = {
            "Asks the process that runs, so that what the number has had, its contact's card and permissions count."
                    + " Sends nothing."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum policy preview 13055550100 --account acme --at 2026-12-24T12:30:00Z",
            "  momentum policy preview --campaign november"
        })
final class PolicyPreview extends ApiQuestion {

    @Spec
    private CommandSpec self;

    @Parameters(arity = "0..1", paramLabel = "NUMBER", description = "The recipient, with its country code.")
    private @Nullable String number;

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "The systemId that sends, with a number.")
    private @Nullable String account;

    @Option(names = "--from", paramLabel = "SENDER", description = "The sender: whoever wrote to it may be answered.")
    private @Nullable String from;

    @Option(names = "--campaign", paramLabel = "NAME", description = "The campaign; without a number, all of it.")
    private @Nullable String campaign;

    @Option(names = "--at", paramLabel = "TIME", description = "Such as 2026-12-24T12:30:00Z; now without it.")
    private @Nullable String at;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    PolicyPreview() {}

    @Override
    String ask(ApiCalls api) {
        if (number == null) {
            if (campaign == null) throw new ParameterException(self.commandLine(), "a NUMBER, or --campaign");
            String moment = at == null ? "" : "?at=" + ApiCalls.encode(at);
            return api.get("/v1/campaigns/" + ApiCalls.encode(campaign) + "/policy" + moment);
        }
        if (account == null) throw new ParameterException(self.commandLine(), "with a NUMBER, --account");
        String query = "?to=" + ApiCalls.encode(number) + "&account=" + ApiCalls.encode(account)
                + more("from", from)
                + more("campaign", campaign)
                + more("at", at);
        return api.get("/v1/policy/explain" + query);
    }

    @Override
    String read(String answer) {
        return number == null ? HumanPolicy.campaign(answer) : HumanPolicy.number(answer);
    }

    private static String more(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + ApiCalls.encode(value);
    }
}
