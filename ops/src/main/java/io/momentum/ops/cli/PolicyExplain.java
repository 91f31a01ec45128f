package io.momentum.ops.cli;

import io.momentum.gateway.GatewayConfig;
import io.momentum.gateway.policy.AccountPolicies;
import io.momentum.gateway.policy.Ask;
import io.momentum.gateway.policy.Decision;
import io.momentum.gateway.policy.Decision.Defer;
import io.momentum.gateway.policy.Decision.Reject;
import io.momentum.gateway.policy.Decision.Send;
import io.momentum.gateway.server.AccountConfig;
import io.momentum.ops.api.HumanPolicy;
import io.momentum.ops.config.ConfigException;
import io.momentum.ops.config.ConfigFile;
import io.momentum.store.value.Msisdn;
import io.momentum.store.value.SystemId;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        header = "Says whether an account's message may leave for a number, when otherwise, and by which rules.",
        description = {
            "Reads the packs of rules that the account keeps to. What the number has had today is known only to the process"
                    + " that runs, so caps are named and not counted. The rules are data, and never legal advice."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum policy explain 13055550100 --account acme --config /etc/momentum/momentum.yaml",
            "  momentum policy explain 573005550100 --account acme --at 2026-12-08T09:00-05:00 --config momentum.yaml"
        })
final class PolicyExplain implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NUMBER", description = "The recipient, with its country code.")
    private String number;

    @Option(names = "--account", required = true, paramLabel = "ACCOUNT", description = "The systemId that sends.")
    private SystemId account;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "A time with its offset, such as 2026-12-08T09:00-05:00; now without it.")
    private @Nullable String at;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Where the recipient is known to be.")
    private @Nullable String zone;

    @Mixin
    private AnswerForm form;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path config;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    PolicyExplain() {}

    @Override
    public Integer call() throws ConfigException {
        GatewayConfig gateway = ConfigFile.read(config).gateway();
        AccountPolicies policies = policies(gateway);
        Instant when = at == null ? Instant.now() : moment(at);
        long digits = Msisdn.digitsOf(number);
        if (digits == Msisdn.NONE) throw wrong("'%s' is no number".formatted(number));
        Ask ask = Ask.of(digits, policies.category(), policies.packs());
        if (zone != null) ask = ask.in(zone(zone));
        Decision decision = gateway.policies().evaluate(ask, when, new long[0]);
        List<String> lines = gateway.policies().explain(ask, when);
        if (form.isJson()) {
            form.print(HumanPolicy.explained(decision, lines), UnaryOperator.identity());
            return ExitCode.OK;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(verdict(decision, policies));
        lines.forEach(out::println);
        out.flush();
        return ExitCode.OK;
    }

    private AccountPolicies policies(GatewayConfig gateway) {
        return gateway.accounts().stream()
                .filter(each -> each.systemId().equals(account))
                .map(AccountConfig::policies)
                .findFirst()
                .orElseThrow(() -> wrong("no account has the systemId '%s'".formatted(account)));
    }

    private static String verdict(Decision decision, AccountPolicies policies) {
        if (policies.isOff()) return "may leave: the account keeps to no packs of rules";
        return switch (decision) {
            case Send _ -> "may leave";
            case Defer d -> "waits until %s by %s version %d: %s".formatted(d.until(), d.pack(), d.version(), d.why());
            case Reject r -> "is refused by %s version %d: %s".formatted(r.pack(), r.version(), r.why());
        };
    }

    private Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw wrong("'%s' is no time with its offset such as 2026-12-08T09:00-05:00".formatted(text));
        }
    }

    private ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw wrong("'%s' is no time zone such as America/Bogota".formatted(text));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
