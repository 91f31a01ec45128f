package io.momentum.ops.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which figures are meant: whose days, of what, and as of when. */
final class KpiScope {

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "Whose days and weeks are meant, as America/Bogota. Default: UTC.")
    private @Nullable String timeZone;

    @Option(names = "--campaign", paramLabel = "NAME", description = "This campaign alone; - for none.")
    private @Nullable String campaign;

    @Option(names = "--team", paramLabel = "TEAM", description = "This team alone; - for none.")
    private @Nullable String team;

    @Option(names = "--owner", paramLabel = "OWNER", description = "This owner alone; - for none.")
    private @Nullable String owner;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Contacts of this zone alone; - for none.")
    private @Nullable String zone;

    @Option(names = "--label", paramLabel = "LABEL", description = "This label alone; - for none.")
    private @Nullable String label;

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description = "As it was then, as 2026-11-23T18:00:00Z: the journal is read again up to there.")
    private @Nullable String asOf;

    /** The parameters of a request, more before them. */
    String query(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(more);
        put(all, "timeZone", timeZone);
        put(all, "campaign", campaign);
        put(all, "team", team);
        put(all, "owner", owner);
        put(all, "zone", zone);
        put(all, "label", label);
        put(all, "asOf", asOf);
        return all.isEmpty()
                ? ""
                : all.entrySet().stream()
                        .map(each -> each.getKey() + "=" + ApiCalls.encode(each.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    static void put(Map<String, String> all, String name, @Nullable String value) {
        if (value != null) all.put(name, value);
    }
}
