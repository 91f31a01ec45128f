package io.momentum.ops.api;

import io.momentum.ops.care.Care;
import io.momentum.ops.care.CareFold.Change;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * Shows clients what changes in their lists of conversations, as it is committed. The last {@value #KEPT_MAX} changes are kept,
 * so that a client that comes back misses none of them; one that was away for longer is told to look at the list anew. Whoever
 * reads more slowly than things change is cut off and comes back. All but {@link #changed} is on the API's event loop.
 */
final class ConversationStreams implements AutoCloseable {

    static final int CLIENTS_MAX = 200;
    static final int CLIENTS_OF_ONE_MAX = 10;

    private static final int KEPT_MAX = 2_000;
    private static final int BATCHES_MAX = 64;
    private static final long COUNT_MILLIS = 2_000;
    private static final long HEARTBEAT_MILLIS = 15_000;

    private record Batch(List<Change> changes, boolean complete) {}

    private final Vertx vertx;
    private final Workers workers;
    private final Care care;
    private final ArrayBlockingQueue<Batch> inbox = new ArrayBlockingQueue<>(BATCHES_MAX);
    private final AtomicBoolean lost = new AtomicBoolean();
    private final AtomicBoolean called = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder cut = new LongAdder();
    private final Set<ConversationStream> clients = new LinkedHashSet<>();
    private final ArrayDeque<Change> kept = new ArrayDeque<>();
    private long keptSince;
    private boolean recount;

    ConversationStreams(Vertx vertx, Workers workers, Care care) {
        this.vertx = vertx;
        this.workers = workers;
        this.care = care;
    }

    /** @param sequence of the last commit: what was before it is not kept */
    void start(long sequence) {
        keptSince = sequence;
        care.onChanges(this::changed);
        vertx.setPeriodic(COUNT_MILLIS, timer -> count());
        vertx.setPeriodic(HEARTBEAT_MILLIS, timer -> List.copyOf(clients).forEach(ConversationStream::beat));
    }

    /** How many clients there are. Any thread. */
    int open() {
        return open.get();
    }

    /** How many were cut off, for they read too slowly. Any thread. */
    long cut() {
        return cut.sum();
    }

    // ---- what changes

    /** On the projector's thread. Where the event loop is too far behind, clients are told that they have missed something. */
    private void changed(List<Change> changes, boolean complete) {
        if (!inbox.offer(new Batch(changes, complete))) lost.set(true);
        if (closing.get() || !called.compareAndSet(false, true)) return;
        try {
            vertx.runOnContext(v -> take());
        } catch (RejectedExecutionException e) {
            // The API has closed meanwhile; nobody looks any more.
            closing.set(true);
        }
    }

    private void take() {
        called.set(false);
        for (Batch batch = inbox.poll(); batch != null; batch = inbox.poll()) {
            if (!batch.complete()) lost.set(true);
            List<Change> changes = joined(batch.changes());
            for (Change change : changes) keep(change);
            for (ConversationStream client : List.copyOf(clients)) client.show(changes);
            recount = true;
        }
        if (!lost.compareAndSet(true, false)) return;
        // Behind the last that was kept something is missing: who has that one knows less than it thinks.
        keptSince = kept.isEmpty() ? keptSince + 1 : kept.getLast().sequence() + 1;
        kept.clear();
        List.copyOf(clients).forEach(ConversationStream::reset);
    }

    /** One change for each conversation: what many facts at once make of it. */
    private static List<Change> joined(List<Change> changes) {
        Map<Long, Change> last = new LinkedHashMap<>();
        for (Change change : changes) {
            Change first = last.remove(change.after().id());
            last.put(
                    change.after().id(),
                    first == null ? change : new Change(change.sequence(), first.before(), change.after()));
        }
        return new ArrayList<>(last.values());
    }

    private void keep(Change change) {
        kept.add(change);
        if (kept.size() > KEPT_MAX) keptSince = kept.remove().sequence();
    }

    // ---- clients

    /**
     * Begins to answer a request, which lasts.
     *
     * @param known whether its token is still good
     */
    void open(Call call, BooleanSupplier known) {
        long ofOne =
                clients.stream().filter(client -> client.isOf(call.caller())).count();
        if (clients.size() >= CLIENTS_MAX || ofOne >= CLIENTS_OF_ONE_MAX)
            throw Problem.of(429, "TOO_MANY_STREAMS", "Too many streams", "Close one first.")
                    .refusal();
        var client = new ConversationStream(call, known, () -> cut.increment());
        client.begin(this::gone);
        clients.add(client);
        open.set(clients.size());
        long last = client.lastSeen();
        if (last >= 0 && last < keptSince) client.reset();
        else if (last >= 0)
            client.show(kept.stream().filter(each -> each.sequence() > last).toList());
        count(List.of(client));
    }

    private void gone(ConversationStream client) {
        clients.remove(client);
        open.set(clients.size());
    }

    private void count() {
        if (!recount || clients.isEmpty()) return;
        recount = false;
        count(List.copyOf(clients));
    }

    /** Counts on a thread that may wait for the disk. */
    private void count(List<ConversationStream> those) {
        boolean taken = workers.run(() -> {
            for (ConversationStream client : those) {
                JsonObject counts = client.counted(care.rows());
                vertx.runOnContext(v -> client.count(counts));
            }
        });
        if (!taken) recount = true;
    }

    @Override
    public void close() {
        closing.set(true);
        vertx.runOnContext(v -> List.copyOf(clients).forEach(ConversationStream::end));
    }
}
