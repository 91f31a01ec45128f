package io.momentum.gateway.session;

/**
 * Whether the peer is there (SMPP 3.4 section 7.2). Any byte from it proves life; after a silence we ask; two unanswered
 * questions and it is gone, within twice the interval. Owned by the connection's loop; time comes in as a parameter.
 */
public final class Liveness {

    /** What a tick asks for. */
    public enum Tick {
        NOTHING,
        ENQUIRE_LINK,
        CLOSE
    }

    private static final int UNANSWERED_MAX = 2;

    /** Parts of the interval that one answer may take: two of them and the interval itself stay below two intervals. */
    private static final int ANSWER_SHARE = 5;

    private final long enquireNanos;
    private final long answerNanos;
    private final boolean always;
    private long heardNanos;
    private long askedNanos;
    private int unanswered;

    /** Asks after a silence only. */
    public Liveness(long enquireNanos, long answerNanos, long nowNanos) {
        this(enquireNanos, answerNanos, false, nowNanos);
    }

    /**
     * Begins with a peer that has just been heard.
     *
     * @param always ask at each interval, whatever else was heard
     */
    public Liveness(long enquireNanos, long answerNanos, boolean always, long nowNanos) {
        this.enquireNanos = enquireNanos;
        this.answerNanos = Math.min(answerNanos, enquireNanos * 2 / ANSWER_SHARE);
        this.always = always;
        heardNanos = nowNanos;
        askedNanos = nowNanos;
    }

    /** Bytes came in. */
    public void heard(long nowNanos) {
        heardNanos = nowNanos;
        unanswered = 0;
    }

    /** When we asked last, or began. */
    public long askedNanos() {
        return askedNanos;
    }

    public Tick tick(long nowNanos) {
        if (unanswered == 0) {
            long sinceNanos = nowNanos - (always ? askedNanos : heardNanos);
            return sinceNanos < enquireNanos ? Tick.NOTHING : ask(nowNanos);
        }
        if (nowNanos - askedNanos < answerNanos) return Tick.NOTHING;
        return unanswered >= UNANSWERED_MAX ? Tick.CLOSE : ask(nowNanos);
    }

    private Tick ask(long nowNanos) {
        askedNanos = nowNanos;
        unanswered++;
        return Tick.ENQUIRE_LINK;
    }
}
