package io.momentum.gateway.session;

/**
 * Whether the peer is there (SMPP 3.4 section 7.2). Any byte from it proves life; after a silence we ask; two unanswered
 * questions and it is gone. Owned by the connection's loop; time comes in as a parameter.
 */
public final class Liveness {

    /** What a tick asks for. */
    public enum Tick {
        NOTHING,
        ENQUIRE_LINK,
        CLOSE
    }

    private static final int UNANSWERED_MAX = 2;

    private final long enquireNanos;
    private final long answerNanos;
    private long heardNanos;
    private long askedNanos;
    private int unanswered;

    public Liveness(long enquireNanos, long answerNanos, long nowNanos) {
        this.enquireNanos = enquireNanos;
        this.answerNanos = answerNanos;
        heardNanos = nowNanos;
    }

    /** Bytes came in. */
    public void heard(long nowNanos) {
        heardNanos = nowNanos;
        unanswered = 0;
    }

    public Tick tick(long nowNanos) {
        if (unanswered == 0) return nowNanos - heardNanos < enquireNanos ? Tick.NOTHING : ask(nowNanos);
        if (nowNanos - askedNanos < answerNanos) return Tick.NOTHING;
        return unanswered >= UNANSWERED_MAX ? Tick.CLOSE : ask(nowNanos);
    }

    private Tick ask(long nowNanos) {
        askedNanos = nowNanos;
        unanswered++;
        return Tick.ENQUIRE_LINK;
    }
}
