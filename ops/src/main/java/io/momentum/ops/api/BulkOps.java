package io.momentum.ops.api;

import io.momentum.gateway.net.Loop;
import io.momentum.ops.access.Right;
import io.momentum.ops.care.Bulks;
import io.momentum.ops.care.Bulks.Order;
import io.momentum.ops.care.Care;
import io.momentum.ops.care.Conversations;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.Decision;
import io.momentum.ops.followup.Decision.Code;
import io.momentum.ops.followup.Decision.Facts;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.ops.followup.evidence.CanonicalJson;
import io.momentum.ops.followup.evidence.Digests;
import io.momentum.store.fact.CareFact.BulkOrdered;
import io.momentum.store.fact.CareFact.BulkRow;
import io.momentum.store.value.MessageId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Changes of many conversations at a time: what it would do, doing it, how far it is, and taking it back. */
final class BulkOps implements AutoCloseable {

    /** So many conversations of one order. */
    static final int CONVERSATIONS_MAX = 10_000;

    /** How long behind its end an order can be taken back. */
    static final Duration UNDO_WITHIN = Duration.ofMinutes(15);

    /** In the order that is journalled: what was asked for, so that a key of another order is known. */
    private static final String ASKED = "asked";

    private static final int FINGERPRINT_LENGTH = 32;
    private static final int REFUSED_SHOWN = 500;

    private final Care care;
    private final SearchOps search;
    private final BulkRunner runner;
    private final MessageId.Generator ids;
    private final ReentrantLock idLock = new ReentrantLock();

    BulkOps(ApiParts parts, JournalLookup lookup, SearchOps search) {
        care = parts.care();
        this.search = search;
        runner = new BulkRunner(care, lookup);
        ids = care.ids().generator(MessageId.SOURCE_MAX);
    }

    Map<String, Operation> byId() {
        Map<String, Operation> operations = new HashMap<>();
        operations.put("previewBulk", this::preview);
        operations.put("changeMany", this::order);
        operations.put("getBulk", this::get);
        operations.put("undoBulk", this::undo);
        return operations;
    }

    void start() {
        runner.start();
    }

    /** What is chosen, and what of it would be refused. */
    private record Choice(List<Long> ids, List<BulkRow> refused) {}

    // ---- choosing

    private Choice choice(Call call, BulkAction action) {
        JsonObject select = call.body().getJsonObject("select");
        JsonArray named = select.getJsonArray("ids");
        JsonObject query = select.getJsonObject("search");
        if ((named == null) == (query == null))
            throw Problem.badRequest("select: ids or search, one of them").refusal();
        Set<Long> wanted = new LinkedHashSet<>();
        if (named != null) for (Object id : named) wanted.add(MessageId.parse(String.valueOf(id)));
        else search.all(query, call.caller(), action.right(), CONVERSATIONS_MAX).forEach(c -> wanted.add(c.id()));
        if (wanted.size() > CONVERSATIONS_MAX)
            throw Problem.unprocessable("TOO_MANY", "At most %d at a time.".formatted(CONVERSATIONS_MAX))
                    .refusal();
        List<Long> good = new ArrayList<>();
        List<BulkRow> refused = new ArrayList<>();
        for (long id : wanted) {
            BulkRow no = refusal(call, action, id);
            if (no == null) good.add(id);
            else refused.add(no);
        }
        return new Choice(good, refused);
    }

    private @Nullable BulkRow refusal(Call call, BulkAction action, long id) {
        Conversation c = Conversations.find(care.rows(), id).orElse(null);
        BulkRow no = c == null ? unknown(id) : forbidden(call, action.right(), c);
        if (c == null || no != null) return no;
        Decision decision = care.tried(c, action.command(), call.caller().actor(), Loop.clockMicros());
        if (!(decision instanceof Refused refused)) return null;
        return new BulkRow(id, refused.code().name(), refused.detail(), 0, Map.of());
    }

    private static BulkRow unknown(long id) {
        return new BulkRow(id, "NOT_FOUND", "No such conversation.", 0, Map.of());
    }

    private static @Nullable BulkRow forbidden(Call call, Right right, Conversation c) {
        if (!call.caller().may(Right.READ, c)) return unknown(c.id());
        if (call.caller().may(right, c)) return null;
        return new BulkRow(c.id(), "FORBIDDEN", "There it is not yours to do that.", 0, Map.of());
    }

    private static BulkAction action(Call call) {
        BulkAction action = BulkAction.parse(call.body().getJsonObject("action"));
        try {
            action.command();
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage())).refusal();
        }
        return action;
    }

    private Answer preview(Call call) {
        Choice choice = choice(call, action(call));
        return Answer.json(
                200, refused(new JsonObject().put("count", choice.ids().size()), choice.refused()));
    }

    private static JsonObject refused(JsonObject json, List<BulkRow> refused) {
        JsonArray rows = new JsonArray();
        refused.stream().limit(REFUSED_SHOWN).forEach(row -> rows.add(json(row)));
        return json.put("refusedCount", refused.size()).put("refused", rows);
    }

    private static JsonObject json(BulkRow row) {
        JsonObject json = new JsonObject().put("id", MessageId.format(row.conversation()));
        json.put("done", row.code().isEmpty());
        if (!row.code().isEmpty()) json.put("code", row.code());
        if (!row.detail().isEmpty()) json.put("detail", row.detail());
        return json;
    }

    // ---- ordering

    private Answer order(Call call) {
        BulkAction action = action(call);
        String key = call.header("Idempotency-Key").orElse("");
        if (key.isEmpty())
            throw Problem.badRequest("Idempotency-Key: needed, so that it is done once")
                    .refusal();
        String asked = fingerprint(call);
        OptionalLong earlier = Bulks.byKey(care.rows(), call.caller().actor(), key);
        if (earlier.isPresent()) return replayed(call, asked, earlier.getAsLong());
        mustHaveRoom();
        Choice choice = choice(call, action);
        if (choice.ids().isEmpty())
            throw Problem.unprocessable("NOTHING_TO_DO", "None of them can be changed so.")
                    .with("refused", refused(new JsonObject(), choice.refused()).getJsonArray("refused"))
                    .refusal();
        long bulk = nextId();
        JsonObject json = action.json().copy().put(ASKED, asked);
        Order order = journalled(call, bulk, key, json, 0, choice.ids());
        if (order.bulk() != bulk) return replayed(call, asked, order.bulk());
        runner.take(bulk);
        call.changes()
                .say(new JsonObject()
                        .put("bulk", MessageId.format(bulk))
                        .put("action", action.json())
                        .put("count", choice.ids().size()));
        return accepted(refused(json(order), choice.refused()));
    }

    /** What was asked for, action and choice; not what it came to, which is another a moment later. */
    private static String fingerprint(Call call) {
        byte[] asked = CanonicalJson.bytes(call.body().getMap());
        return Digests.hex(Digests.sha256(asked)).substring(0, FINGERPRINT_LENGTH);
    }

    private Answer replayed(Call call, String asked, long bulk) {
        Order order = Bulks.find(care.rows(), bulk).orElseThrow();
        if (!new JsonObject(order.order()).getString(ASKED, asked).equals(asked))
            throw Problem.unprocessable(
                            "IDEMPOTENCY_KEY_REUSED", "The Idempotency-Key was given with another order before.")
                    .refusal();
        call.changes().say(new JsonObject().put("bulk", MessageId.format(bulk)).put("replayed", true));
        return accepted(json(order)).with("Idempotent-Replayed", "true");
    }

    private static Answer accepted(JsonObject json) {
        return Answer.json(202, json).with("Location", "/v1/conversations/bulk/" + json.getString("id"));
    }

    private void mustHaveRoom() {
        if (!runner.hasRoom())
            throw Problem.busy("Too many orders wait to be done.").refusal();
    }

    /** Journals an order; where two with one key come at once, both get the first. */
    private Order journalled(Call call, long bulk, String key, JsonObject json, long undoes, List<Long> conversations) {
        String actor = call.caller().actor();
        Decision decision = Waiting.forResult(care.ask(0, (rows, now) -> {
            if (!key.isEmpty() && Bulks.byKey(rows, actor, key).isPresent()) return new Facts();
            boolean undone = undoes != 0
                    && Bulks.find(rows, undoes)
                            .filter(each -> each.undoneBy() != 0)
                            .isPresent();
            if (undone) return new Refused(Code.CHANGED, "It has been taken back already.");
            return new Facts(new BulkOrdered(now, actor, bulk, key, json.encode(), undoes, conversations));
        }));
        if (decision instanceof Refused refused) throw ConversationOps.refusal(refused);
        return Bulks.find(care.rows(), bulk)
                .orElseGet(() -> Bulks.find(
                                care.rows(),
                                Bulks.byKey(care.rows(), actor, key).orElseThrow())
                        .orElseThrow());
    }

    private long nextId() {
        idLock.lock();
        try {
            return ids.next(Loop.clockMicros());
        } finally {
            idLock.unlock();
        }
    }

    // ---- looking, and taking back

    private Order found(Call call) {
        return Bulks.find(care.rows(), MessageId.parse(call.path("bulk")))
                .filter(order -> order.actor().equals(call.caller().actor())
                        || call.caller().seesEverything())
                .orElseThrow(() -> Problem.notFound("No such order.").refusal());
    }

    private Answer get(Call call) {
        Order order = found(call);
        int from = cursor(call);
        List<BulkRow> rows = Bulks.results(care.rows(), order.bulk(), from, call.limit());
        JsonArray items = new JsonArray();
        rows.forEach(row -> items.add(json(row)));
        JsonObject json = json(order).put("items", items);
        boolean more = from + rows.size() < order.seen();
        if (more) json.put("next", Integer.toString(from + rows.size()));
        return Answer.json(200, json);
    }

    private static int cursor(Call call) {
        try {
            return Math.max(0, call.query("cursor").map(Integer::parseInt).orElse(0));
        } catch (NumberFormatException e) {
            throw Problem.badRequest("cursor: not one of this list").refusal();
        }
    }

    private Answer undo(Call call) {
        Order order = found(call);
        if (order.undoes() != 0)
            throw Problem.unprocessable("CANNOT_UNDO", "An undo is not taken back; give the order again.")
                    .refusal();
        if (!order.hasEnded())
            throw Problem.of(409, "UNDER_WAY", "It has not ended", "Wait until it has.")
                    .refusal();
        long late = Loop.clockMicros() - order.endedAtMicros();
        if (late > UNDO_WITHIN.toNanos() / 1_000)
            throw Problem.of(409, "TOO_LATE", "It ended too long ago", "An order can be taken back for 15 minutes.")
                    .refusal();
        mustHaveRoom();
        Choice choice = undoable(call, order);
        List<Long> changed = choice.ids();
        if (changed.isEmpty() && !choice.refused().isEmpty())
            throw Problem.forbidden("There it is not yours any more to take that back.")
                    .with("refused", refused(new JsonObject(), choice.refused()).getJsonArray("refused"))
                    .refusal();
        long bulk = nextId();
        JsonObject json = new JsonObject().put("kind", BulkAction.UNDO);
        Order undo = journalled(call, bulk, "", json, order.bulk(), changed);
        runner.take(bulk);
        call.changes()
                .say(new JsonObject()
                        .put("bulk", MessageId.format(bulk))
                        .put("undoes", MessageId.format(order.bulk()))
                        .put("count", changed.size()));
        return accepted(refused(json(undo), choice.refused()));
    }

    /** What an order changed, as far as its author still may change it: rights and conversations move within 15 minutes. */
    private Choice undoable(Call call, Order order) {
        Right right = BulkAction.parse(new JsonObject(order.order())).right();
        List<Long> good = new ArrayList<>();
        List<BulkRow> refused = new ArrayList<>();
        for (BulkRow row : Bulks.results(care.rows(), order.bulk(), 0, Integer.MAX_VALUE)) {
            if (!row.code().isEmpty() || row.before().isEmpty()) continue;
            long id = row.conversation();
            Conversation c = Conversations.find(care.rows(), id).orElse(null);
            BulkRow no = c == null ? unknown(id) : forbidden(call, right, c);
            if (no == null) good.add(id);
            else refused.add(no);
        }
        return new Choice(good, refused);
    }

    private static JsonObject json(Order order) {
        var action = new JsonObject(order.order());
        action.remove(ASKED);
        JsonObject json = new JsonObject()
                .put("id", MessageId.format(order.bulk()))
                .put("by", order.actor())
                .put("action", action)
                .put("state", order.hasEnded() ? "ended" : "running")
                .put("total", order.total())
                .put("done", order.done())
                .put("failed", order.refused())
                .put("ordered", ContactOps.time(order.orderedAtMicros()));
        if (order.hasEnded()) {
            json.put("ended", ContactOps.time(order.endedAtMicros()));
            if (order.undoes() == 0)
                json.put("undoUntil", ContactOps.time(order.endedAtMicros() + UNDO_WITHIN.toNanos() / 1_000));
        }
        if (order.undoes() != 0) json.put("undoes", MessageId.format(order.undoes()));
        if (order.undoneBy() != 0) json.put("undoneBy", MessageId.format(order.undoneBy()));
        return json;
    }

    @Override
    public void close() {
        runner.close();
    }
}
