package io.momentum.ops.cli;

import io.momentum.ops.api.HumanPeople;
import io.momentum.ops.config.ConfigException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "audit",
        header = "Says who changed what, when and from where, the newest first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum audit",
            "  momentum audit --actor maria --from 2026-11-29T00:00:00Z",
            "  momentum audit --operation closeConversation --json"
        })
final class AuditList implements Callable<Integer> {

    @Mixin
    private ApiPlace place;

    @Option(names = "--actor", paramLabel = "WHO", description = "As user:maria, token:crm, or the name alone.")
    private @Nullable String actor;

    @Option(names = "--operation", paramLabel = "ID", description = "An operationId of the contract.")
    private @Nullable String operation;

    @Option(names = "--subject", paramLabel = "TEXT", description = "A part of the path: an id, a number.")
    private @Nullable String subject;

    @Option(names = "--from", paramLabel = "TIME", description = "Not before.")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "TIME", description = "Before this.")
    private @Nullable String until;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many, up to 500.")
    private int limit;

    @Mixin
    private AnswerForm form;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    AuditList() {}

    @Override
    public Integer call() throws ConfigException {
        String path = "/v1/audit?limit=" + limit
                + member("actor", actor)
                + member("operation", operation)
                + member("subject", subject)
                + member("from", from)
                + member("until", until);
        form.print(place.calls().get(path), HumanPeople::audit);
        return ExitCode.OK;
    }

    private static String member(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + ApiCalls.encode(value);
    }
}
