package io.momentum.ops.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is wrong with a gateway by its own answers, the worst first, each with what to do: for somebody who was woken up. Pure.
 *
 * @param rank 0 where nothing is taken or sent any more, 1 where something is lost to a part of the traffic, 2 to keep an eye on
 */
record HumanTrouble(int rank, String said, String todo) {

    private static final Duration OLD = Duration.ofMinutes(5);
    private static final Duration SLOW = Duration.ofSeconds(10);
    private static final long LAG_MAX = 200_000;
    private static final int FULL_PERCENT = 80;

    /** All that is wrong. */
    static List<HumanTrouble> of(JsonObject status, List<JsonObject> carriers, List<JsonObject> accounts) {
        List<HumanTrouble> all = new ArrayList<>();
        process(status, all);
        boolean someBound = carriers.stream().anyMatch(carrier -> carrier.getBoolean("bound"));
        if (!carriers.isEmpty() && !someBound) {
            all.add(new HumanTrouble(
                    0,
                    "no carrier is bound: whatever is accepted waits",
                    "momentum doctor --config FILE tries their hosts; the lines below say why each is down"));
        }
        for (JsonObject carrier : carriers) carrier(carrier, all);
        for (JsonObject account : accounts) account(account, all);
        all.sort(Comparator.comparingInt(HumanTrouble::rank));
        return all;
    }

    private static void process(JsonObject status, List<HumanTrouble> all) {
        if (!status.getJsonObject("journal", new JsonObject()).getBoolean("open", true)) {
            all.add(new HumanTrouble(
                    0,
                    "the journal takes nothing: submits are answered ESME_RTHROTTLED",
                    "make room on the disk of dataDir (df -h): it goes on by itself; else the log names the fault"));
        }
        if (status.getBoolean("draining", false)) {
            all.add(new HumanTrouble(
                    0, "it is draining: it takes no submits and ends soon", "wait, then start it again"));
        }
        long lag = status.getJsonObject("index", new JsonObject()).getLong("lagFacts", 0L);
        if (lag > LAG_MAX) {
            all.add(new HumanTrouble(
                    1,
                    "the index is " + lag + " facts behind: receipts, queries and conversations are late",
                    "see whether the disk is busy (iostat -x 1); it catches up once there is less to do"));
        }
    }

    private static void carrier(JsonObject carrier, List<HumanTrouble> all) {
        String id = carrier.getString("id");
        List<JsonObject> binds = objects(carrier.getJsonArray("binds"));
        List<JsonObject> down = binds.stream()
                .filter(bind -> !"bound".equals(bind.getString("state")))
                .toList();
        if (carrier.getBoolean("credentialsRefused")) {
            all.add(new HumanTrouble(
                    1,
                    "carrier " + id + " refuses our credentials",
                    "ask it for systemId, password and systemType; correct them, then momentum reload"));
        } else if (!down.isEmpty()) {
            JsonObject first = down.getFirst();
            String why = Optional.ofNullable(first.getString("lastEnd")).orElse("not bound yet");
            String next = Optional.ofNullable(first.getString("nextTry"))
                    .map(", next try "::concat)
                    .orElse("");
            all.add(new HumanTrouble(
                    1,
                    "carrier %s: %d of %d binds are down (%s at %s%s)"
                            .formatted(id, down.size(), binds.size(), why, first.getString("host"), next),
                    "momentum record dump --carrier " + id
                            + " shows the last PDUs; the carrier's own status page, its NOC"));
        }
        flow(carrier, id, all);
        for (JsonObject bind : binds) {
            if (bind.getLong("oldestUnansweredMillis", 0L) > SLOW.toMillis()) {
                all.add(new HumanTrouble(
                        1,
                        "carrier %s: bind %d has waited %d s for a submit_sm_resp"
                                .formatted(id, bind.getInteger("index"), bind.getLong("oldestUnansweredMillis") / 1000),
                        "it is replaced by itself after responseTimeout; tell the carrier"));
            }
        }
    }

    private static void flow(JsonObject carrier, String id, List<HumanTrouble> all) {
        if (!"closed".equals(carrier.getString("circuit"))) {
            all.add(new HumanTrouble(
                    1,
                    "carrier " + id + ": its circuit is "
                            + carrier.getString("circuit").replace('_', ' '),
                    "it fails most submits; momentum route explain FROM TO ACCOUNT says where messages go meanwhile"));
        }
        JsonObject queue = carrier.getJsonObject("queue");
        int percent = Math.max(
                percent(queue.getLong("messages"), queue.getLong("messagesMax")),
                percent(queue.getLong("bytes"), queue.getLong("bytesMax")));
        long oldest = queue.getLong("oldestSeconds");
        if (percent >= FULL_PERCENT) {
            all.add(
                    new HumanTrouble(
                            1,
                            "carrier %s: its queue is %d %% full; at 100 %% ESMEs get ESME_RMSGQFUL"
                                    .formatted(id, percent),
                            "raise its rate or window if the carrier grants it, add a carrier to its routes, or slow campaigns"));
        } else if (oldest > OLD.toSeconds()) {
            all.add(new HumanTrouble(
                    2,
                    "carrier %s: the oldest message waits since %d min".formatted(id, oldest / 60),
                    "compare its rate with what comes in: momentum top; quiet hours hold messages too"));
        }
        if (carrier.getBoolean("throttled")) {
            all.add(new HumanTrouble(
                    2,
                    "carrier %s throttles us: %.0f/s now".formatted(id, carrier.getDouble("ratePerSecondNow")),
                    "nothing is lost; if it lasts, set rate to what the contract grants"));
        }
        if (carrier.getBoolean("bindAlarm")) {
            all.add(new HumanTrouble(
                    2,
                    "carrier %s: %d binds within the last hour".formatted(id, carrier.getLong("bindsLastHour")),
                    "the link flaps: compare enquireLink with the carrier's idle limit, and firewalls between"));
        }
    }

    private static void account(JsonObject account, List<HumanTrouble> all) {
        String id = account.getString("systemId");
        if (account.getInteger("binds") == 0 && account.getLong("submits") > 0) {
            all.add(new HumanTrouble(
                    2,
                    "account " + id + " has been bound and is not any more: its receipts and MOs wait",
                    "tell whoever runs that ESME; the log names its address and why it left"));
        }
        Map<String, Object> responses = account.getJsonObject("responses").getMap();
        long full = responses.get("ESME_RMSGQFUL") instanceof Number number ? number.longValue() : 0;
        long submits = account.getLong("submits");
        if (submits > 0 && percent(full, submits) >= FULL_PERCENT / 4) {
            all.add(new HumanTrouble(
                    2,
                    "account %s: %d of %d submits since the start met a full queue".formatted(id, full, submits),
                    "see its carriers above"));
        }
    }

    private static int percent(long part, long whole) {
        return whole <= 0 ? 0 : (int) Math.min(100, part * 100 / whole);
    }

    static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }

    /** What is said of all of them, above everything else. */
    static String text(List<HumanTrouble> all) {
        if (all.isEmpty()) return "all is well%n".formatted();
        var text = new StringBuilder();
        for (HumanTrouble each : all) {
            text.append("%s %s%n    -> %s%n"
                    .formatted(each.rank == 0 ? "!!" : each.rank == 1 ? "! " : "- ", each.said, each.todo));
        }
        return text.toString();
    }

    static JsonArray json(List<HumanTrouble> all) {
        JsonArray array = new JsonArray();
        for (HumanTrouble each : all) {
            array.add(new JsonObject()
                    .put("rank", each.rank)
                    .put("said", each.said)
                    .put("todo", each.todo));
        }
        return array;
    }
}
