package io.momentum.ops.api;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One look at a gateway that runs, with what has happened since the look before. Pure.
 *
 * @param nanos when it was taken, on a clock that only goes forward
 */
public record HumanTop(
        long nanos, JsonObject status, List<JsonObject> carriers, List<JsonObject> accounts, JsonObject conversations) {

    private static final List<String> LISTS = List.of("urgent", "breaching", "breached", "unowned", "no_context");

    /** Reads the answers of the API. */
    public static HumanTop of(long nanos, String status, String carriers, String accounts, String conversations) {
        return new HumanTop(
                nanos, new JsonObject(status), items(carriers), items(accounts), new JsonObject(conversations));
    }

    private static List<JsonObject> items(String page) {
        return HumanTrouble.objects(new JsonObject(page).getJsonArray("items"));
    }

    /** What is to be seen. */
    public String since(HumanTop before) {
        double seconds = Math.max(0.001, (nanos - before.nanos) / 1e9);
        var text = new StringBuilder();
        JsonObject journal = status.getJsonObject("journal", new JsonObject());
        JsonObject journalBefore = before.status.getJsonObject("journal", new JsonObject());
        text.append("momentum %s  up %s  facts %s/s  index %d behind  connections %d  suppressed %d%n"
                .formatted(
                        status.getString("version"),
                        HumanText.duration(status.getLong("uptimeSeconds")),
                        rate(
                                journal.getLong("durableSequence", 0L) - journalBefore.getLong("durableSequence", 0L),
                                seconds),
                        status.getJsonObject("index", new JsonObject()).getLong("lagFacts", 0L),
                        status.getJsonObject("sessions", new JsonObject()).getInteger("connections", 0),
                        status.getLong("suppressions", 0L)));
        text.append(HumanTrouble.text(HumanTrouble.of(status, carriers, accounts)))
                .append(System.lineSeparator());
        text.append(HumanText.table(carrierRows(before, seconds))).append(System.lineSeparator());
        text.append(HumanText.table(accountRows(before, seconds)));
        if (!conversations.isEmpty()) text.append(System.lineSeparator()).append(conversationLine());
        return text.toString();
    }

    private List<List<String>> carrierRows(HumanTop before, double seconds) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "CARRIER", "BOUND", "CIRCUIT", "SUBMIT/S", "OK/S", "DLR/S", "MO/S", "WINDOW", "QUEUE", "OLDEST"));
        Map<String, JsonObject> old = byName(before.carriers, "id");
        for (JsonObject carrier : carriers) {
            JsonObject now = carrier.getJsonObject("counters");
            JsonObject then = Optional.ofNullable(old.get(carrier.getString("id")))
                    .map(each -> each.getJsonObject("counters"))
                    .orElse(now);
            List<JsonObject> binds = HumanTrouble.objects(carrier.getJsonArray("binds"));
            long bound = binds.stream()
                    .filter(bind -> "bound".equals(bind.getString("state")))
                    .count();
            rows.add(List.of(
                    carrier.getString("id"),
                    bound + "/" + binds.size(),
                    carrier.getString("circuit"),
                    rate(now.getLong("submits") - then.getLong("submits"), seconds),
                    rate(ok(now) - ok(then), seconds),
                    rate(sum(now.getJsonObject("receipts")) - sum(then.getJsonObject("receipts")), seconds),
                    rate(now.getLong("messagesFromSubscribers") - then.getLong("messagesFromSubscribers"), seconds),
                    binds.stream().mapToLong(bind -> bind.getLong("windowUsed")).sum() + "/"
                            + binds.stream()
                                    .mapToLong(bind -> bind.getLong("windowSize"))
                                    .sum(),
                    Long.toString(carrier.getJsonObject("queue").getLong("messages")),
                    HumanText.duration(carrier.getJsonObject("queue").getLong("oldestSeconds"))));
        }
        return rows;
    }

    private List<List<String>> accountRows(HumanTop before, double seconds) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ACCOUNT", "BINDS", "SUBMIT/S", "OK/S", "SUPPRESSED/S", "THROTTLED/S", "DELIVER/S"));
        Map<String, JsonObject> old = byName(before.accounts, "systemId");
        for (JsonObject now : accounts) {
            JsonObject then = old.getOrDefault(now.getString("systemId"), now);
            rows.add(List.of(
                    now.getString("systemId"),
                    now.getInteger("binds") + "/" + now.getInteger("maxBinds"),
                    rate(now.getLong("submits") - then.getLong("submits"), seconds),
                    rate(ok(now) - ok(then), seconds),
                    rate(now.getLong("suppressed") - then.getLong("suppressed"), seconds),
                    rate(now.getLong("throttled") - then.getLong("throttled"), seconds),
                    rate(now.getLong("delivers") - then.getLong("delivers"), seconds)));
        }
        return rows;
    }

    private String conversationLine() {
        List<String> words = new ArrayList<>();
        for (String list : LISTS) {
            if (conversations.containsKey(list)) words.add(list + " " + conversations.getLong(list));
        }
        return "conversations: %s%n".formatted(String.join(", ", words));
    }

    private static Map<String, JsonObject> byName(List<JsonObject> all, String name) {
        Map<String, JsonObject> named = new HashMap<>();
        for (JsonObject each : all) named.put(each.getString(name), each);
        return named;
    }

    private static long ok(JsonObject counters) {
        return counters.getJsonObject("responses").getLong("ESME_ROK", 0L);
    }

    private static long sum(JsonObject counts) {
        return counts.stream()
                .mapToLong(each -> ((Number) each.getValue()).longValue())
                .sum();
    }

    /** After a restart of the gateway counters begin anew: then nothing is known yet. */
    private static String rate(long count, double seconds) {
        return count < 0 ? "-" : "%.0f".formatted(count / seconds);
    }
}
