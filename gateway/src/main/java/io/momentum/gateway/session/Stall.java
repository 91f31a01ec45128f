package io.momentum.gateway.session;

/**
 * Whether a peer that is there still works: it answers enquire_link, takes requests, and answers none of them. Owned by the
 * connection's loop; time comes in as a parameter.
 */
public final class Stall {

    private final int window;
    private final long patienceNanos;
    private long sinceNanos;
    private int timedOut;

    /**
     * Nothing is owed yet.
     *
     * @param window requests that may be unanswered at one time
     */
    public Stall(int window, long patienceNanos, long nowNanos) {
        this.window = window;
        this.patienceNanos = patienceNanos;
        sinceNanos = nowNanos;
    }

    /** A request leaves while no other waits: the silence begins now. */
    public void began(long nowNanos) {
        if (timedOut == 0) sinceNanos = nowNanos;
    }

    /** A request was answered, whatever the answer. */
    public void answered(long nowNanos) {
        sinceNanos = nowNanos;
        timedOut = 0;
    }

    /** Requests were given up. */
    public void timedOut(int requests) {
        timedOut = Math.min(window, timedOut + requests);
    }

    /** Whether it is time to try another connection. */
    public boolean isOver(int unanswered, long nowNanos) {
        return (unanswered >= window || timedOut >= window) && nowNanos - sinceNanos > patienceNanos;
    }
}
