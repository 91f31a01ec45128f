package io.momentum.gateway.carrier;

import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.net.SmppConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The end of a session in order (SMPP 3.4 section 4.2), whoever wants it: first what both sides owe each other, for a while, then
 * the unbind or its answer. The two may cross. Owned by the lane's loop.
 */
final class Unbinding {

    /** How long an SMSC's unbind waits for the answers that are owed on both sides. */
    private static final long ASKED_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final CarrierLink link;
    private final SmppConnection connection;
    private final OwedAnswers owed;
    private final long mostNanos;
    private boolean on;
    private boolean asked;
    private boolean sent;
    private boolean answered;
    private int theirSequence;
    private long sinceNanos;

    Unbinding(CarrierLink link, SmppConnection connection, OwedAnswers owed, Duration most) {
        this.link = link;
        this.connection = connection;
        this.owed = owed;
        mostNanos = most.toNanos();
    }

    boolean isOn() {
        return on;
    }

    /** We want to leave. */
    void begin() {
        start();
        goOn();
    }

    /**
     * The SMSC wants us to leave.
     *
     * @param atOnce nothing can be owed yet
     */
    void asked(int sequence, boolean atOnce) {
        start();
        asked = true;
        theirSequence = sequence;
        if (atOnce) answer();
        else goOn();
    }

    private void start() {
        if (on) return;
        on = true;
        sinceNanos = System.nanoTime();
    }

    /** Does the next step if nothing is owed any more that it waits for. */
    void goOn() {
        if (!on || !connection.isOpen() || link.unanswered() > 0) return;
        if (asked) {
            if (owed.isEmpty()) answer();
        } else if (!sent) {
            sent = true;
            PduWriter.unbind(connection.out(), link.nextControlSequence());
        }
    }

    private void answer() {
        if (answered) return;
        answered = true;
        PduWriter.unbindResponse(connection.out(), theirSequence);
        connection.closeAfterFlush();
    }

    void onTick(long nowNanos) {
        long passedNanos = nowNanos - sinceNanos;
        if (passedNanos > mostNanos) connection.close();
        else if (asked && connection.isOpen() && passedNanos > ASKED_NANOS) answer();
    }
}
