package io.momentum.store.journal;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.FactCodec;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Batches on their way to the journal's thread. Bounded by their number and by the memory that their facts keep; full means
 * that the offer is refused and its caller answers with a temporary status.
 *
 * <p>Any thread offers; one thread takes. That thread sleeps while there is nothing, and is woken only if it does. Closing is
 * a reservation so large that no other one fits: once all smaller ones are given back nothing can be on its way any more.
 */
final class WaitingBatches {

    private static final long CLOSED = 1L << 50;
    private static final int BATCH_BYTES = 64;
    private static final int SPINS = 200;

    /** A batch and the memory reserved for it. */
    record Waiting(FactBatch batch, long bytes) {}

    private final MpscAtomicArrayQueue<Waiting> queue;
    private final AtomicLong reserved = new AtomicLong();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final long bytesMax;
    private @Nullable Thread taker;

    WaitingBatches(int batches, long bytesMax) {
        queue = new MpscAtomicArrayQueue<>(batches);
        this.bytesMax = bytesMax;
    }

    boolean offer(FactBatch batch) {
        long bytes = estimatedBytes(batch);
        long before = reserved.getAndAdd(bytes);
        if (before + bytes > bytesMax || !queue.offer(new Waiting(batch, bytes))) {
            reserved.addAndGet(-bytes);
            return false;
        }
        // The entry must be visible before the flag is read; the taker does the reverse.
        VarHandle.fullFence();
        if (asleep.getOpaque()) wake();
        return true;
    }

    /** Refuses all that comes from now on. */
    void close() {
        reserved.addAndGet(CLOSED);
        wake();
    }

    boolean isClosed() {
        return reserved.get() >= CLOSED;
    }

    /** Whether it is closed and nothing is on its way or unfinished. */
    boolean isFinished() {
        return reserved.get() == CLOSED && queue.isEmpty();
    }

    @Nullable
    Waiting poll() {
        return queue.poll();
    }

    /** Gives memory back: the facts are durable. */
    void release(long bytes) {
        reserved.addAndGet(-bytes);
    }

    long reservedBytes() {
        return reserved.get() & (CLOSED - 1);
    }

    int size() {
        return queue.size();
    }

    /** Waits until something is offered, at the most for the time given; 0 for no limit. Taker only. */
    void await(long nanos) {
        for (int i = 0; i < SPINS; i++) {
            if (!queue.isEmpty()) return;
            Thread.onSpinWait();
        }
        taker = Thread.currentThread();
        asleep.set(true);
        VarHandle.fullFence();
        if (queue.isEmpty() && !isClosed()) {
            if (nanos == 0) LockSupport.park(this);
            else LockSupport.parkNanos(this, nanos);
        }
        asleep.set(false);
    }

    /** Lets the taker look again, though there may be nothing. Any thread. */
    void wake() {
        if (!asleep.compareAndSet(true, false)) return;
        LockSupport.unpark(taker);
    }

    private static long estimatedBytes(FactBatch batch) {
        long bytes = BATCH_BYTES;
        for (Fact fact : batch.facts()) {
            int one = FactCodec.estimatedBytes(fact);
            if (one > FactCodec.FACT_MAX_BYTES) throw new IllegalArgumentException("a fact of " + one + " bytes");
            bytes += one;
        }
        return bytes;
    }
}
