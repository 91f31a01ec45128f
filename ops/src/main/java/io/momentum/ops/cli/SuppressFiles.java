package io.momentum.ops.cli;

import io.momentum.ops.api.HumanCampaigns;
import io.momentum.ops.api.HumanSuppressions;
import io.momentum.ops.api.HumanText;
import io.momentum.ops.config.ConfigException;
import io.momentum.store.value.SuppressionScope;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about many numbers. */
final class SuppressFiles {

    private SuppressFiles() {}

    @Command(
            name = "list",
            header = "Shows the list, or all scopes of a number.",
            description = "Columns: number, scope, since, source, reason.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  momentum suppress list --scope account:acme",
                "  momentum suppress list +15550100",
                "  momentum suppress list +15550100 --as-of 2026-11-23T18:00:00Z"
            })
    static final class Shown implements Callable<Integer> {

        @Mixin
        private Suppress.Where where;

        @Mixin
        private AnswerForm form;

        @Parameters(paramLabel = "NUMBER", arity = "0..1", description = "In international form.")
        private @Nullable String number;

        @Option(
                names = "--as-of",
                paramLabel = "TIME",
                description = "Of a number: where it stood then, as 2026-11-23T18:00:00Z, and what had led to it.")
        private @Nullable String asOf;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Shown() {}

        @Override
        public Integer call() throws ConfigException {
            ApiCalls api = where.calls();
            if (number != null && asOf != null) {
                form.print(
                        api.get(where.pathOf(number) + "?asOf=" + ApiCalls.encode(asOf)),
                        HumanSuppressions::suppressionsThen);
                return ExitCode.OK;
            }
            if (asOf != null) throw where.wrong("--as-of: of one NUMBER");
            if (number != null) {
                form.print(api.get(where.pathOf(number)), HumanSuppressions::suppressions);
                return ExitCode.OK;
            }
            String query = where.query();
            form.printPages(
                    api,
                    "/v1/suppressions" + query + (query.isEmpty() ? "?" : "&") + "limit=500",
                    HumanSuppressions::suppressions);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "import",
            header = "Closes the numbers of a CSV file.",
            description = {
                "Lines of msisdn[,scope[,reason]] in UTF-8. A bad line does not stop the others; it is named, and the"
                        + " command",
                "ends with 1. Closing what is closed already changes nothing, so an import may be repeated. Of a"
                        + " registry's or",
                "a carrier's list the number is the first column, and the others do not matter. Nobody gets a"
                        + " confirmation."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  momentum suppress import --scope account:acme numbers.csv",
                "  momentum suppress import --registry rne --dry-run --errors bad.csv rne.csv",
                "  momentum suppress import --deactivated telco-2026-11.csv"
            })
    static final class Import implements Callable<Integer> {

        @Mixin
        private Suppress.Where where;

        @Mixin
        private AnswerForm form;

        @ArgGroup
        private @Nullable ListOfOthers list;

        @Option(names = "--dry-run", description = "Says what would be taken, and takes nothing.")
        private boolean dryRun;

        @Option(names = "--errors", paramLabel = "FILE", description = "Where to write the lines that were not taken.")
        private @Nullable Path errors;

        @Parameters(paramLabel = "FILE", description = "The file; - for the input.")
        private Path file;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Import() {}

        @Override
        public Integer call() throws ConfigException, IOException {
            String report = report("/v1/suppressions/import?dryRun=" + dryRun + scope());
            if (errors != null) Files.writeString(errors, HumanCampaigns.errorFile(report));
            form.print(report, HumanText::importReport);
            return HumanText.isWhole(report) ? ExitCode.OK : ExitCode.FAILED;
        }

        private String scope() {
            String named = list == null ? where.scope() : list.scope();
            return named == null ? "" : "&scope=" + ApiCalls.encode(named);
        }

        private String report(String path) throws ConfigException, IOException {
            if (file.toString().equals("-")) return where.calls().postCsv(path, System.in);
            if (!Files.isReadable(file)) throw new CommandFailed(ExitCode.FAILED, file + " cannot be read");
            return where.calls().postCsv(path, file);
        }
    }

    /** Whose list it is. */
    static final class ListOfOthers {

        @Option(
                names = "--registry",
                paramLabel = "NAME",
                description = "A registry of people who want no advertising, as rne: closes all but notifications.")
        private @Nullable String registry;

        @Option(names = "--deactivated", description = "Numbers that were given up: closes them for every message.")
        private boolean deactivated;

        ListOfOthers() {}

        String scope() {
            if (deactivated || registry == null) return SuppressionScope.DEACTIVATED.toString();
            return SuppressionScope.parse("registry:" + registry).toString();
        }
    }

    @Command(
            name = "export",
            header = "Prints the list as CSV, in the form that import takes.",
            footerHeading = "%nExample:%n",
            footer = "  momentum suppress export > suppressed.csv")
    static final class Export implements Callable<Integer> {

        @Mixin
        private Suppress.Where where;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Export() {}

        @Override
        public Integer call() throws ConfigException, IOException {
            PrintWriter out = where.out();
            try (InputStream csv = where.calls().stream("/v1/suppressions/export" + where.query())) {
                var reader = new InputStreamReader(csv, StandardCharsets.UTF_8);
                char[] some = new char[8192];
                for (int count = reader.read(some); count >= 0; count = reader.read(some)) out.write(some, 0, count);
            }
            out.flush();
            return ExitCode.OK;
        }
    }
}
