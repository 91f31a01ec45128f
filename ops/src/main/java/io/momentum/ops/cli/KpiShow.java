package io.momentum.ops.cli;

import io.momentum.ops.api.HumanKpis;
import io.momentum.ops.api.HumanText;
import io.momentum.ops.config.ConfigException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "kpi",
        header = "Shows the key figures of a day, week or month, and the rows behind each.",
        description = {
            "Delivery, replies, response times, SLA, closure, quality, sales, collections and more, exact to the row:",
            "what each is says --definitions. A figure over nothing is a dash, not 0. Of more than one of --campaign,",
            "--team, --owner, --zone and --label, rows are read one by one, which takes longer."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum kpi",
            "  momentum kpi --period 2026-W48 --time-zone America/Bogota --by team",
            "  momentum kpi --period 2026-11 --campaign nov --csv",
            "  momentum kpi --period 2026-11-23 --as-of 2026-11-23T18:00:00Z --json",
            "  momentum kpi --period 2026-W48 --rows sla_met --denominator"
        })
final class KpiShow implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--period",
            paramLabel = "PERIOD",
            description = "A day 2026-11-23, a week 2026-W48 or a month 2026-11. Default: this week.")
    private @Nullable String period;

    @Option(names = "--by", paramLabel = "FACET", description = "Taken apart by campaign, team, owner, zone or label.")
    private @Nullable String by;

    @Mixin
    private KpiScope scope;

    @Option(names = "--rows", paramLabel = "KPI", description = "Instead, the rows that this figure counts.")
    private @Nullable String rows;

    @Option(names = "--denominator", description = "With --rows: those that it is over.")
    private boolean denominator;

    @Option(names = "--definitions", description = "Instead, what each figure is.")
    private boolean definitions;

    @ArgGroup
    private @Nullable Form form;

    @Mixin
    private ApiPlace place;

    /** How it is printed, if not as a table. */
    static final class Form {
        @Option(names = "--json", description = "As the API answers.")
        private boolean json;

        @Option(names = "--csv", description = "As CSV: values with a point, without a unit.")
        private boolean csv;
    }

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    KpiShow() {}

    @Override
    public Integer call() throws ConfigException {
        boolean json = form != null && form.json;
        boolean csv = form != null && form.csv;
        if (csv && (rows != null || definitions))
            throw new ParameterException(spec.commandLine(), "--csv: of figures only");
        PrintWriter out = spec.commandLine().getOut();
        ApiCalls api = place.calls();
        if (definitions) {
            String answer = api.get("/v1/kpis/catalogue");
            out.print(json ? answer + "\n" : HumanKpis.definitions(answer));
        } else if (rows != null) {
            rows(api, rows, json, out);
        } else {
            Map<String, String> asked = asked();
            KpiScope.put(asked, "by", by);
            if (csv) asked.put("format", "csv");
            String answer = api.get("/v1/kpis" + scope.query(asked));
            out.print(csv ? answer : json ? answer + "\n" : HumanKpis.figures(answer));
        }
        out.flush();
        return ExitCode.OK;
    }

    private Map<String, String> asked() {
        Map<String, String> asked = new LinkedHashMap<>();
        KpiScope.put(asked, "period", period);
        return asked;
    }

    private void rows(ApiCalls api, String kpi, boolean json, PrintWriter out) {
        Map<String, String> asked = asked();
        asked.put("limit", "500");
        if (denominator) asked.put("part", "denominator");
        boolean more = true;
        while (more) {
            String page = api.get("/v1/kpis/" + ApiCalls.encode(kpi) + "/rows" + scope.query(asked));
            out.print(json ? page + "\n" : HumanKpis.rows(page));
            var next = HumanText.next(page);
            next.ifPresent(cursor -> asked.put("cursor", cursor));
            more = next.isPresent() && !out.checkError();
        }
    }
}
