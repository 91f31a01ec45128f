package io.momentum.store.journal;

import io.momentum.store.fact.Fact;
import io.momentum.store.journal.WaitingBatches.Waiting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the journal's thread does: take all that waits, write it, sync once if somebody waits for it, then tell them. While the
 * disk is busy the next group gathers, so groups are as large as the disk is slow and nobody waits for company.
 *
 * <p>Facts that nobody waits for stay untold until the next sync, which comes by itself after {@value #RIDE_MILLIS} ms.
 * Everything here is owned by that thread but {@link #durable}.
 */
final class CommitLoop {

    private static final int RIDE_MILLIS = 20;
    private static final long RIDE_NANOS = TimeUnit.MILLISECONDS.toNanos(RIDE_MILLIS);
    private static final int GROUP_FACTS = 4096;
    private static final long GROUP_BYTES = 1 << 20;
    private static final int RIDING_FACTS_MAX = 4 * GROUP_FACTS;

    private final WaitingBatches waiting;
    private final EpochWriter writer;
    private final DiskReserve reserve;
    private final FactObserver observer;
    private final boolean syncs;
    private final Callbacks callbacks = new Callbacks();
    private final JournalCounters counters;
    private final List<Waiting> untold = new ArrayList<>();
    private int untoldFacts;
    private long untoldSinceNanos;
    private volatile long durable;

    CommitLoop(
            WaitingBatches waiting,
            EpochWriter writer,
            DiskReserve reserve,
            Durability durability,
            FactObserver observer,
            JournalCounters counters) {
        this.waiting = waiting;
        this.writer = writer;
        this.reserve = reserve;
        this.observer = observer;
        this.counters = counters;
        syncs = durability == Durability.SYNC;
        durable = writer.appended();
    }

    /** The last fact that is durable. Any thread. */
    long durable() {
        return durable;
    }

    JournalCounters counters() {
        return counters;
    }

    /** Runs until the waiting batches are closed and all are durable. */
    void run() throws IOException {
        while (true) {
            counters.rounds.increment();
            long nowNanos = System.nanoTime();
            reserve.check(nowNanos);
            Waiting first = waiting.poll();
            if (first != null) {
                commit(first, nowNanos);
            } else if (!untold.isEmpty() && (waiting.isClosed() || rideLeftNanos(nowNanos) <= 0)) {
                makeDurable();
            } else if (waiting.isFinished()) {
                break;
            } else {
                waiting.await(sleepNanos(nowNanos));
            }
        }
        writer.sync();
    }

    private void commit(Waiting first, long nowNanos) throws IOException {
        if (untold.isEmpty()) untoldSinceNanos = nowNanos;
        writer.begin();
        boolean awaited = writeGroup(first);
        counters.appendTime.add(System.nanoTime() - nowNanos);
        if (awaited || !syncs || untoldFacts > RIDING_FACTS_MAX || rideLeftNanos(nowNanos) <= 0) makeDurable();
    }

    /** Writes what waits, up to the limits of a group. Tells whether somebody waits for any of it. */
    private boolean writeGroup(Waiting first) throws IOException {
        boolean awaited = false;
        int facts = 0;
        long bytes = 0;
        @Nullable Waiting next = first;
        while (next != null) {
            for (Fact fact : next.batch().facts()) writer.add(fact);
            untold.add(next);
            awaited |= next.batch().isAwaited();
            facts += next.batch().facts().size();
            bytes += next.bytes();
            next = facts < GROUP_FACTS && bytes < GROUP_BYTES ? waiting.poll() : null;
        }
        writer.flush();
        untoldFacts += facts;
        return awaited;
    }

    private void makeDurable() throws IOException {
        if (syncs) sync();
        long sequence = durable;
        durable = writer.appended();
        long bytes = 0;
        for (Waiting each : untold) {
            for (Fact fact : each.batch().facts()) observer.durable(++sequence, fact);
            callbacks.add(each.batch());
            bytes += each.bytes();
        }
        counters.facts.add(untoldFacts);
        counters.bytes.add(bytes);
        untold.clear();
        untoldFacts = 0;
        observer.groupDurable(sequence);
        waiting.release(bytes);
        callbacks.post();
    }

    private void sync() throws IOException {
        long since = System.nanoTime();
        writer.sync();
        counters.syncTime.add(System.nanoTime() - since);
    }

    private long rideLeftNanos(long nowNanos) {
        return untoldSinceNanos + RIDE_NANOS - nowNanos;
    }

    private long sleepNanos(long nowNanos) {
        if (!untold.isEmpty()) return rideLeftNanos(nowNanos);
        return reserve.isLow() ? DiskReserve.CHECK_NANOS : 0;
    }
}
