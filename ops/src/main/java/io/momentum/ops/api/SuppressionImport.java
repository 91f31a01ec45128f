package io.momentum.ops.api;

import io.momentum.gateway.net.Loop;
import io.momentum.ops.optout.SuppressionChanges;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.Msisdn;
import io.momentum.store.value.SuppressionScope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One import of numbers to be closed. Takes the lines in batches; each is in force before the next is read, so memory is
 * bounded by one batch, and a client that is faster than the disk waits.
 */
final class SuppressionImport {

    static final long BYTES_MAX = 256L << 20;

    private static final int BATCH = 1000;
    private static final int ERRORS_MAX = 10_000;
    private static final int ADDRESS_MAX = 20;
    private static final int REASON_MAX = 200;
    /** An export also has since and source; when it comes in again these are told anew. */
    private static final int COLUMNS_MAX = 5;

    private static final int SCOPES_REMEMBERED = 1000;
    private static final String HEADING = "msisdn";

    private final Suppressions suppressions;
    private final SuppressionList list;
    private final SuppressionChanges changes;
    private final Caller caller;
    private final SuppressionScope usualScope;
    private final OptSource source;
    private final boolean dryRun;

    private final Map<String, Checked> scopes = new HashMap<>();
    private final List<OptedOut> batch = new ArrayList<>(BATCH);
    private final Set<Pair> inBatch = new HashSet<>();
    private final JsonArray errors = new JsonArray();
    private long lines;
    private long accepted;
    private long duplicates;
    private long bad;

    private record Pair(long digits, SuppressionScope scope) {}

    /** A scope as a line names it, and what is wrong with it. */
    private record Checked(SuppressionScope scope, @Nullable String wrong) {}

    SuppressionImport(
            Suppressions suppressions,
            SuppressionList list,
            SuppressionChanges changes,
            Caller caller,
            SuppressionScope usualScope,
            boolean dryRun) {
        this.suppressions = suppressions;
        this.list = list;
        this.changes = changes;
        this.caller = caller;
        this.usualScope = usualScope;
        this.dryRun = dryRun;
        source = sourceOf(usualScope);
    }

    /** Takes all lines. @return the report */
    JsonObject take(InputStream body) throws IOException {
        var csv = new CsvLines(new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)));
        try {
            takeAll(csv);
        } catch (Refusal e) {
            throw e.problem().with("report", report()).refusal();
        }
        return report();
    }

    private void takeAll(CsvLines csv) throws IOException {
        for (List<String> cells = csv.next(); cells != null; cells = csv.next()) {
            if (csv.isBlank() || isHeading(csv.number(), cells)) continue;
            lines++;
            String wrong = take(cells);
            if (wrong != null) bad(csv.number(), wrong);
            if (batch.size() == BATCH) enforce();
        }
        enforce();
    }

    private JsonObject report() {
        return new JsonObject()
                .put("lines", lines)
                .put("accepted", accepted)
                .put("duplicates", duplicates)
                .put("bad", bad)
                .put("dryRun", dryRun)
                .put("errors", errors);
    }

    private boolean isHeading(int number, List<String> cells) {
        if (number != 1 || cells.isEmpty()) return false;
        String first = cells.getFirst();
        boolean named = source != OptSource.IMPORT && first.chars().noneMatch(Character::isDigit);
        return named || first.equalsIgnoreCase(HEADING);
    }

    /** Takes one line. @return what is wrong with it, null where nothing is */
    private @Nullable String take(List<String> cells) {
        if (cells.isEmpty()) return "not CSV, or longer than " + CsvLines.LINE_MAX + " characters";
        if (source != OptSource.IMPORT) return ofList(cells);
        if (cells.size() > COLUMNS_MAX) return "more columns than an export has";
        long digits = Msisdn.digitsOf(cells.getFirst());
        if (digits == Msisdn.NONE) return "msisdn: not a number of 1 to 15 digits";
        Checked checked = scope(cells.size() > 1 ? cells.get(1) : "");
        if (checked.wrong() != null) return "scope: " + checked.wrong();
        String reason = cells.size() > 2 && !cells.get(2).isEmpty() ? cells.get(2) : "import by " + caller.name();
        if (reason.length() > REASON_MAX) return "reason: longer than " + REASON_MAX + " characters";
        add(digits, checked.scope(), reason);
        return null;
    }

    /** Registries and carriers have columns of their own; the number stands first. */
    private @Nullable String ofList(List<String> cells) {
        long digits = Msisdn.digitsOf(cells.getFirst());
        if (digits == Msisdn.NONE) return "not a number of 1 to 15 digits";
        add(digits, usualScope, "list " + usualScope.name() + ", import by " + caller.name());
        return null;
    }

    private static OptSource sourceOf(SuppressionScope scope) {
        if (scope.equals(SuppressionScope.DEACTIVATED)) return OptSource.DEACTIVATED;
        return scope.kind() == SuppressionScope.Kind.REGISTRY ? OptSource.REGISTRY : OptSource.IMPORT;
    }

    private void add(long digits, SuppressionScope scope, String reason) {
        if (list.contains(digits, scope) || !inBatch.add(new Pair(digits, scope))) {
            duplicates++;
            return;
        }
        batch.add(new OptedOut(Loop.clockMicros(), digits, scope, source, 0, reason));
    }

    private Checked scope(String text) {
        if (text.isEmpty()) return new Checked(usualScope, null);
        if (scopes.size() >= SCOPES_REMEMBERED) scopes.clear();
        return scopes.computeIfAbsent(text, this::check);
    }

    private Checked check(String text) {
        try {
            SuppressionScope scope = SuppressionScope.parse(text);
            boolean address = scope.kind() == SuppressionScope.Kind.SENDER;
            if (address && scope.name().length() > ADDRESS_MAX) return new Checked(scope, "longer than an address");
            if (!caller.changes(scope)) return new Checked(scope, "not of the token's account");
            return new Checked(scope, suppressions.whatIsWrongWith(scope));
        } catch (IllegalArgumentException e) {
            return new Checked(usualScope, String.valueOf(e.getMessage()));
        }
    }

    private void bad(int line, String reason) {
        bad++;
        if (errors.size() < ERRORS_MAX) {
            errors.add(new JsonObject().put("line", line).put("reason", reason));
        }
    }

    private void enforce() {
        if (batch.isEmpty()) return;
        if (!dryRun) Waiting.forResult(changes.enforce(List.copyOf(batch)));
        accepted += batch.size();
        batch.clear();
        inBatch.clear();
    }
}
