package io.momentum.ops.api;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers of the API as people read them at a terminal. */
public final class HumanText {

    private HumanText() {}

    // ---- the state

    /** All three answers as one JSON object. */
    public static String stateJson(String status, String carriers, String accounts) {
        return new JsonObject()
                .put("trouble", HumanTrouble.json(troubles(status, carriers, accounts)))
                .put("status", new JsonObject(status))
                .put("carriers", new JsonObject(carriers).getJsonArray("items"))
                .put("accounts", new JsonObject(accounts).getJsonArray("items"))
                .encodePrettily();
    }

    /** Whether anything is wrong that somebody has to get up for. */
    public static boolean isWell(String status, String carriers, String accounts) {
        return troubles(status, carriers, accounts).stream().noneMatch(trouble -> trouble.rank() < 2);
    }

    private static List<HumanTrouble> troubles(String status, String carriers, String accounts) {
        return HumanTrouble.of(new JsonObject(status), items(carriers), items(accounts));
    }

    /** What is wrong, the worst first, with what to do; then everything. */
    public static String state(String status, String carriers, String accounts) {
        var text = new StringBuilder(HumanTrouble.text(troubles(status, carriers, accounts)));
        text.append(System.lineSeparator());
        JsonObject state = new JsonObject(status);
        text.append("momentum %s, up %s%s%n"
                .formatted(
                        state.getString("version"),
                        duration(state.getLong("uptimeSeconds")),
                        state.getBoolean("draining") ? ", draining" : ""));
        JsonObject journal = state.getJsonObject("journal", new JsonObject());
        JsonObject index = state.getJsonObject("index", new JsonObject());
        text.append("journal %s, %d facts; index %d behind; %d suppressed%n"
                .formatted(
                        journal.getBoolean("open", false)
                                ? "open"
                                : journal.getBoolean("diskLow", false) ? "CLOSED, the disk is full" : "CLOSED",
                        journal.getLong("durableSequence", 0L),
                        index.getLong("lagFacts", 0L),
                        state.getLong("suppressions", 0L)));
        text.append(System.lineSeparator());
        text.append(table(carrierRows(items(carriers)))).append(System.lineSeparator());
        return text.append(table(accountRows(items(accounts)))).toString();
    }

    private static List<List<String>> carrierRows(List<JsonObject> carriers) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "CARRIER",
                "BOUND",
                "CIRCUIT",
                "RATE",
                "WINDOW",
                "QUEUE",
                "OLDEST",
                "SUBMITS",
                "OK",
                "RECEIPTS",
                "MOS"));
        for (JsonObject carrier : carriers) {
            List<JsonObject> binds = objects(carrier.getJsonArray("binds"));
            long bound = binds.stream()
                    .filter(bind -> "bound".equals(bind.getString("state")))
                    .count();
            List<JsonObject> up = binds.stream()
                    .filter(bind -> "bound".equals(bind.getString("state")))
                    .filter(bind -> !"receiver".equals(bind.getString("role")))
                    .toList();
            JsonObject counters = carrier.getJsonObject("counters");
            rows.add(List.of(
                    carrier.getString("id"),
                    bound + "/" + binds.size(),
                    carrier.getString("circuit"),
                    rate(carrier),
                    sum(up, "windowUsed") + "/" + sum(up, "windowSize"),
                    Long.toString(carrier.getJsonObject("queue").getLong("messages")),
                    duration(carrier.getJsonObject("queue").getLong("oldestSeconds")),
                    Long.toString(counters.getLong("submits")),
                    Long.toString(counters.getJsonObject("responses").getLong("ESME_ROK", 0L)),
                    Long.toString(sum(counters.getJsonObject("receipts"))),
                    Long.toString(counters.getLong("messagesFromSubscribers"))));
        }
        return rows;
    }

    private static String rate(JsonObject carrier) {
        double rate = carrier.getDouble("ratePerSecondNow");
        String text = rate == 0 ? "unlimited" : "%.0f/s".formatted(rate);
        return carrier.getBoolean("throttled") ? text + " throttled" : text;
    }

    private static long sum(List<JsonObject> objects, String member) {
        return objects.stream().mapToLong(each -> each.getLong(member)).sum();
    }

    private static List<List<String>> accountRows(List<JsonObject> accounts) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ACCOUNT", "BINDS", "SUBMITS", "OK", "SUPPRESSED", "THROTTLED", "DELIVERS"));
        for (JsonObject account : accounts) {
            rows.add(List.of(
                    account.getString("systemId"),
                    account.getInteger("binds") + "/" + account.getInteger("maxBinds"),
                    Long.toString(account.getLong("submits")),
                    Long.toString(account.getJsonObject("responses").getLong("ESME_ROK", 0L)),
                    Long.toString(account.getLong("suppressed")),
                    Long.toString(account.getLong("throttled")),
                    Long.toString(account.getLong("delivers"))));
        }
        return rows;
    }

    private static long sum(JsonObject counts) {
        return counts.stream()
                .mapToLong(each -> ((Number) each.getValue()).longValue())
                .sum();
    }

    static String duration(long seconds) {
        if (seconds < 60) return seconds + "s";
        if (seconds < 3600) return "%dm %ds".formatted(seconds / 60, seconds % 60);
        if (seconds < 86_400) return "%dh %dm".formatted(seconds / 3600, seconds / 60 % 60);
        return "%dd %dh".formatted(seconds / 86_400, seconds / 3600 % 24);
    }

    // ---- a message

    public static String message(String json) {
        JsonObject message = new JsonObject(json);
        var text = new StringBuilder();
        String then = message.containsKey("asOf") ? " at " + message.getString("asOf") : "";
        text.append("%s  %s%s%n".formatted(message.getString("id"), message.getString("status"), then));
        text.append("%s to %s, account %s, by %s%n"
                .formatted(
                        message.getString("from"),
                        message.getString("to"),
                        message.getString("account"),
                        message.getString("origin")));
        Optional.ofNullable(message.getString("carrier"))
                .ifPresent(carrier -> text.append(
                        "carrier %s, its id %s%n".formatted(carrier, message.getString("smscId", "not known"))));
        Optional.ofNullable(message.getJsonObject("cause")).ifPresent(cause -> text.append(cause(cause)));
        text.append(System.lineSeparator());
        List<List<String>> rows = new ArrayList<>();
        for (JsonObject step : objects(message.getJsonArray("steps"))) {
            rows.add(List.of(
                    step.getString("at"),
                    "+%d ms".formatted(step.getLong("afterMillis")),
                    step.getString("event"),
                    step.getString("text")));
            if (step.containsKey("raw")) rows.add(List.of("", "", "", "raw: " + oneLine(step.getString("raw"))));
        }
        return text.append(table(rows)).toString();
    }

    /** {@code cause number_dead, code 0001 (unknown subscriber): Take the number off the list. Retry: never.} */
    private static String cause(JsonObject cause) {
        String code = cause.containsKey("code") ? ", code " + cause.getString("code") : "";
        String means = cause.containsKey("means") ? " (" + cause.getString("means") + ")" : "";
        String advice = cause.containsKey("advice") ? ": " + cause.getString("advice") : "";
        String retry = cause.getString("retry").replace('_', ' ');
        return "cause %s%s%s%s Retry: %s.%n".formatted(cause.getString("cause"), code, means, advice, retry);
    }

    // ---- receipts

    /** What to ask for: one page of receipts to be matched again. */
    public static String rematchRequest(
            @Nullable String carrier, long sinceSeconds, boolean dryRun, @Nullable String cursor) {
        JsonObject body = new JsonObject().put("sinceSeconds", sinceSeconds).put("dryRun", dryRun);
        if (carrier != null) body.put("carrier", carrier);
        if (cursor != null) body.put("cursor", cursor);
        return body.encode();
    }

    /** A number in an answer. */
    public static long number(String json, String name) {
        return new JsonObject(json).getLong(name);
    }

    // ---- a way

    /** Which rule takes a message, and every other with what spoke against it. */
    public static String route(String json) {
        JsonObject way = new JsonObject(json);
        var text = new StringBuilder();
        JsonObject place = way.getJsonObject("destination");
        if (place != null) {
            text.append("destination: network %s %s in %s, by its prefix %s%n"
                    .formatted(
                            place.getString("network"),
                            place.getString("operator"),
                            place.getString("country"),
                            place.getString("prefix")));
        }
        JsonObject ported = way.getJsonObject("portability");
        if (ported != null) text.append(portability(ported.getString("network"), ported.getString("by")));
        String rule = way.getString("rule");
        text.append(rule == null ? "no rule takes it%n".formatted() : "rule: %s%n".formatted(rule));
        String carrier = way.getString("carrier");
        if (carrier != null) text.append("carrier: %s (%s)%n".formatted(carrier, way.getString("reason")));
        for (JsonObject each : objects(way.getJsonArray("carriers", new JsonArray()))) {
            text.append("  %s: %s, circuit %s%s, %d queued%n"
                    .formatted(
                            each.getString("carrier"),
                            each.getBoolean("bound", false) ? "bound" : "not bound",
                            each.getString("circuit", "unknown"),
                            each.getBoolean("throttled", false) ? ", throttled" : "",
                            each.getInteger("queued", 0)));
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("RULE", "CARRIERS", "WHY"));
        for (JsonObject each : objects(way.getJsonArray("tried"))) {
            rows.add(List.of(each.getString("rule"), each.getString("carriers"), each.getString("why")));
        }
        return text.append(System.lineSeparator()).append(table(rows)).toString();
    }

    private static String portability(@Nullable String network, String by) {
        if (network != null) return "looked up: in network %s, by %s%n".formatted(network, by);
        String why = by.equals("unanswered") ? "nobody answered" : "not ported, by " + by;
        return "looked up: %s; its prefix holds%n".formatted(why);
    }

    static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", "·");
    }

    // ---- recordings

    public static String recorded(String sessions) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("SESSION", "OWNER", "PEER"));
        for (JsonObject session : items(sessions)) {
            rows.add(List.of(session.getString("session"), session.getString("owner"), session.getString("peer")));
        }
        return table(rows);
    }

    // ---- pages

    /** Whether a page has nothing on it. */
    public static boolean isEmptyPage(String json) {
        return new JsonObject(json).getJsonArray("items").isEmpty();
    }

    /** Where the next page begins. */
    public static Optional<String> next(String page) {
        return Optional.ofNullable(new JsonObject(page).getString("next"));
    }

    /** The items of a page, each a line of JSON. */
    public static List<String> itemLines(String page) {
        return items(page).stream().map(JsonObject::encode).toList();
    }

    private static final int ERRORS_SHOWN = 100;

    public static String importReport(String json) {
        JsonObject report = new JsonObject(json);
        var text = new StringBuilder();
        text.append("%d accepted, %d duplicates, %d bad of %d lines%n"
                .formatted(
                        report.getLong("accepted"),
                        report.getLong("duplicates"),
                        report.getLong("bad"),
                        report.getLong("lines")));
        List<JsonObject> errors = objects(report.getJsonArray("errors"));
        for (JsonObject error : errors.subList(0, Math.min(errors.size(), ERRORS_SHOWN))) {
            text.append("line %d: %s%n".formatted(error.getLong("line"), error.getString("reason")));
        }
        if (errors.size() > ERRORS_SHOWN) text.append("...%n".formatted());
        return text.toString();
    }

    /** Whether each line of an import was good. */
    public static boolean isWhole(String importReport) {
        return new JsonObject(importReport).getLong("bad") == 0;
    }

    // ---- what every command needs

    /** A JSON object of what a request says. */
    public static String json(Map<String, String> members) {
        return new JsonObject(Map.copyOf(members)).encode();
    }

    public static String pretty(String json) {
        return new JsonObject(json).encodePrettily();
    }

    /** A tree of maps, lists and values as JSON. */
    public static String pretty(Map<String, ?> tree) {
        return new JsonObject(new LinkedHashMap<>(tree)).encodePrettily();
    }

    /** Why a request was not done, out of the problem that the API answered; empty where it is none. */
    public static Optional<String> problem(String body) {
        try {
            JsonObject problem = new JsonObject(body);
            if (!problem.containsKey("code")) return Optional.empty();
            String detail = problem.getString("detail", "");
            String scope = problem.getString("scope", "");
            return Optional.of(problem.getString("title")
                    + (detail.isEmpty() ? "" : ": " + detail)
                    + (scope.isEmpty() ? "" : " (" + scope + ")")
                    + mistakes(problem));
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    /** Those of a configuration, a line each. */
    private static String mistakes(JsonObject problem) {
        var text = new StringBuilder();
        for (JsonObject error : objects(problem.getJsonArray("errors", new JsonArray()))) {
            if (!error.containsKey("file")) continue;
            text.append("%n%s:%d:%d: %s"
                    .formatted(
                            error.getString("file"),
                            error.getInteger("line"),
                            error.getInteger("column"),
                            error.getString("message")));
        }
        return text.toString();
    }

    static List<JsonObject> items(String page) {
        return objects(new JsonObject(page).getJsonArray("items"));
    }

    static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }

    /** Columns as wide as their widest cell. */
    static String table(List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++)
                widths[i] = Math.max(widths[i], row.get(i).length());
        }
        var text = new StringBuilder();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }
}
