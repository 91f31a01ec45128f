package io.momentum.ops.cli;

import io.momentum.ops.api.HumanCampaigns;
import io.momentum.ops.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A file of numbers, and how it is to be read. */
final class RowFile {

    @Parameters(paramLabel = "FILE", description = "CSV with a heading; - for the input.")
    private Path file;

    @Option(
            names = "--region",
            paramLabel = "CC",
            description = "Whose national numbers are meant: two letters, as CO. Without it, international ones alone.")
    private @Nullable String region;

    @Option(
            names = "--map",
            paramLabel = "COLUMN=ATTRIBUTE",
            description = "A column that is called otherwise: --map Phone=number --map Zona=zone. May be repeated.")
    private Map<String, String> map = new LinkedHashMap<>();

    @Option(names = "--dry-run", description = "Says what would be taken, and takes nothing.")
    private boolean dryRun;

    @Option(names = "--errors", paramLabel = "FILE", description = "Where to write the lines that were not taken.")
    private @Nullable Path errors;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    RowFile() {}

    boolean isDryRun() {
        return dryRun;
    }

    /** Hands the file over. @return the report */
    String take(ApiCalls api, String path) throws ConfigException, IOException {
        String whole = path + "?dryRun=" + dryRun + "&map=" + ApiCalls.encode(mapping())
                + (region == null ? "" : "&region=" + ApiCalls.encode(region))
                + (path.contains("contacts") ? "&source=" + ApiCalls.encode(name()) : "");
        if (map.isEmpty()) whole = whole.replace("&map=", "");
        String report;
        if (file.toString().equals("-")) report = api.postCsv(whole, System.in);
        else if (Files.isReadable(file)) report = api.postCsv(whole, file);
        else throw new CommandFailed(ExitCode.FAILED, file + " cannot be read");
        if (errors != null) Files.writeString(errors, HumanCampaigns.errorFile(report));
        return report;
    }

    private String name() {
        Path last = file.getFileName();
        return last == null ? "import" : last.toString();
    }

    private String mapping() {
        return map.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(","));
    }

    /** The exit code of an import that went so. */
    static int exitCode(String report) {
        return HumanCampaigns.isWhole(report) ? ExitCode.OK : ExitCode.FAILED;
    }
}
