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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "canned",
        header = "Answers that are ready, by language.",
        subcommands = {Canned.Shown.class, Canned.Put.class, Canned.Remove.class})
final class Canned implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Canned() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    @Command(
            name = "list",
            header = "Lists ready answers.",
            footerHeading = "%nExample:%n",
            footer = "  momentum canned list")
    static final class Shown extends ApiQuestion {
        @Override
        String ask(ApiCalls api) {
            return api.get("/v1/canned");
        }

        @Override
        String read(String answer) {
            return HumanPeople.canned(answer);
        }
    }

    @Command(
            name = "put",
            header = "Makes a ready answer, or takes another text for it.",
            footerHeading = "%nExample:%n",
            footer = "  momentum canned put hours --text \"en=Hello {name|there}, we open at 9.\" --language en")
    static final class Put implements Callable<Integer> {

        @Mixin
        private ApiPlace place;

        @Parameters(paramLabel = "NAME", description = "What it is called.")
        private String name;

        @Option(
                names = "--text",
                required = true,
                paramLabel = "LANGUAGE=TEXT",
                description =
                        "{name} stands for what is known of the contact, {name|word} has a word for where it is not.")
        private Map<String, String> texts = new LinkedHashMap<>();

        @Option(names = "--language", paramLabel = "LANGUAGE", description = "The usual one.")
        private @Nullable String language;

        @Option(names = "--team", paramLabel = "TEAM", description = "For this team only. May be repeated.")
        private @Nullable List<String> teams;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Put() {}

        @Override
        public Integer call() throws ConfigException {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("texts", texts);
            if (language != null) body.put("language", language);
            if (teams != null) body.put("teams", teams);
            place.calls().put("/v1/canned/" + ApiCalls.encode(name), HumanPeople.object(body));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "remove",
            header = "Takes a ready answer away.",
            footerHeading = "%nExample:%n",
            footer = "  momentum canned remove hours")
    static final class Remove implements Callable<Integer> {

        @Mixin
        private ApiPlace place;

        @Parameters(paramLabel = "NAME", description = "What it is called.")
        private String name;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Remove() {}

        @Override
        public Integer call() throws ConfigException {
            place.calls().delete("/v1/canned/" + ApiCalls.encode(name));
            return ExitCode.OK;
        }
    }
}
