package io.momentum.ops.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.TestAppliance;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The rules, the dashboards, the runbook and the reference that are shipped, held against a process that runs. */
class ShippedWatchIT {

    private static final Path CONFIG = Path.of("../config");
    private static final Path RULES = CONFIG.resolve("prometheus/rules.yml");
    private static final Path REFERENCE = CONFIG.resolve("prometheus/METRICS.md");
    private static final Pattern SELECTOR =
            Pattern.compile("(?<![\\w:])((?:momentum|jvm|process)_\\w+)(?:\\{([^}]*)\\})?");
    private static final Pattern RECORDED = Pattern.compile("\\b[a-z]+:momentum_\\w+:\\w+");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on)\\s*\\(([^)]*)\\)");
    private static final Pattern PART = Pattern.compile("_(bucket|count|sum)$");
    /** Labels that every scrape or histogram adds. */
    private static final Set<String> ADDED = Set.of("job", "instance", "le");

    @TempDir
    static Path directory;

    private static TestAppliance appliance;
    private static Map<String, Described> known;
    private static String scraped;

    @BeforeAll
    static void start() throws Exception {
        appliance = TestAppliance.start(directory.resolve("data"));
        known = new TreeMap<>();
        appliance.metrics().describe().forEach(each -> known.put(each.name(), each));
        var request = HttpRequest.newBuilder(URI.create(appliance.metricsUrl() + "/metrics"));
        scraped = HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
    }

    @AfterAll
    static void stop() {
        appliance.close();
    }

    // ---- rules

    private record Rule(String record, String alert, String expr, Map<?, ?> annotations) {}

    private static List<Rule> rules() throws IOException {
        Map<?, ?> file = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(RULES));
        List<Rule> rules = new ArrayList<>();
        for (Object group : (List<?>) file.get("groups")) {
            for (Object each : (List<?>) ((Map<?, ?>) group).get("rules")) {
                Map<?, ?> rule = (Map<?, ?>) each;
                Object annotations = rule.get("annotations");
                rules.add(new Rule(
                        word(rule.get("record")),
                        word(rule.get("alert")),
                        word(rule.get("expr")),
                        annotations == null ? Map.of() : (Map<?, ?>) annotations));
            }
        }
        return rules;
    }

    private static String word(Object value) {
        return value == null ? "" : value.toString();
    }

    @Test
    void everyMetricOfARuleIsExposedWithTheLabelsItIsAskedFor() throws Exception {
        Set<String> recorded = rules().stream().map(Rule::record).collect(Collectors.toSet());
        List<String> problems = new ArrayList<>();
        for (Rule rule : rules()) problems.addAll(problems(rule.record() + rule.alert(), rule.expr(), recorded));
        assertEquals(List.of(), problems);
    }

    @Test
    void everyAlertHasAnEntryInTheRunbookAndEveryEntryAnAlert() throws Exception {
        Set<String> alerts = new TreeSet<>();
        for (Rule rule : rules()) {
            if (rule.alert().isEmpty()) continue;
            alerts.add(rule.alert());
            assertEquals(
                    "RUNBOOK.md#" + rule.alert().toLowerCase(java.util.Locale.ROOT),
                    word(rule.annotations().get("runbook_url")));
            assertFalse(word(rule.annotations().get("summary")).isBlank(), rule.alert());
        }
        Set<String> entries = Files.readString(CONFIG.resolve("prometheus/RUNBOOK.md"))
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3).strip())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(alerts, entries);
        assertTrue(alerts.size() >= 22, "so many alerts: " + alerts.size());
    }

    @Test
    void promtoolTakesTheRulesAndTheirTests() throws Exception {
        Optional<Path> promtool = Programs.find("promtool");
        if (promtool.isEmpty()) return;
        String tool = promtool.get().toString();
        Path here = CONFIG.resolve("prometheus");
        for (String[] command : new String[][] {
            {tool, "check", "rules", "--lint=all", "--lint-fatal", "rules.yml"},
            {tool, "test", "rules", "rules.test.yml"},
            {tool, "check", "config", "prometheus.yml"}
        }) {
            var said = Programs.run(here, command);
            assertEquals(0, said.status(), said.text());
        }
    }

    // ---- dashboards

    private static List<Path> dashboards() throws IOException {
        try (var files = Files.list(CONFIG.resolve("grafana"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> expressions(JsonObject dashboard) {
        List<String> expressions = new ArrayList<>();
        for (Object panel : dashboard.getJsonArray("panels")) {
            JsonArray targets = ((JsonObject) panel).getJsonArray("targets", new JsonArray());
            for (Object target : targets) expressions.add(((JsonObject) target).getString("expr"));
        }
        return expressions;
    }

    /** With values in place of the variables. */
    private static String filledIn(String expr) {
        return expr.replace("$__rate_interval", "5m").replaceAll("\\$(instance|carrier|account|team)", ".+");
    }

    @Test
    void everyMetricOfADashboardIsExposedWithTheLabelsItIsAskedFor() throws Exception {
        List<String> problems = new ArrayList<>();
        for (Path file : dashboards()) {
            JsonObject dashboard = new JsonObject(Files.readString(file));
            for (String expr : expressions(dashboard)) {
                problems.addAll(problems(file.getFileName().toString(), filledIn(expr), Set.of()));
            }
        }
        assertEquals(List.of(), problems);
    }

    @Test
    void dashboardsCanBeImported() throws Exception {
        Set<String> uids = new TreeSet<>();
        for (Path file : dashboards()) {
            String text = Files.readString(file);
            JsonObject dashboard = new JsonObject(text);
            uids.add(dashboard.getString("uid"));
            assertTrue(dashboard.getInteger("schemaVersion") >= 39, file.toString());
            assertEquals(
                    "DS_PROMETHEUS",
                    dashboard.getJsonArray("__inputs").getJsonObject(0).getString("name"));
            Set<String> variables = new TreeSet<>();
            for (Object each : dashboard.getJsonObject("templating").getJsonArray("list"))
                variables.add(((JsonObject) each).getString("name"));
            assertTrue(variables.contains("instance"), file.toString());
            var used = Pattern.compile("\\$(?!__|\\{)(\\w+)").matcher(text);
            while (used.find()) assertTrue(variables.contains(used.group(1)), file + ": $" + used.group(1));
            Set<Integer> ids = new TreeSet<>();
            for (Object panel : dashboard.getJsonArray("panels"))
                assertTrue(ids.add(((JsonObject) panel).getInteger("id")), file.toString());
        }
        assertEquals(Set.of("momentum-carriers", "momentum-followup", "momentum-gateway"), uids);
    }

    @Test
    void prometheusCanReadEveryExpressionOfADashboard() throws Exception {
        Optional<Path> promtool = Programs.find("promtool");
        if (promtool.isEmpty()) return;
        var rules = new StringBuilder("groups:\n  - name: dashboards\n    rules:\n");
        int count = 0;
        for (Path file : dashboards()) {
            for (String expr : expressions(new JsonObject(Files.readString(file)))) {
                rules.append("      - record: dashboard:expression:")
                        .append(count++)
                        .append("\n        expr: >-\n          ")
                        .append(filledIn(expr))
                        .append('\n');
            }
        }
        assertTrue(count > 60, "so many expressions: " + count);
        Path file = Files.writeString(directory.resolve("dashboards.yml"), rules);
        var said = Programs.run(directory, promtool.get().toString(), "check", "rules", file.toString());
        assertEquals(0, said.status(), said.text());
    }

    // ---- the reference

    /** Written anew where the system property momentum.write is set. */
    @Test
    void theReferenceHasWhatIsExposed() throws Exception {
        var page = new StringBuilder("""
                # Metrics

                What `/metrics` tells, besides figures of the JVM and the process (`jvm_*`, `process_*`, `system_*`). Counters begin at
                zero with the process; those of a configured account, carrier or team are there from the start. Times are in seconds,
                as histograms with fixed buckets in text, and with native buckets besides for whoever asks for protobuf.

                | metric | type | labels | |
                |---|---|---|---|
                """);
        for (Described each : known.values()) {
            page.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            each.name(),
                            each.type(),
                            String.join(", ", each.labels()),
                            each.help().replace("|", "\\|")));
        }
        if (System.getProperty("momentum.write") != null) Files.writeString(REFERENCE, page);
        assertEquals(page.toString(), Files.readString(REFERENCE));
    }

    // ---- how an expression is held against what is exposed

    private static List<String> problems(String where, String expr, Set<String> recorded) {
        List<String> problems = new ArrayList<>();
        Set<String> labels = new TreeSet<>(ADDED);
        var names = RECORDED.matcher(expr);
        boolean usesRecorded = false;
        while (names.find()) {
            usesRecorded = true;
            if (!recorded.contains(names.group())) problems.add(where + ": nobody records " + names.group());
        }
        String plain = names.reset().replaceAll("");
        var selectors = SELECTOR.matcher(plain);
        while (selectors.find()) {
            String name = selectors.group(1);
            String matchers = selectors.group(2) == null ? "" : selectors.group(2);
            Described metric = known.get(name);
            if (metric == null) metric = known.get(PART.matcher(name).replaceFirst(""));
            if (metric == null) {
                if (!isOfTheJvm(name)) problems.add(where + ": nobody exposes " + name);
                continue;
            }
            labels.addAll(metric.labels());
            var matcher = MATCHER.matcher(matchers);
            while (matcher.find()) {
                String label = matcher.group(1);
                if (!metric.labels().contains(label) && !ADDED.contains(label))
                    problems.add(where + ": " + name + " has no label " + label);
            }
        }
        var groupings = GROUPING.matcher(plain);
        while (groupings.find()) {
            for (String label : groupings.group(1).split(",", -1)) {
                if (!usesRecorded && !labels.contains(label.strip()))
                    problems.add(where + ": nothing has label " + label.strip() + " in " + expr);
            }
        }
        return problems;
    }

    /** The first pause for garbage brings its metric; the others are there. */
    private static boolean isOfTheJvm(String name) {
        return name.startsWith("jvm_gc_pause_seconds") || scraped.contains("\n" + name);
    }
}
