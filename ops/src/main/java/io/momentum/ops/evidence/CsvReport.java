package io.momentum.ops.evidence;

import io.momentum.ops.evidence.EvidenceTable.Entry;
import io.momentum.ops.followup.evidence.Days;
import io.momentum.ops.followup.evidence.RecordSeal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Evidence as a table: a row for each record, each message and each step of it. */
final class CsvReport {

    private static final String[] HEADING = {
        "number",
        "day",
        "record",
        "kind",
        "conversation",
        "contact",
        "msisdn",
        "campaign",
        "row",
        "at",
        "actor",
        "what",
        "text",
        "detail",
        "hash"
    };

    /** What a spreadsheet takes for the beginning of a formula. */
    private static final String FORMULA = "=+-@\t\r";

    private final Writer out;

    CsvReport(OutputStream out) {
        this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    }

    void write(Exporter export) throws IOException {
        var csv = new CSVPrinter(out, CSVFormat.RFC4180);
        csv.printRecord((Object[]) HEADING);
        export.each(told -> record(told, csv));
        csv.flush();
    }

    private static void record(Told told, CSVPrinter csv) throws IOException {
        Map<String, @Nullable Object> record = told.readable();
        Map<String, @Nullable Object> outcome = JsonText.objectOr(record, "outcome");
        row(
                told,
                csv,
                "record",
                JsonText.textOr(record, "at"),
                JsonText.textOr(record, "actor"),
                outcome.isEmpty() ? JsonText.textOr(record, "scope") : JsonText.textOr(outcome, "code"),
                told.text(record, "reason"),
                rest(told, outcome, "code", "at", "by"));
        for (Map<String, @Nullable Object> message : JsonText.objects(record, "messages")) {
            row(
                    told,
                    csv,
                    "message",
                    JsonText.textOr(message, "at"),
                    JsonText.textOr(message, "direction").equals("in")
                            ? "contact"
                            : JsonText.textOr(message, "account"),
                    JsonText.textOr(message, "direction") + " " + JsonText.textOr(message, "id"),
                    told.text(message, "text"),
                    rest(told, message, "at", "id", "text", "direction", "steps", "pduSha256"));
            for (Map<String, @Nullable Object> step : JsonText.objects(message, "steps"))
                row(
                        told,
                        csv,
                        "step",
                        JsonText.textOr(step, "at"),
                        "",
                        JsonText.textOr(step, "step") + " " + JsonText.textOr(message, "id"),
                        "",
                        rest(told, step, "at", "step"));
        }
        for (Map<String, @Nullable Object> event : JsonText.objects(record, "events"))
            row(
                    told,
                    csv,
                    "event",
                    JsonText.textOr(event, "at"),
                    JsonText.textOr(event, "actor"),
                    JsonText.textOr(event, "event"),
                    told.text(event, "text"),
                    rest(told, event, "at", "actor", "event", "text"));
    }

    private static void row(
            Told told, CSVPrinter csv, String row, String at, String actor, String what, String text, String detail)
            throws IOException {
        Entry entry = told.entry();
        Map<String, @Nullable Object> record = told.readable();
        csv.printRecord(
                entry.number(),
                Days.text(entry.day()),
                JsonText.textOr(record, "id"),
                entry.kind(),
                JsonText.textOr(record, "conversation"),
                entry.subject(),
                told.text(record, "number"),
                plain(entry.campaign()),
                row,
                at,
                plain(actor),
                plain(what),
                plain(text),
                plain(detail),
                entry.hash());
    }

    /** The other members, as {@code name=value; name=value}. */
    static String rest(Told told, Map<String, @Nullable Object> map, String... without) {
        var rest = new StringJoiner("; ");
        Map<String, @Nullable Object> others = new TreeMap<>(map);
        for (String name : without) others.remove(name);
        others.forEach((name, value) -> {
            boolean nested = value instanceof Map<?, ?> && !RecordSeal.isSealed(value);
            if (nested) rest.add(name + ": " + rest(told, JsonText.objectOr(others, name)));
            else rest.add(name + "=" + told.text(others, name));
        });
        return rest.toString();
    }

    /** A text that a spreadsheet would calculate gets an apostrophe in front. */
    private static String plain(String text) {
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return formula ? "'" + text : text;
    }
}
