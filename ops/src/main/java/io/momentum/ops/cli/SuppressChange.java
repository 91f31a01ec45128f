package io.momentum.ops.cli;

import io.momentum.ops.api.HumanText;
import io.momentum.ops.config.ConfigException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that close and open one number. */
final class SuppressChange {

    private SuppressChange() {}

    @Command(
            name = "add",
            header = "Closes a number.",
            footerHeading = "%nExample:%n",
            footer = "  momentum suppress add +15550100 --reason \"asked by phone\"")
    static final class Add implements Callable<Integer> {

        @Mixin
        private Suppress.Where where;

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
            String named = where.scope();
            if (named != null) body.put("scope", named);
            where.calls().put(where.pathOf(number), HumanText.json(body));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "remove",
            header = "Opens a number again, with the subscriber's consent.",
            footerHeading = "%nExample:%n",
            footer = "  momentum suppress remove +15550100 --reason \"signed form 4711\"")
    static final class Remove implements Callable<Integer> {

        @Mixin
        private Suppress.Where where;

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
            String query = where.query();
            String path = where.pathOf(number) + query + (query.isEmpty() ? "?" : "&") + "reason=";
            where.calls().delete(path + ApiCalls.encode(reason));
            return ExitCode.OK;
        }
    }
}
