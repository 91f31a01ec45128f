package io.momentum.gateway.carrier;

import io.momentum.gateway.cause.Cause;
import io.momentum.gateway.flow.LaneQueue;
import io.momentum.gateway.flow.Trails;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Durable;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.policy.Decision;
import io.momentum.gateway.suppress.ClearedSubmit;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtDeferred;
import io.momentum.store.fact.Fact.MtExpired;
import io.momentum.store.fact.Fact.MtHeldBack;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.PolicyFact.MtAllowed;
import io.momentum.store.value.SuppressionScope;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One carrier's part of one event loop: the queue and the binds that live there. Owned by its loop.
 *
 * <p>A message leaves in three steps: a place in a bind's window is kept for it, the attempt is journalled, and once that is
 * durable the gate decides and the bind writes in the same turn. What comes back to the queue (no room, throttled, link
 * lost) goes before the queue, in the order in which it was accepted. Where another of the same sender to the same recipient
 * is on its way, a message waits for that ({@link Trails}). One that a rule for recipients keeps waiting gives its place up, and
 * queues up anew when its time has come: an answer, or what somebody permits, need not wait with it.
 */
final class Lane {

    /**
     * How often the whole queue is looked through for messages that have expired, longer where many wait, and how many end in
     * one turn.
     */
    private static final long SWEEP_NANOS = 1_000_000_000L;

    private static final long SWEEP_NANOS_EACH = 50_000L;
    private static final int EXPIRE_MAX = 2_000;

    /** How many are held back by rules in one turn. */
    private static final int HELD_MAX = 500;

    private final Carrier carrier;
    private final Loop loop;
    private final LaneSteps steps;
    private final int number;
    private final LaneQueue queue;
    private final LaneMoves moves;
    private final OtherCarriers others;
    private final LaneState state = new LaneState();
    private final List<CarrierBind> binds = new CopyOnWriteArrayList<>();
    private final AtomicInteger bound = new AtomicInteger();
    private boolean pumpPlanned;
    /** What is told of the message that may leave next, before it is attempted. */
    private @Nullable MtAllowed allowed;

    private int nextBind;
    private long sweptNanos = System.nanoTime();
    private final Runnable ticker = this::onTick;

    /** A lane, numbered among all lanes of all carriers; 0 for one that can keep no order. */
    Lane(Carrier carrier, Loop loop, LaneSteps steps, Lanes lanes) {
        this.carrier = carrier;
        this.loop = loop;
        this.steps = steps;
        queue = carrier.flow().newQueue();
        moves = new LaneMoves(this, lanes);
        others = new OtherCarriers(this, lanes, steps);
        number = lanes.add(this);
    }

    Loop loop() {
        return loop;
    }

    Carrier carrier() {
        return carrier;
    }

    LaneSteps steps() {
        return steps;
    }

    /** Its number in the trails. */
    int number() {
        return number;
    }

    LaneQueue queue() {
        return queue;
    }

    /** What others may know of it, a moment old. */
    LaneState state() {
        return state;
    }

    /** Any thread. */
    int boundTransmitters() {
        return bound.get();
    }

    void transmitterBound() {
        bound.incrementAndGet();
        planPump();
    }

    void transmitterLost() {
        bound.decrementAndGet();
    }

    void add(CarrierBind bind) {
        binds.add(bind);
    }

    List<CarrierBind> binds() {
        return binds;
    }

    /** A copy for people; may be asked from any thread and be a moment old. */
    List<Carrier.BindStatus> statuses() {
        return List.copyOf(binds).stream().map(CarrierBind::status).toList();
    }

    void start() {
        loop.onTick(ticker);
    }

    // ---- what comes

    /**
     * Stages the first attempt in the same turn as the acceptance, so that one trip to the disk serves both: where the
     * message can leave at once, and overtakes nobody that it must not overtake.
     *
     * @return false where it has to be queued
     */
    boolean attemptAtOnce(Mt mt) {
        loop.assertOwner();
        if (mt.follows() || mt.dueAtMillis() != 0 || queue.hasReady() || others.isRetired()) return false;
        CarrierBind bind = carrier.flow().limits().isUnlimited() ? freeBind() : null;
        if (bind == null) return false;
        long nowNanos = System.nanoTime();
        if (steps.policies().isFor(mt)) return false;
        if (!carrier.flow().isOpen(nowNanos) || !carrier.flow().pace().tryTake(nowNanos)) return false;
        attempt(mt, bind, true);
        return true;
    }

    /** Takes a message for which the carrier has room. */
    void enqueue(Mt mt) {
        loop.assertOwner();
        if (moves.isFollowedElsewhere(mt)) return;
        queue.add(mt, Loop.nowMillis());
        planPump();
    }

    /** Gives a message that was taken from the queue back to its head. */
    void giveBack(Mt mt) {
        loop.assertOwner();
        if (moves.isFollowedElsewhere(mt)) return;
        queue.giveBack(mt, Loop.nowMillis());
        planPump();
    }

    /** A message has ended: its room is free, and whoever follows it may go. */
    void ended(Mt mt) {
        carrier.room().giveBack(mt);
        moves.leaveTrail(mt);
    }

    /** It was to be sent again, and its first attempt is answered after all: where it still waits, it has ended. */
    void endLate(Mt mt) {
        Mt waiting = queue.takeBack(mt);
        if (waiting != null) ended(waiting);
    }

    /** Gives out messages that wait here, at most so many: nobody but the caller has them then. Their room stays taken. */
    List<Mt> takeOut(Predicate<Mt> which, int most) {
        loop.assertOwner();
        return queue.takeOut(which, most);
    }

    /**
     * Messages that a rule keeps waiting are decided about anew, all at once: one that is kept back again must not be met a second
     * time.
     */
    void lookAgain(Predicate<Mt> which) {
        loop.assertOwner();
        long nowMillis = Loop.nowMillis();
        for (Mt mt : takeOut(mt -> mt.held() && which.test(mt), Integer.MAX_VALUE)) giveBack(mt.heldUntil(nowMillis));
    }

    /** The carrier is removed: what waits, and what comes back later, goes elsewhere. */
    void retire() {
        loop.assertOwner();
        others.retire();
        planPump();
    }

    /** Collects messages for another lane, handed over in one task when the turn ends. */
    void handOver(Lane target, Mt mt) {
        moves.handOver(target, mt);
    }

    LaneMoves moves() {
        return moves;
    }

    OtherCarriers others() {
        return others;
    }

    // ---- what leaves

    void planPump() {
        if (pumpPlanned) return;
        pumpPlanned = true;
        loop.atTurnEnd(this::pump);
    }

    /** At every tick: paced and held messages move on, and a queue that cannot send here goes where it can. */
    void onTick() {
        long nowNanos = System.nanoTime();
        if (loop.index() == 0) carrier.flow().tick(nowNanos);
        if (queue.waiting() == 0) {
            state.publish(queue);
            if (others.isRetired()) loop.offTick(ticker);
            return;
        }
        sweepExpired(nowNanos);
        if (!others.isRetired()) {
            others.onTick(nowNanos);
            moves.moveToFreeLane();
        }
        planPump();
    }

    private void pump() {
        pumpPlanned = false;
        long nowNanos = System.nanoTime();
        long nowMillis = Loop.nowMillis();
        queue.wake(nowMillis, nowNanos);
        if (others.isRetired()) others.leaveAll();
        else if (loop.stage().hasRoom()) sendWhilePossible(nowNanos, nowMillis);
        state.publish(queue);
    }

    private void sendWhilePossible(long nowNanos, long nowMillis) {
        int held = 0;
        CarrierFlow flow = carrier.flow();
        while (queue.hasReady()) {
            CarrierBind bind = freeBind();
            if (bind == null || !flow.pace().hasToken(nowNanos) || !flow.isOpen(nowNanos)) return;
            Mt taken = queue.take(nowNanos);
            if (taken == null) return;
            Mt mt = taken.held() ? moves.queueUp(taken) : taken;
            if (mt == null) continue;
            if (mt.isStopped()) {
                ended(mt);
            } else if (mt.isExpired(nowMillis)) {
                expired(mt);
            } else if (mt.isRefusedBy(carrier.id())) {
                others.turnAway(mt);
            } else if (!mayLeave(mt, nowMillis)) {
                if (++held < HELD_MAX) continue;
                loop.later(this::planPump);
                return;
            } else if (!flow.pace().tryTake(nowNanos)) {
                steps.policies().notSent(mt);
                queue.giveBack(mt, nowMillis);
                return;
            } else {
                if (allowed != null) loop.stage().note(allowed);
                attempt(mt, bind, false);
            }
        }
    }

    /** Wherever a message waits, it ends in its time. */
    private void sweepExpired(long nowNanos) {
        if (nowNanos - sweptNanos < SWEEP_NANOS + SWEEP_NANOS_EACH * queue.waiting()) return;
        List<Mt> ended = queue.takeExpired(Loop.nowMillis(), EXPIRE_MAX);
        // So many at once are the work of several turns.
        if (ended.size() < EXPIRE_MAX) sweptNanos = nowNanos;
        ended.forEach(this::expired);
    }

    /** The message ends here; a part whose message has ended before says nothing more. */
    private void expired(Mt mt) {
        ended(mt);
        if (!mt.stop()) return;
        loop.stage().note(new MtExpired(loop.nowMicros(), mt.mtId()));
        carrier.counters().expired.increment();
    }

    /** What the rules do not let go now waits until they do, or ends where that would be too long. */
    private boolean mayLeave(Mt mt, long nowMillis) {
        allowed = null;
        if (!steps.policies().isFor(mt)) return true;
        long nowMicros = loop.nowMicros();
        switch (steps.policies().decide(mt, nowMicros)) {
            case Decision.Send send -> {
                allowed = steps.policies().allowed(mt, send, nowMicros);
                return true;
            }
            case Decision.Defer(Instant until, String pack, int version, String why) -> {
                long untilMillis = until.plusNanos(999_999).toEpochMilli();
                loop.stage().note(new MtHeldBack(nowMicros, mt.mtId(), untilMillis * 1_000, pack, version, why));
                // It may be for long: those behind it are asked about by themselves.
                moves.leaveTrail(mt);
                queue.giveBack(mt.heldUntil(untilMillis).onTrail(Trails.NONE), nowMillis);
                carrier.counters().heldBack.increment();
            }
            case Decision.Reject(String pack, int version, String why) -> {
                if (mt.stop()) {
                    loop.stage().note(new MtHeldBack(nowMicros, mt.mtId(), 0, pack, version, why));
                    loop.stage().note(new MtRefused(nowMicros, mt.mtId(), null, PolicyCheck.REFUSED_STATUS));
                    carrier.counters().causes.add(Cause.POLICY);
                }
                ended(mt);
            }
        }
        return false;
    }

    private @Nullable CarrierBind freeBind() {
        for (int i = 0; i < binds.size(); i++) {
            CarrierBind bind = binds.get((nextBind + i) % binds.size());
            if (bind.hasRoom()) {
                nextBind = (nextBind + i + 1) % binds.size();
                return bind;
            }
        }
        return null;
    }

    private void attempt(Mt mt, CarrierBind bind, boolean withAcceptance) {
        if (!mt.begin()) {
            ended(mt);
            return;
        }
        bind.keepPlace();
        var fact = new MtAttempted(loop.nowMicros(), mt.mtId(), carrier.id(), mt.attempts() + 1, mt.partNumber());
        loop.stage().await(fact, new Attempt(mt, bind, withAcceptance));
    }

    /** An attempt on its way to the disk. It counts once it is written to the carrier. */
    private final class Attempt implements Durable {
        private final Mt mt;
        private final CarrierBind bind;
        private final boolean withAcceptance;

        Attempt(Mt mt, CarrierBind bind, boolean withAcceptance) {
            this.mt = mt;
            this.bind = bind;
            this.withAcceptance = withAcceptance;
        }

        @Override
        public void durable() {
            bind.givePlaceBack();
            boolean stopped = mt.isStopped();
            if (stopped || !bind.canWrite()) {
                if (!stopped)
                    loop.stage().note(new MtDeferred(loop.nowMicros(), mt.mtId(), carrier.id(), 0, mt.partNumber()));
                notWritten(stopped);
                return;
            }
            SuppressionScope scope = steps.gate().send(mt.attempted(), this::write);
            if (scope != null) suppressed(scope);
        }

        /** Nobody can answer it before it is known what it asks. */
        private void write(ClearedSubmit cleared) {
            steps.deliveries().onWrite(mt);
            bind.write(cleared);
        }

        private void suppressed(SuppressionScope scope) {
            if (mt.stop()) {
                loop.stage().note(new MtSuppressed(loop.nowMicros(), mt.mtId(), scope));
                carrier.counters().suppressedAtGate.increment();
            }
            ended(mt);
            planPump();
        }

        @Override
        public void refused() {
            bind.givePlaceBack();
            // Refused together with its acceptance, it is not ours.
            if (!withAcceptance) notWritten(false);
        }

        private void notWritten(boolean stopped) {
            if (stopped) {
                ended(mt);
                planPump();
            } else {
                giveBack(mt);
            }
            others.landed(mt, false);
            if (!stopped) steps.policies().notSent(mt);
        }
    }
}
