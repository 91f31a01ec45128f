package io.momentum.ops.care;

import io.momentum.ops.care.CareFold.Undecided;
import io.momentum.ops.followup.Decision;
import io.momentum.ops.followup.Decision.Code;
import io.momentum.ops.followup.Decision.Facts;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.store.fact.Fact;
import io.momentum.store.index.Index;
import io.momentum.store.index.Shelf;
import io.momentum.store.journal.FactBatch;
import io.momentum.store.journal.Journal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where all is decided, one contact at a time. Its thread, {@code momentum-care}, takes replies that nobody has looked at, what
 * people want, and what is due; reads the committed rows; and hands the facts that were decided to the journal. Until they are
 * durable, folded and committed, what else concerns the same contact waits behind them. So whoever decides sees all that was
 * decided before, and nothing is decided twice: after a crash a reply is decided again only if no decision is in the journal.
 *
 * <p>Replies and what is due wait in the rows, which have room; what people want waits in a bounded queue, and is refused when
 * that is full.
 */
public final class Desk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final int WANTED_MAX = 10_000;
    private static final int UNDER_WAY_MAX = 2_000;
    private static final int SCAN_MAX = 500;
    private static final long DUE_EVERY_NANOS = 200_000_000;
    private static final long PARK_NANOS = 50_000_000;
    private static final long AGAIN_NANOS = 10_000_000;
    private static final long STUMBLED_NANOS = 5_000_000_000L;

    /** Decides, on the desk's thread. Must not block for long: everybody waits. */
    @FunctionalInterface
    public interface Task {
        Decision decide(Shelf rows, long nowMicros);
    }

    /** What the desk does by itself. */
    interface Rounds {
        /** Decides what a reply means. */
        Decision reply(Undecided reply, Shelf rows, long nowMicros);

        /** Whose conversation it is; 0 where it is gone. */
        long contactOf(long conversation, Shelf rows);

        /** Decides what is to be done now that a moment has come. */
        Decision due(long conversation, String kind, Shelf rows, long nowMicros);
    }

    private static final class Item {
        final long digits;
        final Task task;
        final CompletableFuture<Decision> done = new CompletableFuture<>();

        @Nullable
        Facts decided;

        long untilSequence = Long.MAX_VALUE;

        Item(long digits, Task task) {
            this.digits = digits;
            this.task = task;
        }
    }

    private final Journal journal;
    private final Index index;
    private final Shelf rows;
    private final Rounds rounds;
    private final LongSupplier nowMicros;
    private final ArrayBlockingQueue<Item> wanted = new ArrayBlockingQueue<>(WANTED_MAX);
    private final ConcurrentLinkedQueue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final Map<Long, ArrayDeque<Item>> underWay = new HashMap<>();
    private final ArrayDeque<Item> refusedByJournal = new ArrayDeque<>();
    private final Set<ByteBuffer> duesUnderWay = new HashSet<>();
    private final Set<Long> repliesUnderWay = new HashSet<>();
    private final Thread thread = new Thread(this::run, "momentum-care");
    private long lookedUpTo;
    /** The first reply that could not be decided. */
    private long stumbledOver = Long.MAX_VALUE;

    private long stumbledNanos;
    private byte[] dueFrom = CareTable.DUE.prefix();
    private long lastDueNanos;
    private volatile boolean stopping;

    Desk(Journal journal, Index index, Rounds rounds, LongSupplier nowMicros) {
        this.journal = journal;
        this.index = index;
        this.rounds = rounds;
        this.nowMicros = nowMicros;
        rows = index.shelf();
    }

    public void start() {
        thread.start();
    }

    /**
     * Asks for a decision about a contact. Any thread.
     *
     * @return completes once the decision can be read by all; what failed completes it with the exception
     */
    public CompletableFuture<Decision> ask(long digits, Task task) {
        var item = new Item(digits, task);
        if (stopping || !wanted.offer(item))
            item.done.complete(new Refused(Code.BUSY, "Too much waits to be decided; try again."));
        else wake();
        return item.done;
    }

    /** There may be something to do. Any thread. */
    void wake() {
        LockSupport.unpark(thread);
    }

    @Override
    public void close() {
        stopping = true;
        wake();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopping) {
            try {
                round();
            } catch (RuntimeException | StackOverflowError e) {
                LOG.error("Follow-up has stumbled and goes on", e);
                LockSupport.parkNanos(this, TimeUnit.SECONDS.toNanos(1));
            }
        }
        refuseTheRest();
    }

    private void round() {
        boolean busy = false;
        for (Runnable event = events.poll(); event != null; event = events.poll()) {
            event.run();
            busy = true;
        }
        offerAgain();
        busy |= settle();
        for (Item item = wanted.poll(); item != null; item = wanted.poll()) {
            begin(item);
            busy = true;
        }
        busy |= lookAtReplies();
        lookAtDues();
        if (!busy) LockSupport.parkNanos(this, refusedByJournal.isEmpty() ? PARK_NANOS : AGAIN_NANOS);
    }

    // ---- what comes up

    /** The replies behind the last one that was taken up. What was taken up and is not in the journal waits under way. */
    private boolean lookAtReplies() {
        if (underWay.size() >= UNDER_WAY_MAX) return false;
        if (stumbledOver != Long.MAX_VALUE && System.nanoTime() - stumbledNanos >= STUMBLED_NANOS) {
            lookedUpTo = stumbledOver - 1;
            stumbledOver = Long.MAX_VALUE;
        }
        List<Item> found = new ArrayList<>();
        rows.scan(CareTable.UNDECIDED.key(lookedUpTo + 1), CareTable.UNDECIDED.key(Long.MAX_VALUE), (key, value) -> {
            Undecided reply = CareFold.UNDECIDED.fromBytes(value);
            long sequence = CareTable.lastNumber(key);
            lookedUpTo = sequence;
            if (!repliesUnderWay.add(sequence)) return true;
            var item = new Item(reply.digits(), (at, now) -> rounds.reply(reply, at, now));
            item.done.whenComplete((_, failure) -> ended(sequence, failure));
            found.add(item);
            return found.size() < SCAN_MAX;
        });
        found.forEach(this::begin);
        return !found.isEmpty();
    }

    /** A reply that could not be decided is looked at again in a while: nothing that a person wrote stays unseen. */
    private void ended(long sequence, @Nullable Throwable failure) {
        repliesUnderWay.remove(sequence);
        if (failure == null) return;
        stumbledOver = Math.min(stumbledOver, sequence);
        stumbledNanos = System.nanoTime();
    }

    /**
     * What has come up, some of it at a time: each look goes on behind the last one, and from the start again when it is through.
     * A moment may decide nothing and stay, for what it was meant for is not configured any more; it holds up none behind it.
     */
    private void lookAtDues() {
        long nanos = System.nanoTime();
        if (nanos - lastDueNanos < DUE_EVERY_NANOS || underWay.size() >= UNDER_WAY_MAX) return;
        lastDueNanos = nanos;
        long now = nowMicros.getAsLong();
        List<Runnable> found = new ArrayList<>();
        byte[] from = dueFrom;
        dueFrom = CareTable.DUE.prefix();
        rows.scan(from, CareTable.DUE.key(now), (key, value) -> {
            ByteBuffer due = ByteBuffer.wrap(key);
            long conversation = CareTable.numberFromEnd(key, 1);
            String kind = new String(value, StandardCharsets.US_ASCII);
            if (duesUnderWay.add(due)) found.add(() -> begin(due, conversation, kind));
            if (found.size() < SCAN_MAX) return true;
            dueFrom = Arrays.copyOf(key, key.length + 1);
            return false;
        });
        found.forEach(Runnable::run);
    }

    private void begin(ByteBuffer due, long conversation, String kind) {
        long digits = rounds.contactOf(conversation, rows);
        var item = new Item(digits, (at, now) -> rounds.due(conversation, kind, at, now));
        item.done.whenComplete((decision, failure) -> duesUnderWay.remove(due));
        begin(item);
    }

    // ---- deciding

    private void begin(Item item) {
        ArrayDeque<Item> line = underWay.computeIfAbsent(item.digits, digits -> new ArrayDeque<>());
        line.add(item);
        if (line.size() == 1) advance(line, item.digits);
    }

    /** Decides what stands first, and goes on as long as nothing has to become durable. */
    private void advance(ArrayDeque<Item> line, long digits) {
        for (Item first = line.peek(); first != null; first = line.peek()) {
            Decision decision = decided(first);
            if (decision instanceof Facts facts && !facts.facts().isEmpty()) {
                first.decided = facts;
                if (offer(first)) return;
                decision = null;
            }
            line.remove();
            if (decision != null) first.done.complete(decision);
        }
        underWay.remove(digits);
    }

    private @Nullable Decision decided(Item item) {
        try {
            return item.task.decide(rows, nowMicros.getAsLong());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("A decision has failed", e);
            item.done.completeExceptionally(e);
            return null;
        }
    }

    /** Hands it to the journal, now or a little later. @return false where the journal cannot take such facts at all */
    private boolean offer(Item item) {
        Facts decided = Objects.requireNonNull(item.decided);
        List<Fact> facts = List.copyOf(decided.facts());
        try {
            if (!journal.offer(FactBatch.awaited(facts, this::onDesk, () -> durable(item)))) refusedByJournal.add(item);
            return true;
        } catch (RuntimeException e) {
            LOG.error("A decision cannot be journalled", e);
            item.done.completeExceptionally(e);
            return false;
        }
    }

    private void offerAgain() {
        for (int left = refusedByJournal.size(); left > 0; left--) {
            Item item = refusedByJournal.remove();
            if (!offer(item)) goOn(item.digits);
        }
    }

    /** What stood first is over: the next one. */
    private void goOn(long digits) {
        ArrayDeque<Item> line = Objects.requireNonNull(underWay.get(digits));
        line.remove();
        advance(line, digits);
    }

    private void onDesk(Runnable event) {
        events.add(event);
        wake();
    }

    /** All that is durable by now contains its facts: once that is folded, they are. */
    private void durable(Item item) {
        item.untilSequence = journal.durableSequence();
    }

    /** Ends what can be read by now, and begins what waited behind it. */
    private boolean settle() {
        long committed = index.lastSequence();
        List<Item> settled = new ArrayList<>();
        for (ArrayDeque<Item> line : underWay.values()) {
            Item first = line.peek();
            if (first != null && first.untilSequence <= committed) settled.add(first);
        }
        for (Item item : settled) {
            item.done.complete(Objects.requireNonNull(item.decided));
            goOn(item.digits);
        }
        return !settled.isEmpty();
    }

    private void refuseTheRest() {
        var stops = new Refused(Code.BUSY, "Momentum stops.");
        for (Item item = wanted.poll(); item != null; item = wanted.poll()) item.done.complete(stops);
        underWay.values().forEach(line -> line.forEach(item -> item.done.complete(stops)));
    }
}
