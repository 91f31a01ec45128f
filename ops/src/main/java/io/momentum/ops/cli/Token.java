package io.momentum.ops.cli;

import io.momentum.ops.access.Role;
import io.momentum.ops.api.TokenHash;
import io.momentum.store.value.SystemId;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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
        name = "token",
        header = "Makes tokens for the admin API.",
        subcommands = {Token.Create.class, TokenIssue.Issue.class, TokenIssue.Shown.class, TokenIssue.Revoke.class})
final class Token implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Token() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    @Command(
            name = "create",
            header = "Makes a token and the line of configuration that lets it in.",
            description = "The token is shown this once and kept nowhere; the configuration holds its hash.",
            footerHeading = "%nExample:%n",
            footer = "  momentum token create --role viewer dashboard")
    static final class Create implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private AnswerForm form;

        @Parameters(paramLabel = "NAME", description = "Who acts with it, as the audit will show.")
        private String name;

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "One of: viewer, agent, lead, compliance, auditor, integrator, operator, admin.")
        private Role role;

        @Option(names = "--account", paramLabel = "SYSTEM_ID", description = "Lets it see this account only.")
        private @Nullable SystemId account;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Create() {}

        @Override
        public Integer call() {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._@-]{0,62}")) {
                throw new ParameterException(spec.commandLine(), "NAME: letters, digits, '.', '_', '@' and '-'");
            }
            String token = TokenHash.newToken();
            if (form.isJson()) {
                form.printJson(json(token));
                return ExitCode.OK;
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println("Token, shown this once:");
            out.println("  " + token);
            out.println("Add to admin.tokens:");
            out.printf(
                    "  - { name: \"%s\", role: %s, hash: \"%s\"%s }%n",
                    name,
                    role.name().toLowerCase(Locale.ROOT),
                    TokenHash.of(token),
                    account == null ? "" : ", account: \"" + account + "\"");
            return ExitCode.OK;
        }

        private Map<String, Object> json(String token) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("token", token);
            json.put("name", name);
            json.put("role", role.name().toLowerCase(Locale.ROOT));
            json.put("hash", TokenHash.of(token));
            if (account != null) json.put("account", account.toString());
            return json;
        }
    }
}
