package io.momentum.gateway.session;

import java.util.ArrayDeque;

/**
 * generic_nacks that name no request of ours, with the sequence number 0 say (SMPP 3.4 section 4.3.1). One is meant all the
 * same, most likely the oldest: if that has no answer of its own after a while, the nack is its answer. Owned by the connection's
 * loop; time comes in as a parameter.
 */
public final class StrayNacks {

    private final int most;
    private final long delayNanos;
    private final ArrayDeque<Stray> strays = new ArrayDeque<>();

    private record Stray(int status, int oldestSequence, long dueNanos) {}

    /** @param most remembered at one time: the requests that there can be */
    public StrayNacks(int most, long delayNanos) {
        this.most = most;
        this.delayNanos = delayNanos;
    }

    /** A nack has come while the request with this number waited longest; 0 where none waited. */
    public void add(int status, int oldestSequence, long nowNanos) {
        if (oldestSequence == 0 || strays.size() >= most) return;
        strays.add(new Stray(status, oldestSequence, nowNanos + delayNanos));
    }

    /**
     * The status of a nack that is due, or -1.
     *
     * @param oldestSequence of the request that waits longest now: if it is younger than the nack, the nack was for another
     */
    public int due(int oldestSequence, long nowNanos) {
        Stray first = strays.peek();
        if (first == null || nowNanos - first.dueNanos < 0) return -1;
        strays.poll();
        return first.oldestSequence == oldestSequence ? first.status : -1;
    }

    public boolean isEmpty() {
        return strays.isEmpty();
    }
}
