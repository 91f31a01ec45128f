package io.momentum.gateway.carrier;

import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Durable;
import io.momentum.gateway.net.Loop;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtDeferred;
import io.momentum.store.fact.Fact.MtExpired;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.value.SuppressionScope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One carrier's part of one event loop: the queue and the binds that live there. Owned by its loop.
 *
 * <p>A message leaves in three steps: a place in a bind's window is kept for it, the attempt is journalled, and once that is
 * durable the gate decides and the bind writes in the same turn. What comes back to the queue (no room, throttled, link
 * lost) goes before the queue, in the order in which it was accepted.
 */
final class Lane {

    /** Messages moved to a lane with room in one tick: enough to follow it, little enough to keep the turn short. */
    private static final int MOVE_MAX = 2_000;

    /** How long nothing is sent after the carrier said that we are too fast. */
    private static final long HOLD_MIN_MILLIS = 200;

    private static final long HOLD_MAX_MILLIS = 2_000;

    /** How often the whole queue is looked through for messages that have expired, and how many end in one turn. */
    private static final long SWEEP_NANOS = 5_000_000_000L;

    private static final int EXPIRE_MAX = 2_000;
    private static final long MILLION = 1_000_000L;

    private final Carrier carrier;
    private final Loop loop;
    private final LaneSteps steps;
    private final ArrayDeque<Mt> queue = new ArrayDeque<>();
    private final PriorityQueue<Mt> returned = new PriorityQueue<>(Comparator.comparingLong(Mt::mtId));
    private final List<CarrierBind> binds = new CopyOnWriteArrayList<>();
    private final Map<Lane, List<Mt>> handOvers = new HashMap<>();
    private final AtomicInteger bound = new AtomicInteger();
    private final AtomicInteger depth = new AtomicInteger();
    private boolean pumpPlanned;
    private int nextBind;
    private long holdUntilNanos;
    private long holdMillis;
    private long sweptNanos;
    private boolean held;
    private Carriers.@Nullable Rest rest;
    private final Runnable ticker = this::onTick;

    /** Messages of this loop that are on their way to the disk and will be queued after that: nothing may overtake them. */
    private int arriving;

    Lane(Carrier carrier, Loop loop, LaneSteps steps) {
        this.carrier = carrier;
        this.loop = loop;
        this.steps = steps;
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

    /** Messages waiting here; any thread. */
    int depth() {
        return depth.get();
    }

    void start() {
        loop.onTick(ticker);
    }

    void enqueue(Mt mt) {
        loop.assertOwner();
        if (isMoved(mt)) return;
        queue.addLast(mt);
        planPump();
    }

    /**
     * Stages the first attempt in the same turn as the acceptance, so that one trip to the disk serves both: where the
     * message can leave at once, and overtakes nobody.
     *
     * @return false where it has to be queued; then {@link #arrived} follows
     */
    boolean attemptAtOnce(Mt mt) {
        loop.assertOwner();
        long nowNanos = System.nanoTime();
        boolean waits = arriving > 0 || waiting() > 0 || rest != null || isHeld(nowNanos);
        CarrierBind bind = waits ? null : freeBind();
        if (bind == null || !carrier.pace().tryTake(nowNanos)) {
            arriving++;
            return false;
        }
        attempt(mt, bind, true);
        return true;
    }

    /** A message that could not be attempted at once is queued, or refused. */
    void arrived() {
        arriving--;
    }

    /** Gives a message that was taken from the queue back to its head. */
    void giveBack(Mt mt) {
        loop.assertOwner();
        if (isMoved(mt)) return;
        returned.add(mt);
        planPump();
    }

    /** The carrier is removed: what waits, and what comes back later, goes elsewhere. */
    void retire(Carriers.Rest elsewhere) {
        loop.assertOwner();
        loop.offTick(ticker);
        rest = elsewhere;
        for (Mt mt = pollHead(); mt != null; mt = pollHead()) isMoved(mt);
    }

    private boolean isMoved(Mt mt) {
        Carriers.Rest elsewhere = rest;
        if (elsewhere == null) return false;
        carrier.release(mt.pdu().length);
        elsewhere.take(loop, mt);
        return true;
    }

    private @Nullable Mt peekHead() {
        return returned.isEmpty() ? queue.peekFirst() : returned.peek();
    }

    private @Nullable Mt pollHead() {
        return returned.isEmpty() ? queue.pollFirst() : returned.poll();
    }

    private int waiting() {
        return queue.size() + returned.size();
    }

    /** Sends nothing for a while: the carrier said that we are too fast. Each time in a row twice as long, up to a bound. */
    void hold() {
        if (held) return;
        holdMillis = holdMillis == 0 ? HOLD_MIN_MILLIS : Math.min(HOLD_MAX_MILLIS, 2 * holdMillis);
        holdUntilNanos = System.nanoTime() + holdMillis * MILLION;
        held = true;
    }

    /** The carrier takes messages again. */
    void holdNoMore() {
        holdMillis = 0;
    }

    /** Takes a message out that was given back. @return whether it still waited */
    boolean takeBack(Mt mt) {
        return returned.removeIf(waiting -> waiting.mtId() == mt.mtId());
    }

    /** Collects messages for another lane, handed over in one task when the turn ends. */
    void handOver(Lane target, Mt mt) {
        loop.assertOwner();
        if (handOvers.isEmpty()) loop.atTurnEnd(this::handOverAll);
        handOvers.computeIfAbsent(target, t -> new ArrayList<>()).add(mt);
    }

    private void handOverAll() {
        Map<Lane, List<Mt>> collected = new HashMap<>(handOvers);
        handOvers.clear();
        collected.forEach((target, mts) -> target.loop.run(() -> mts.forEach(target::enqueue)));
    }

    void planPump() {
        if (pumpPlanned) return;
        pumpPlanned = true;
        loop.atTurnEnd(this::pump);
    }

    /** At every tick: paced and held messages move on, and a queue that cannot send here goes where it can. */
    void onTick() {
        if (waiting() == 0) return;
        sweepExpired();
        moveToFreeLane();
        planPump();
    }

    private void pump() {
        pumpPlanned = false;
        long nowNanos = System.nanoTime();
        long nowMillis = Loop.nowMillis();
        if (!isHeld(nowNanos) && loop.stage().hasRoom()) sendWhilePossible(nowNanos, nowMillis);
        expireHead(nowMillis);
        depth.lazySet(waiting());
    }

    private boolean isHeld(long nowNanos) {
        if (held && nowNanos - holdUntilNanos >= 0) held = false;
        return held || carrier.isQuiet();
    }

    private void sendWhilePossible(long nowNanos, long nowMillis) {
        while (true) {
            expireHead(nowMillis);
            if (waiting() == 0) return;
            CarrierBind bind = freeBind();
            if (bind == null || !carrier.pace().tryTake(nowNanos)) return;
            Mt mt = pollHead();
            if (mt != null) attempt(mt, bind, false);
        }
    }

    private void expireHead(long nowMillis) {
        for (int i = 0; i < EXPIRE_MAX; i++) {
            Mt mt = peekHead();
            if (mt == null || !mt.isExpired(nowMillis)) return;
            pollHead();
            expired(mt);
        }
    }

    /** A message with a short validity may stand behind others with a long one: it ends in its time all the same. */
    private void sweepExpired() {
        long nowNanos = System.nanoTime();
        if (nowNanos - sweptNanos < SWEEP_NANOS) return;
        sweptNanos = nowNanos;
        long nowMillis = Loop.nowMillis();
        int[] left = {EXPIRE_MAX};
        Predicate<Mt> ended = mt -> {
            if (!mt.isExpired(nowMillis) || left[0] == 0) return false;
            left[0]--;
            expired(mt);
            return true;
        };
        queue.removeIf(ended);
        returned.removeIf(ended);
    }

    private void expired(Mt mt) {
        loop.stage().note(new MtExpired(loop.nowMicros(), mt.mtId()));
        carrier.counters().expired.increment();
        carrier.release(mt.pdu().length);
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
        bind.keepPlace();
        var fact = new MtAttempted(loop.nowMicros(), mt.mtId(), carrier.id(), mt.attempts() + 1);
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
            if (!bind.canWrite() || (held && isHeld(System.nanoTime()))) {
                loop.stage().note(new MtDeferred(loop.nowMicros(), mt.mtId(), carrier.id(), 0));
                giveBack(mt);
                return;
            }
            SuppressionScope scope = steps.gate().send(mt.attempted(), bind::write);
            if (scope != null) suppressed(scope);
        }

        private void suppressed(SuppressionScope scope) {
            loop.stage().note(new MtSuppressed(loop.nowMicros(), mt.mtId(), scope));
            carrier.counters().suppressedAtGate.increment();
            carrier.release(mt.pdu().length);
            planPump();
        }

        @Override
        public void refused() {
            bind.givePlaceBack();
            // Refused together with its acceptance, it is not ours.
            if (!withAcceptance) giveBack(mt);
        }
    }

    /** Where nothing is bound, to the bound lane with the least to do; else half of it to one that is idle. */
    private void moveToFreeLane() {
        Lane best = null;
        for (Lane other : carrier.lanes()) {
            if (other.equals(this) || other.boundTransmitters() == 0) continue;
            if (best == null || other.depth() < best.depth()) best = other;
        }
        boolean homeless = bound.get() == 0;
        if (best == null || (!homeless && best.depth() > 0)) return;
        int most = homeless ? waiting() : waiting() / 2;
        for (int i = Math.min(MOVE_MAX, most); i > 0; i--) {
            Mt mt = pollHead();
            if (mt != null) handOver(best, mt);
        }
    }
}
