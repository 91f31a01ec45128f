package io.momentum.gateway.session;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests that wait for their response on one connection, found by sequence number. Owned by the connection's loop.
 *
 * <p>A ring of slots, four for each place in the window, indexed by the low bits of the sequence number: responses may come
 * in any order, and a slow one does not stop the numbers from going on (SMPP 3.4 section 2.7 leaves both to the peers).
 *
 * @param <T> what waits
 */
public final class RequestWindow<T> {

    private static final int SEQUENCE_MAX = 0x7FFF_FFFF;

    private final int windowMax;
    private final int mask;
    private final @Nullable Object[] waiting;
    private final int[] sequences;
    private final long[] sentNanos;
    private int next = 1;
    private int oldest = 1;
    private int used;

    public RequestWindow(int windowMax) {
        if (windowMax < 1) throw new IllegalArgumentException("window: at least 1");
        this.windowMax = windowMax;
        int slots = Integer.highestOneBit(windowMax * 4 - 1) << 1;
        mask = slots - 1;
        waiting = new Object[slots];
        sequences = new int[slots];
        sentNanos = new long[slots];
    }

    /** How many more requests may be sent. */
    public int free() {
        return windowMax - used;
    }

    public int used() {
        return used;
    }

    public int size() {
        return windowMax;
    }

    /** Takes a place for a request. @return its sequence number, 1 to 0x7FFFFFFF */
    public int add(T request, long nowNanos) {
        if (used >= windowMax) throw new IllegalStateException("window full");
        while (waiting[next & mask] != null) next = after(next);
        int sequence = next;
        int slot = sequence & mask;
        waiting[slot] = request;
        sequences[slot] = sequence;
        sentNanos[slot] = nowNanos;
        if (used++ == 0) oldest = sequence;
        next = after(sequence);
        return sequence;
    }

    /** The request that a response answers, and its place is free again; null if none waits under this number. */
    @SuppressWarnings("unchecked")
    public @Nullable T remove(int sequence) {
        int slot = sequence & mask;
        if (waiting[slot] == null || sequences[slot] != sequence) return null;
        T request = (T) waiting[slot];
        waiting[slot] = null;
        used--;
        return request;
    }

    /** When the request that waits under this number was sent; only before its {@link #remove}. */
    public long sentNanos(int sequence) {
        return sentNanos[sequence & mask];
    }

    /** Whether a request waits under this number. */
    public boolean isWaiting(int sequence) {
        int slot = sequence & mask;
        return waiting[slot] != null && sequences[slot] == sequence;
    }

    /** How long the request that waits longest has waited, 0 when none waits. Of another thread, an estimate. */
    public long oldestAgeNanos(long nowNanos) {
        return used == 0 ? 0 : Math.max(0, nowNanos - sentNanos[oldest & mask]);
    }

    /** The number of the request that waits longest, 0 when none waits. */
    public int oldestSequence() {
        if (used == 0) return 0;
        while (waiting[oldest & mask] == null || sequences[oldest & mask] != oldest) oldest = after(oldest);
        return oldest;
    }

    /** Takes out a request that was sent before {@code deadlineNanos}, oldest first; null when there is none. */
    public @Nullable T removeSentBefore(long deadlineNanos) {
        int sequence = oldestSequence();
        if (sequence == 0 || sentNanos[sequence & mask] - deadlineNanos >= 0) return null;
        return remove(sequence);
    }

    /** Shows each request that waits, in no order. */
    @SuppressWarnings("unchecked")
    public void forEach(Consumer<T> sink) {
        if (used == 0) return;
        for (Object request : waiting) {
            if (request != null) sink.accept((T) request);
        }
    }

    /** Takes all out, oldest first. */
    public void drain(Consumer<T> sink) {
        while (used > 0) {
            T request = remove(oldestSequence());
            if (request != null) sink.accept(request);
        }
    }

    private static int after(int sequence) {
        return sequence == SEQUENCE_MAX ? 1 : sequence + 1;
    }
}
