package io.momentum.ops.cli;

import io.momentum.ops.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "report",
        header = "Writes a week's report as a page to read, print and forward, and as CSV.",
        description = {
            "Headlines against the week before, what needs attention, tables by campaign, team, owner and zone, and",
            "what each figure is. The page is one file without scripts that needs nothing from elsewhere."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum report --week 2026-W48 --time-zone America/Bogota",
            "  momentum report --week 2026-W48 --campaign nov --lang es --out reports --format html"
        })
final class Report implements Callable<Integer> {

    /** What a file can be. */
    enum Format {
        HTML,
        CSV,
        JSON
    }

    /** Languages of the page. */
    enum Language {
        EN,
        ES
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--week", paramLabel = "WEEK", description = "As 2026-W48. Default: this week, so far.")
    private @Nullable String week;

    @Mixin
    private KpiScope scope;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Where the files go; made if it is not there. Default: here.")
    private Path out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            split = ",",
            defaultValue = "html,csv",
            description = "html, csv, json, or several. Default: ${DEFAULT-VALUE}.")
    private List<Format> formats;

    @Option(
            names = "--lang",
            paramLabel = "LANG",
            defaultValue = "en",
            description = "Of the page: en or es. Default: ${DEFAULT-VALUE}.")
    private Language language;

    @Mixin
    private ApiPlace place;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Report() {}

    @Override
    public Integer call() throws ConfigException, IOException {
        ApiCalls api = place.calls();
        PrintWriter told = spec.commandLine().getOut();
        Files.createDirectories(out);
        for (Format format : formats) {
            Map<String, String> asked = new LinkedHashMap<>();
            KpiScope.put(asked, "week", week);
            asked.put("format", word(format));
            asked.put("lang", word(language));
            String report = api.get("/v1/reports/weekly" + scope.query(asked));
            Path file = out.resolve("momentum-" + (week == null ? "week" : week) + "." + word(format));
            Files.writeString(file, report);
            told.println(file);
        }
        told.flush();
        return ExitCode.OK;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
