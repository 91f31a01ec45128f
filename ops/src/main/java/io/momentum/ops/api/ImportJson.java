package io.momentum.ops.api;

import io.momentum.ops.contacts.ImportReport;
import io.momentum.ops.contacts.NumberReader;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** What imports of rows have in common: how a file is to be read, and what came of it. */
final class ImportJson {

    private ImportJson() {}

    static NumberReader numbers(Call call) {
        try {
            return new NumberReader(call.query("region").orElse(""));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("region: two letters of a country, as CO").refusal();
        }
    }

    /** Column to attribute, as {@code Phone=number,Zona=zone}. */
    static Map<String, String> map(Call call) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String each : call.query("map").orElse("").split(",", -1)) {
            if (each.isBlank()) continue;
            int equals = each.indexOf('=');
            if (equals < 1)
                throw Problem.badRequest("map: COLUMN=ATTRIBUTE,...").refusal();
            map.put(
                    each.substring(0, equals).strip(),
                    each.substring(equals + 1).strip());
        }
        return map;
    }

    static boolean isDryRun(Call call) {
        return call.query("dryRun").map(Boolean::parseBoolean).orElse(false);
    }

    static JsonObject of(ImportReport report, boolean dryRun) {
        JsonArray errors = new JsonArray();
        report.errors()
                .forEach(each ->
                        errors.add(new JsonObject().put("line", each.line()).put("reason", each.reason())));
        return new JsonObject()
                .put("lines", report.allLines())
                .put("accepted", report.acceptedLines())
                .put("unchanged", report.unchangedLines())
                .put("duplicates", report.duplicateLines())
                .put("doubtful", report.doubtfulLines())
                .put("bad", report.badLines())
                .put("dryRun", dryRun)
                .put("errors", errors);
    }
}
