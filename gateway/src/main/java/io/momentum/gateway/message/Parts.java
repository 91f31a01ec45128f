package io.momentum.gateway.message;

import io.momentum.store.value.CarrierId;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the parts of one message share: the verdict, and how far they have come. The first part that is refused, suppressed or
 * expired stops those that have not begun. As long as none of them has left, all of them together may go over another carrier, as
 * the message that they were; once one has, the rest stays, for no other carrier's parts would fit it.
 *
 * <p>Any thread: a carrier's lanes may each have some of them. One number says all, so that no part begins while the others leave.
 */
public final class Parts {

    /** No message goes in more. */
    public static final int COUNT_MAX = 255;

    /** What follows for the whole message. */
    public enum Verdict {
        /** Nothing. */
        GO_ON,
        /** A carrier refused a part, none has left: it goes over another one. */
        PASS_ON,
        /** A carrier refused a part, another has left: it ends refused. */
        REFUSE
    }

    /** Under the flags: how many have begun and come to nothing yet. */
    private static final int BEGUN_MASK = 0xFFFF;

    private static final int STOPPED = 1 << 16;
    private static final int LEFT = 1 << 17;
    private static final int REFUSED = 1 << 18;
    private static final int TAKEN = 1 << 19;

    private final int count;
    private final Mt whole;
    private final CarrierId carrier;
    private final AtomicInteger state = new AtomicInteger();
    private final AtomicInteger refusal = new AtomicInteger();

    /**
     * The parts of a message, none of which has begun.
     *
     * @param whole what was cut
     * @param carrier for whom
     */
    Parts(Mt whole, int count, CarrierId carrier) {
        this.count = count;
        this.whole = whole;
        this.carrier = carrier;
    }

    /** What was cut: kept as long as a part waits, for its ESME may replace it. */
    Mt whole() {
        return whole;
    }

    public int count() {
        return count;
    }

    /** For whom it was cut. */
    public CarrierId carrier() {
        return carrier;
    }

    /** The status with which a part was refused that another carrier might have taken. */
    public int refusal() {
        return refusal.get();
    }

    /** Some of them have left: for a start that takes the rest up. */
    void haveLeft() {
        state.updateAndGet(now -> now | LEFT);
    }

    /** A carrier has taken one, and it is not to be sent again. */
    void taken() {
        state.updateAndGet(now -> now | TAKEN);
    }

    /** Whether one is on its way to a carrier, or was taken: the rest goes with it. */
    boolean haveSetOut() {
        return (state.get() & (TAKEN | BEGUN_MASK)) != 0;
    }

    /** Whether the subscriber may get one of them, as far as anybody knows by now. */
    boolean mayArrive() {
        return (state.get() & (LEFT | BEGUN_MASK)) != 0;
    }

    boolean isStopped() {
        return (state.get() & (STOPPED | REFUSED)) != 0;
    }

    /** Stops the rest. @return whether nobody has done so before */
    boolean stop() {
        return (state.getAndUpdate(now -> now | STOPPED) & STOPPED) == 0;
    }

    boolean begin() {
        int before = state.getAndUpdate(now -> (now & (STOPPED | REFUSED)) == 0 ? now + 1 : now);
        return (before & (STOPPED | REFUSED)) == 0;
    }

    /** One that was begun is refused for good, and the message with it; where another carrier was asked for, it has landed before. */
    void refused() {
        state.updateAndGet(now -> ((now & BEGUN_MASK) == 0 ? now : now - 1) | STOPPED);
    }

    Verdict landed(boolean left) {
        int now = state.updateAndGet(before -> before - 1 | (left ? LEFT : 0));
        return (now & REFUSED) == 0 ? Verdict.GO_ON : judge(now);
    }

    Verdict refusedForAnother(int status) {
        refusal.compareAndSet(0, status);
        return judge(state.updateAndGet(before -> before - 1 | REFUSED));
    }

    /** As soon as one has left the end is certain; that none has, once nothing is under way. */
    private Verdict judge(int now) {
        if ((now & STOPPED) != 0) return Verdict.GO_ON;
        if ((now & LEFT) != 0) return Verdict.REFUSE;
        return (now & BEGUN_MASK) == 0 ? Verdict.PASS_ON : Verdict.GO_ON;
    }

    boolean mayLeave() {
        return (state.get() & (STOPPED | LEFT | BEGUN_MASK)) == 0;
    }

    boolean leave() {
        int before = state.getAndUpdate(now -> (now & (STOPPED | LEFT | BEGUN_MASK)) == 0 ? now | STOPPED : now);
        return (before & (STOPPED | LEFT | BEGUN_MASK)) == 0;
    }

    /**
     * One of them.
     *
     * @param number from 1
     */
    public record Part(int number, Parts of) {}
}
