package io.momentum.ops.cli;

import io.momentum.ops.api.HumanPeople;
import io.momentum.ops.config.ConfigException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands on tokens that the running process gives out and ends, without its configuration. */
final class TokenIssue {

    private TokenIssue() {}

    @Command(
            name = "issue",
            header = "Lets the running process give out a token.",
            description =
                    "It is shown this once. For a person it has the person's role and scope; a program is given both.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  momentum token issue --person maria --expires 2027-06-30T00:00:00Z",
                "  momentum token issue --name crm --role integrator"
            })
    static final class Issue extends ApiQuestion {

        @Option(names = "--person", paramLabel = "PERSON", description = "For whom it is.")
        private @Nullable String person;

        @Option(names = "--name", paramLabel = "NAME", description = "For a program: its name, as the audit shows it.")
        private @Nullable String name;

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                description = "Of a program: viewer, agent, lead, compliance, auditor, integrator, operator or admin.")
        private @Nullable String role;

        @Option(names = "--account", paramLabel = "SYSTEM_ID", description = "Of a program: it sees this account only.")
        private @Nullable String account;

        @Option(names = "--zone", paramLabel = "ZONE", description = "Of a program: these zones only.")
        private @Nullable List<String> zones;

        @Option(names = "--team", paramLabel = "TEAM", description = "Of a program: these teams only.")
        private @Nullable List<String> teams;

        @Option(names = "--expires", paramLabel = "TIME", description = "When it ends; after a year if unsaid.")
        private @Nullable String expires;

        @Override
        String ask(ApiCalls api) {
            Map<String, Object> body = new LinkedHashMap<>();
            put(body, "person", person);
            put(body, "name", name);
            put(body, "role", role);
            put(body, "account", account);
            put(body, "zones", zones);
            put(body, "teams", teams);
            put(body, "expires", expires);
            return api.post("/v1/tokens", HumanPeople.object(body));
        }

        @Override
        String read(String answer) {
            return HumanPeople.token(answer);
        }

        private static void put(Map<String, Object> body, String name, @Nullable Object value) {
            if (value != null) body.put(name, value);
        }
    }

    @Command(
            name = "list",
            header = "Lists the tokens that were given out so.",
            footerHeading = "%nExample:%n",
            footer = "  momentum token list")
    static final class Shown extends ApiQuestion {
        @Override
        String ask(ApiCalls api) {
            return api.get("/v1/tokens?limit=500");
        }

        @Override
        String read(String answer) {
            return HumanPeople.tokens(answer);
        }
    }

    @Command(
            name = "revoke",
            header = "Ends a token at once.",
            footerHeading = "%nExample:%n",
            footer = "  momentum token revoke tk_0123456789ab")
    static final class Revoke implements Callable<Integer> {

        @Mixin
        private ApiPlace place;

        @Parameters(paramLabel = "ID", description = "As 'momentum token list' shows it.")
        private String id;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Revoke() {}

        @Override
        public Integer call() throws ConfigException {
            place.calls().delete("/v1/tokens/" + ApiCalls.encode(id));
            return ExitCode.OK;
        }
    }
}
