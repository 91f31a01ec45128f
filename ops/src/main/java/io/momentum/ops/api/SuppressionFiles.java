package io.momentum.ops.api;

import io.momentum.ops.optout.SuppressionChanges;
import io.momentum.ops.report.CsvTable;
import io.momentum.store.index.Index;
import io.momentum.store.index.Views;
import io.momentum.store.journal.Journal;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.SuppressionScope;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The suppression list in and out as CSV. */
final class SuppressionFiles {

    private static final Logger LOG = LoggerFactory.getLogger(SuppressionFiles.class);
    private static final Duration CATCH_UP = Duration.ofSeconds(1);
    private static final int PAGE = 500;

    private final Suppressions suppressions;
    private final SuppressionChanges changes;
    private final SuppressionList list;
    private final Index index;
    private final Journal journal;

    SuppressionFiles(ApiParts parts, Suppressions suppressions, SuppressionChanges changes) {
        this.suppressions = suppressions;
        this.changes = changes;
        list = parts.suppressions();
        index = parts.index();
        journal = parts.journal();
    }

    Answer take(Call call, InputStream body) throws IOException {
        SuppressionScope usual = suppressions.scopeToChange(call.caller(), call.query("scope"));
        var job = new SuppressionImport(suppressions, list, changes, call.caller(), usual, ImportJson.isDryRun(call));
        JsonObject report = job.take(body);
        LOG.info(
                "{} imported suppressions: {} accepted, {} duplicates, {} bad",
                call.caller().name(),
                report.getLong("accepted"),
                report.getLong("duplicates"),
                report.getLong("bad"));
        return Answer.json(200, report);
    }

    /** Writes page after page, each when the client has taken the one before. Ends the response itself. */
    void give(Call call, Runnable audited) throws IOException {
        SuppressionScope scope = Suppressions.scopeToSee(call);
        call.changes()
                .say(new JsonObject()
                        .put("scope", scope == null ? "all" : scope.toString())
                        .put("format", "csv"));
        audited.run();
        Waiting.forIndex(index, journal, CATCH_UP);
        HttpServerResponse response = call.context().response();
        response.setChunked(true).putHeader("Content-Type", "text/csv; charset=utf-8");
        response.putHeader("Content-Disposition", "attachment; filename=\"suppressions.csv\"");
        write(response, "msisdn,scope,reason,since,source\r\n");
        @Nullable String cursor = null;
        do {
            Views.Page<Views.Suppression> page = index.suppressions(scope, cursor, PAGE);
            write(response, csv(page));
            cursor = page.next();
        } while (cursor != null);
        response.end();
    }

    private static String csv(Views.Page<Views.Suppression> page) throws IOException {
        var text = new StringBuilder();
        for (Views.Suppression each : page.items()) {
            CSVFormat.RFC4180.printRecord(
                    text,
                    each.digits(),
                    each.scope(),
                    CsvTable.harmless(each.reason()),
                    MessageJson.time(each.sinceMicros()),
                    each.source().toLowerCase(java.util.Locale.ROOT));
        }
        return text.toString();
    }

    private static void write(HttpServerResponse response, String text) {
        if (text.isEmpty()) return;
        Waiting.forResult(
                response.write(Buffer.buffer(text)).toCompletionStage().toCompletableFuture());
    }
}
