package io.momentum.store.index;

import io.momentum.store.correlation.ReceiptMatches;
import io.momentum.store.fact.Fact;
import io.momentum.store.journal.Journal;
import io.momentum.store.journal.JournalReader;
import io.momentum.store.journal.Position;
import io.momentum.store.outbox.OutboxEntry;
import io.momentum.store.outbox.OutboxFeed;
import io.momentum.store.value.SystemId;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal: folds what is durable into the index and hands waiting entries to the accounts' binds. Its one thread,
 * {@code momentum-projector}, owns all folds and is the only one that writes to the index.
 *
 * <p>Facts are folded in memory at once, and receipts go out from there; what changed is written every 50 ms, or after so many
 * facts, together with the position. A crash costs the work since then and nothing else: the journal is read again from the
 * position that the index has.
 *
 * <p>Waiting requests are at most one an account. An exception ends the thread, {@code onFailure} is told, and the process is
 * expected to end: an index that is not followed answers wrongly.
 */
public final class Projector implements OutboxFeed, ReceiptMatches, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
    private static final int POLL_MAX = 4_096;
    private static final int BATCH_BYTES_MAX = 8 << 20;
    /** After work it naps, whoever calls: what comes in meanwhile is done in one go. A thousand wake-ups a second cost. */
    private static final long NAP_NANOS = 300_000;

    private static final int NAP_BELOW_FACTS = 512;
    private static final long PARK_MAX_NANOS = 10_000_000;
    /** Whom a follower serves looks at a screen: that is soon enough, and a hundred commits a second cost little. */
    private static final long AWAITED_WINDOW_NANOS = 8_000_000;

    /** Under load it is longer, so that commits take a fifth of the time at most: the more one takes in, the less each costs. */
    private static final long AWAITED_COMMITS = 4;
    /** As long as it keeps up, one slow commit makes nobody wait for longer than this for the next. */
    private static final long AWAITED_WINDOW_MOST_NANOS = 20_000_000;

    private static final long PROGRESS_NANOS = 1_000_000_000;
    private static final long FLUSH_AFTER_FACTS = 50_000;
    private static final long FLUSH_IDLE_NANOS = 30_000_000_000L;

    private record Request(long afterOutboxId, int max, Sink sink) {
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(Sink other) {
            return sink == other;
        }
    }

    private final Journal journal;
    private final Index index;
    private final ProjectorOptions options;
    private final ProjectorCounters counters;
    private final Consumer<Throwable> onFailure;
    private final List<Follower> followers;
    private final Fold fold;
    private final JournalReader.Sink sink = new Folding();
    private final Thread thread = new Thread(this::run, "momentum-projector");
    private final Map<SystemId, Request> requests = new ConcurrentHashMap<>();
    private final Map<Long, Matched> awaited = new ConcurrentHashMap<>();
    private volatile @Nullable OptOuts optOuts;
    private volatile long foldedSequence;
    private volatile long foldedAtMicros;
    private volatile boolean asked;
    private volatile boolean parked;
    private volatile boolean stopping;
    private volatile boolean failed;
    private long lastAtMicros;
    private long windowStartNanos;
    private long lastCommitNanos = System.nanoTime();
    private long commitTookNanos;
    private boolean keepsUp;
    private boolean flushed = true;

    /** Follows for the gateway alone. */
    public Projector(
            Journal journal,
            Index index,
            ProjectorOptions options,
            ProjectorCounters counters,
            Consumer<Throwable> onFailure) {
        this(journal, index, options, counters, List.of(), onFailure);
    }

    /**
     * @param followers whose folds go with the gateway's, each with rows of a kind of its own
     * @param onFailure told once if following stops on an exception
     */
    public Projector(
            Journal journal,
            Index index,
            ProjectorOptions options,
            ProjectorCounters counters,
            List<? extends Follower> followers,
            Consumer<Throwable> onFailure) {
        if (index.lastSequence() > journal.durableSequence()) {
            throw new IndexException(
                    "the index is ahead of its journal: open it with Index.open(dir, options, journal)");
        }
        this.journal = journal;
        this.index = index;
        this.options = options;
        this.counters = counters;
        this.onFailure = onFailure;
        this.followers = List.copyOf(followers);
        fold = new Fold(index, counters, options, this.followers, journal.passedIds(index.lastSequence()));
        foldedSequence = fold.sequence();
    }

    /**
     * Folds all that is durable now, on the caller's thread, before {@link #start}.
     *
     * @param progress told the last folded sequence about once a second
     */
    public void catchUp(LongConsumer progress) {
        if (thread.getState() != Thread.State.NEW) throw new IllegalStateException("already started");
        long before = fold.sequence();
        long told = System.nanoTime();
        try (JournalReader reader = journal.read(fold.sequence() + 1)) {
            while (poll(reader) > 0) {
                if (fold.uncommitted() >= options.windowFactsMax() || fold.batchBytes() >= BATCH_BYTES_MAX) commit();
                if (System.nanoTime() - told < PROGRESS_NANOS) continue;
                told = System.nanoTime();
                progress.accept(fold.sequence());
            }
        }
        commit();
        // A process that is killed again and again must not fold the same facts at every start.
        if (fold.sequence() - before > FLUSH_AFTER_FACTS) index.rocks().beginFlush();
        progress.accept(fold.sequence());
    }

    /** Follows the journal from now on. */
    public void start() {
        fold.live(this::matched);
        thread.start();
    }

    @Override
    public void request(SystemId account, long afterOutboxId, int max, Sink sink) {
        if (max < 1) throw new IllegalArgumentException("max: at least 1");
        requests.put(account, new Request(afterOutboxId, max, sink));
        asked = true;
        wake();
    }

    @Override
    public void cancel(SystemId account, Sink mine) {
        requests.computeIfPresent(account, (_, waiting) -> waiting.isOf(mine) ? null : waiting);
    }

    @Override
    public void await(long dlrId, Matched matched) {
        awaited.put(dlrId, matched);
    }

    @Override
    public void forget(long dlrId) {
        awaited.remove(dlrId);
    }

    @Override
    public void tellOptOuts(OptOuts to) {
        optOuts = to;
        asked = true;
        wake();
    }

    private void matched(long dlrId, SystemId account, long destinationDigits) {
        if (awaited.isEmpty()) return;
        Matched waiting = awaited.remove(dlrId);
        if (waiting != null) waiting.by(account, destinationDigits);
    }

    /** Says that there may be something to do. Costs next to nothing while the projector is busy. Any thread. */
    public void wake() {
        if (!parked) return;
        parked = false;
        LockSupport.unpark(thread);
    }

    /** How many durable facts are not folded yet. */
    public long lagFacts() {
        return Math.max(0, journal.durableSequence() - foldedSequence);
    }

    /** How old the last folded fact is while others wait; 0 when none does. */
    public long lagMillis() {
        if (lagFacts() == 0 || foldedAtMicros == 0) return 0;
        return Math.max(0, System.currentTimeMillis() - foldedAtMicros / 1_000);
    }

    /** Whether it has stopped on an exception. */
    public boolean hasFailed() {
        return failed;
    }

    public ProjectorCounters counters() {
        return counters;
    }

    /** Folds what is durable, commits and ends. The index stays open. */
    @Override
    public void close() {
        stopping = true;
        index.rocks().closing();
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    private void run() {
        try (JournalReader reader = journal.read(fold.sequence() + 1)) {
            follow(reader);
        } catch (Throwable e) {
            failed = true;
            LOG.error("the projector has stopped", e);
            onFailure.accept(e);
        }
    }

    private void follow(JournalReader reader) {
        long parkNanos = NAP_NANOS;
        while (true) {
            counters.rounds.increment();
            boolean last = stopping;
            int facts = poll(reader);
            keepsUp = facts < NAP_BELOW_FACTS;
            boolean answered = answer();
            if (last && facts == 0) break;
            commitIfDue();
            if (facts >= NAP_BELOW_FACTS) continue;
            if (facts > 0 || answered) {
                parkNanos = NAP_NANOS;
                LockSupport.parkNanos(this, NAP_NANOS);
                continue;
            }
            park(parkNanos);
            parkNanos = Math.min(PARK_MAX_NANOS, parkNanos * 2);
        }
        commit();
    }

    private int poll(JournalReader reader) {
        long before = fold.sequence();
        int facts = reader.poll(POLL_MAX, sink);
        if (before != fold.sequence()) {
            foldedAtMicros = lastAtMicros;
            foldedSequence = fold.sequence();
            counters.facts.add(fold.sequence() - before);
        }
        return facts;
    }

    private final class Folding implements JournalReader.Sink {
        @Override
        public void accept(long sequence, Fact fact, Position position) {
            fold.fold(sequence, fact, position);
            lastAtMicros = fact.atMicros();
        }

        @Override
        public void passedOver(long lastSequence) {
            fold.passedOver(lastSequence);
        }
    }

    private boolean answer() {
        asked = false;
        OptOuts journals = optOuts;
        if (journals != null) fold.owedOptOuts().tell(journals);
        if (requests.isEmpty()) return false;
        boolean answered = false;
        for (Iterator<Map.Entry<SystemId, Request>> it = requests.entrySet().iterator(); it.hasNext(); ) {
            Map.Entry<SystemId, Request> waiting = it.next();
            Request request = waiting.getValue();
            List<OutboxEntry> entries = fold.outboxes().after(waiting.getKey(), request.afterOutboxId(), request.max());
            if (entries.isEmpty() || !requests.remove(waiting.getKey(), request)) continue;
            request.sink().accept(entries);
            answered = true;
        }
        return answered;
    }

    private void commitIfDue() {
        long now = System.nanoTime();
        if (fold.uncommitted() == 0) {
            windowStartNanos = now;
            flushWhenIdle(now);
            return;
        }
        boolean due = fold.uncommitted() >= options.windowFactsMax()
                || fold.batchBytes() >= BATCH_BYTES_MAX
                || now - windowStartNanos >= TimeUnit.MILLISECONDS.toNanos(options.windowMillis())
                || index.isAwaited()
                || (isFollowerAwaited() && now - windowStartNanos >= awaitedWindowNanos());
        if (!due) return;
        commit();
        windowStartNanos = System.nanoTime();
    }

    private long awaitedWindowNanos() {
        long most = keepsUp ? AWAITED_WINDOW_MOST_NANOS : Long.MAX_VALUE;
        return Math.clamp(AWAITED_COMMITS * commitTookNanos, AWAITED_WINDOW_NANOS, most);
    }

    private boolean isFollowerAwaited() {
        for (Follower follower : followers) {
            if (follower.isAwaited()) return true;
        }
        return false;
    }

    private void commit() {
        long start = System.nanoTime();
        fold.commit();
        lastCommitNanos = System.nanoTime();
        commitTookNanos = lastCommitNanos - start;
        flushed = false;
    }

    /** A quiet moment is used to write the memtables, so that a crash leaves little to fold again. */
    private void flushWhenIdle(long now) {
        if (flushed || now - lastCommitNanos < FLUSH_IDLE_NANOS) return;
        index.rocks().beginFlush();
        flushed = true;
    }

    /** Sleeps until woken, or for a while: the journal does not have to call. */
    private void park(long nanos) {
        parked = true;
        // A fact or a request may have come in before the flag was seen.
        if (journal.durableSequence() == foldedSequence && !asked && !stopping) LockSupport.parkNanos(this, nanos);
        parked = false;
    }
}
