package io.momentum.gateway.carrier;

import io.momentum.gateway.profile.SessionProfile;
import io.momentum.gateway.session.Liveness;
import io.momentum.gateway.session.Stall;
import io.momentum.gateway.session.StrayNacks;

/** The patience that one connection has with its SMSC: what the clock asks for next. Owned by the lane's loop. */
final class LinkWatch {

    /** What a tick asks for. */
    enum Tick {
        NOTHING,
        ENQUIRE_LINK,
        BIND_UNANSWERED,
        STALLED,
        SILENT
    }

    private final SessionProfile session;
    private final int windowSize;
    private final long beganNanos;
    private final boolean takesTlvs;
    private final Stall stall;
    private final StrayNacks nacks;
    private final Liveness liveness;
    private long fullSinceNanos;
    private long fullNanos;

    LinkWatch(CarrierConfig config, long nowNanos) {
        session = config.profile().session();
        windowSize = config.window();
        beganNanos = nowNanos;
        takesTlvs = session.takesTlvs();
        SessionProfile.Patience patience = session.patience();
        stall = new Stall(windowSize, patience.stalled().toNanos(), nowNanos);
        nacks = new StrayNacks(windowSize, patience.nack().toNanos());
        liveness = new Liveness(
                session.enquireLink().toNanos(), config.responseTimeout().toNanos(), session.enquireAlways(), nowNanos);
    }

    boolean takesTlvs() {
        return takesTlvs;
    }

    void bound(long nowNanos) {
        liveness.heard(nowNanos);
    }

    void heard(long nowNanos) {
        liveness.heard(nowNanos);
    }

    /** A submit_sm leaves while so many are unanswered. */
    void sending(int unanswered, long nowNanos) {
        if (unanswered == 0) stall.began(nowNanos);
        if (unanswered + 1 >= windowSize) fullSinceNanos = nowNanos;
    }

    /** A submit_sm was answered. */
    void answered(long nowNanos) {
        stall.answered(nowNanos);
        if (fullSinceNanos == 0) return;
        fullNanos += nowNanos - fullSinceNanos;
        fullSinceNanos = 0;
    }

    void timedOut(int requests) {
        stall.timedOut(requests);
    }

    /** How long the window has been full since this was asked last, in nanoseconds. */
    long takeFullNanos() {
        long taken = fullNanos;
        fullNanos = 0;
        return taken;
    }

    void strayNack(int status, int oldestSequence) {
        nacks.add(status, oldestSequence, System.nanoTime());
    }

    /** The status of a nack that is now taken for the oldest request's, or below 0. */
    int nackDue(int oldestSequence, long nowNanos) {
        return nacks.due(oldestSequence, nowNanos);
    }

    long sinceAskedNanos(long nowNanos) {
        return nowNanos - liveness.askedNanos();
    }

    /** @param paused we do not read, so silence says nothing */
    Tick tick(boolean binding, int unanswered, boolean paused, long nowNanos) {
        if (binding) {
            boolean over = nowNanos - beganNanos > session.patience().bind().toNanos();
            return over ? Tick.BIND_UNANSWERED : Tick.NOTHING;
        }
        if (paused) return Tick.NOTHING;
        if (stall.isOver(unanswered, nowNanos)) return Tick.STALLED;
        return switch (liveness.tick(nowNanos)) {
            case NOTHING -> Tick.NOTHING;
            case ENQUIRE_LINK -> Tick.ENQUIRE_LINK;
            case CLOSE -> Tick.SILENT;
        };
    }
}
