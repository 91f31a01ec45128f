package io.momentum.ops.api;

import io.momentum.gateway.net.Loop;
import io.momentum.ops.care.Bulks;
import io.momentum.ops.care.Bulks.Order;
import io.momentum.ops.care.Care;
import io.momentum.ops.care.Care.Changed;
import io.momentum.ops.care.Conversations;
import io.momentum.ops.followup.Command;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.Decision.Code;
import io.momentum.ops.followup.Decision.Facts;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.store.fact.CareFact.BulkDone;
import io.momentum.store.fact.CareFact.BulkOrdered;
import io.momentum.store.fact.CareFact.BulkRow;
import io.momentum.store.fact.FactCodec;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does orders for many conversations, one order after the other, some conversations at a time: the desk has room for everybody
 * else in between. What became of them is journalled with every stride, so that a restart goes on where it was; a stride that
 * was cut off is done again, which changes nothing that is so already. Its thread is {@code momentum-bulk}.
 */
final class BulkRunner implements AutoCloseable {

    /** So many orders wait; one more is refused. */
    static final int WAITING_MAX = 100;

    private static final Logger LOG = LoggerFactory.getLogger(BulkRunner.class);
    private static final int STRIDE = 100;

    /** Far below what the journal takes as one fact. */
    private static final int FACT_BYTES = 256 << 10;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int AGAIN_SECONDS = 5;
    private static final int BUSY_TRIES = 100;
    private static final int BUSY_MILLIS = 50;

    private final Care care;
    private final JournalLookup lookup;
    private final ArrayBlockingQueue<Long> waiting = new ArrayBlockingQueue<>(WAITING_MAX * 2);
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Thread thread = Thread.ofVirtual().name("momentum-bulk").unstarted(this::run);

    BulkRunner(Care care, JournalLookup lookup) {
        this.care = care;
        this.lookup = lookup;
    }

    /** Goes on with what was left, and with what comes. */
    void start() {
        for (Order order : Bulks.unended(care.rows())) {
            if (!waiting.offer(order.bulk())) break;
        }
        thread.start();
    }

    boolean hasRoom() {
        return waiting.size() < WAITING_MAX;
    }

    void take(long bulk) {
        if (!waiting.offer(bulk)) LOG.warn("An order waits for the next start: too many are waiting");
    }

    private void run() {
        while (!stopping.get()) {
            try {
                Long bulk = waiting.poll(1, TimeUnit.SECONDS);
                if (bulk != null) workOrLater(bulk);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** An order that stumbles goes on behind those that wait: it was taken, so it is done. */
    private void workOrLater(long bulk) throws InterruptedException {
        try {
            work(bulk);
        } catch (RuntimeException e) {
            if (stopping.get()) return;
            LOG.error("An order for many conversations has stumbled and goes on later", e);
            TimeUnit.SECONDS.sleep(AGAIN_SECONDS);
            take(bulk);
        }
    }

    private void work(long bulk) throws InterruptedException {
        Order order = Bulks.find(care.rows(), bulk).orElseThrow();
        if (order.hasEnded()) return;
        var fact = (BulkOrdered) lookup.at(order.position());
        BulkAction action = BulkAction.parse(new JsonObject(order.order()));
        LongFunction<Command> commands = order.undoes() == 0 ? id -> action.command() : undoing(order.undoes());
        for (int from = order.seen(); from < order.total() && !stopping.get(); from += STRIDE) {
            List<Long> some = fact.conversations().subList(from, Math.min(order.total(), from + STRIDE));
            List<BulkRow> rows = stride(order, action, commands, some);
            for (BulkDone done : facts(order, rows)) record(done);
        }
    }

    /** What became of them, in facts of bounded size: some remember what a conversation was closed with. */
    static List<BulkDone> facts(Order order, List<BulkRow> rows) {
        List<BulkDone> facts = new ArrayList<>();
        List<BulkRow> some = new ArrayList<>();
        long now = Loop.clockMicros();
        int bytes = 0;
        for (BulkRow row : rows) {
            int one = FactCodec.estimatedBytes(new BulkDone(now, order.actor(), order.bulk(), List.of(row)));
            if (!some.isEmpty() && bytes + one > FACT_BYTES) {
                facts.add(new BulkDone(now, order.actor(), order.bulk(), List.copyOf(some)));
                some.clear();
                bytes = 0;
            }
            some.add(row);
            bytes += one;
        }
        if (!some.isEmpty()) facts.add(new BulkDone(now, order.actor(), order.bulk(), some));
        return facts;
    }

    /** For each conversation what takes back what an order did to it. */
    private LongFunction<Command> undoing(long bulk) {
        Order first = Bulks.find(care.rows(), bulk).orElseThrow();
        BulkAction action = BulkAction.parse(new JsonObject(first.order()));
        Map<Long, BulkRow> rows = new HashMap<>();
        for (BulkRow row : Bulks.results(care.rows(), bulk, 0, Integer.MAX_VALUE)) rows.put(row.conversation(), row);
        return id -> action.undo(Objects.requireNonNull(rows.get(id)));
    }

    private List<BulkRow> stride(Order order, BulkAction action, LongFunction<Command> commands, List<Long> some)
            throws InterruptedException {
        List<CompletableFuture<Changed>> asked = new ArrayList<>();
        for (long id : some) asked.add(care.changeTold(id, commands.apply(id), order.actor()));
        List<BulkRow> rows = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            long id = some.get(i);
            Changed changed = Waiting.forResult(asked.get(i), PATIENCE);
            for (int tries = 0; isBusy(changed) && tries < BUSY_TRIES; tries++) {
                TimeUnit.MILLISECONDS.sleep(BUSY_MILLIS);
                changed = Waiting.forResult(care.changeTold(id, commands.apply(id), order.actor()), PATIENCE);
            }
            rows.add(row(order, action, id, changed));
        }
        return rows;
    }

    private static boolean isBusy(Changed changed) {
        return changed.decision() instanceof Refused refused && refused.code() == Code.BUSY;
    }

    private BulkRow row(Order order, BulkAction action, long id, Changed changed) {
        if (changed.decision() instanceof Refused refused) {
            Conversation now = Conversations.find(care.rows(), id).orElse(null);
            if (now != null && refused.code() == Code.CLOSED && isClosedBy(order, action, now))
                return new BulkRow(id, "", "", now.version(), action.memory(now, now));
            return new BulkRow(id, refused.code().name(), refused.detail(), 0, Map.of());
        }
        boolean changes =
                changed.decision() instanceof Facts facts && !facts.facts().isEmpty();
        Conversation was = changed.before();
        Conversation is = changed.after();
        if (!changes || was == null || is == null) return new BulkRow(id, "", "It was so already.", 0, Map.of());
        return new BulkRow(id, "", "", is.version(), action.memory(was, is));
    }

    /** Closed by this very order before the process was stopped, which did not come to say so. */
    private static boolean isClosedBy(Order order, BulkAction action, Conversation c) {
        return action.kind().equals("close")
                && c.closure().actor().equals(order.actor())
                && c.closure().atMicros() >= order.orderedAtMicros();
    }

    private void record(BulkDone done) throws InterruptedException {
        for (int tries = 0; tries < BUSY_TRIES; tries++) {
            if (!(Waiting.forResult(care.record(0, List.of(done)), PATIENCE) instanceof Refused)) return;
            TimeUnit.MILLISECONDS.sleep(BUSY_MILLIS);
        }
        throw new IllegalStateException("what became of an order cannot be journalled");
    }

    @Override
    public void close() {
        stopping.set(true);
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
