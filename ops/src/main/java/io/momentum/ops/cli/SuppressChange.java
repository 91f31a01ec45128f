package io.momentum.ops.cli;

import io.momentum.ops.api.HumanText;
import io.momentum.ops.config.ConfigException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Commands that close and open one number. */
final class SuppressChange {

    private SuppressChange() {}

    @Command(
            name = "add",
            header = "Closes a number.",
            footerHeading = "%nExample:%n",
            footer = "  momentum suppress add +15550100 --reason \"asked by phone\"")
    static final class Add implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private ApiPlace place;

        @Mixin
        private Suppress.Scope scope;

        @Parameters(paramLabel = "NUMBER", description = "In international form.")
        private String number;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Kept in the journal.")
        private String reason;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Add() {}

        @Override
        public Integer call() throws ConfigException {
            Map<String, String> body = new LinkedHashMap<>();
            body.put("reason", reason);
            String named = scope.text(spec);
            if (named != null) body.put("scope", named);
            place.calls().put(Suppress.pathOf(spec, number), HumanText.json(body));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "remove",
            header = "Opens a number again, with the subscriber's consent.",
            footerHeading = "%nExample:%n",
            footer = "  momentum suppress remove +15550100 --reason \"signed form 4711\"")
    static final class Remove implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private ApiPlace place;

        @Mixin
        private Suppress.Scope scope;

        @Parameters(paramLabel = "NUMBER", description = "In international form.")
        private String number;

        @Option(
                names = "--reason",
                required = true,
                paramLabel = "TEXT",
                description = "The proof of consent; kept in the journal.")
        private String reason;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Remove() {}

        @Override
        public Integer call() throws ConfigException {
            String query = scope.query(spec);
            String path = Suppress.pathOf(spec, number) + query + (query.isEmpty() ? "?" : "&") + "reason=";
            place.calls().delete(path + ApiCalls.encode(reason));
            return ExitCode.OK;
        }
    }
}
