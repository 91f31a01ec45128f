package io.momentum.gateway.carrier;

import io.momentum.gateway.flow.LaneQueue;
import io.momentum.gateway.flow.Trails;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.route.Route.Reason;
import io.momentum.store.fact.Fact.MtRouted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How messages get from one lane to another: to one with a bind, to one that is idle, to another carrier while this one is
 * broken, away from a carrier that is removed. A message that has its turn takes its trail along, and those that follow it.
 * Owned by the lane's loop.
 */
final class LaneMoves {

    /** Messages moved in one tick: enough to follow it, little enough to keep the turn short. */
    private static final int MOVE_MAX = 2_000;

    /** How often all that wait are looked through for those that have another way. */
    private static final long LOOK_NANOS_EACH = 50_000L;

    private static final long MILLION = 1_000_000L;

    private final Lane lane;
    private final Lanes lanes;
    private final Map<Lane, List<Mt>> handOvers = new HashMap<>();
    private Carriers.@Nullable Rest rest;
    private long brokenSinceNanos;
    private long lookedNanos;
    private boolean broken;

    LaneMoves(Lane lane, Lanes lanes) {
        this.lane = lane;
        this.lanes = lanes;
    }

    // ---- order

    /** A message has ended on the trail: the next has its turn. */
    void leaveTrail(Mt mt) {
        if (mt.trail() == Trails.NONE) return;
        Lane owner = lanes.ofTrail(mt.trail(), lane);
        if (owner != lane) {
            owner.loop().run(() -> owner.moves().leaveTrail(mt));
            return;
        }
        int left = lanes.trails().leave(mt.trail());
        if (left == 0) {
            lane.queue().forget(mt.trail());
        } else if (!mt.follows()) {
            lane.queue().passTurn(mt.trail(), Loop.nowMillis());
            lane.planPump();
        }
    }

    /** Whether what the message follows has moved while it was on its way here; it goes after it. */
    boolean isFollowedElsewhere(Mt mt) {
        if (!mt.follows()) return false;
        Lane owner = lanes.ofTrail(mt.trail(), lane);
        if (owner == lane) return false;
        carryRoom(owner, mt);
        handOver(owner, mt);
        return true;
    }

    private void carryRoom(Lane target, Mt mt) {
        if (target.carrier() == lane.carrier()) return;
        lane.carrier().release(mt.pdu().length);
        target.carrier().reserve(mt.pdu().length);
    }

    private void moveTo(Carrier other, Mt mt) {
        var why = new MtRouted(lane.loop().nowMicros(), mt.mtId(), other.id(), "", Reason.MOVED.word());
        lane.loop().stage().note(why);
        moveTo(other.laneFrom(lane.loop()), mt);
    }

    private void moveTo(Lane target, Mt mt) {
        carryRoom(target, mt);
        handOver(target, mt);
        if (mt.trail() == Trails.NONE) return;
        lanes.trails().move(mt.trail(), target.number());
        for (Mt follower : lane.queue().takeFollowers(mt.trail())) {
            carryRoom(target, follower);
            handOver(target, follower);
        }
    }

    /** Collects messages for another lane, handed over in one task when the turn ends. */
    void handOver(Lane target, Mt mt) {
        Loop loop = lane.loop();
        loop.assertOwner();
        if (handOvers.isEmpty()) loop.atTurnEnd(this::handOverAll);
        handOvers.computeIfAbsent(target, t -> new ArrayList<>()).add(mt);
    }

    private void handOverAll() {
        Map<Lane, List<Mt>> collected = new HashMap<>(handOvers);
        handOvers.clear();
        collected.forEach((target, mts) -> target.loop().run(() -> mts.forEach(target::enqueue)));
    }

    // ---- a carrier that is removed

    void retire(Carriers.Rest elsewhere) {
        rest = elsewhere;
    }

    boolean isRetired() {
        return rest != null;
    }

    /** All that wait, but for those that follow one under way here, go by the routes as they are now. */
    void leaveAll() {
        Carriers.Rest elsewhere = rest;
        if (elsewhere == null) return;
        LaneQueue queue = lane.queue();
        queue.wakeAll();
        for (Mt mt = queue.takeAny(); mt != null; mt = queue.takeAny()) {
            leave(mt, elsewhere);
            if (mt.trail() == Trails.NONE) continue;
            for (Mt follower : queue.takeFollowers(mt.trail())) leave(follower, elsewhere);
        }
    }

    private void leave(Mt mt, Carriers.Rest elsewhere) {
        lane.carrier().release(mt.pdu().length);
        elsewhere.take(lane.loop(), mt);
    }

    // ---- at every tick

    void onTick(long nowNanos) {
        if (isRetired()) return;
        if (!lane.carrier().isBroken()) {
            broken = false;
        } else if (!broken) {
            broken = true;
            brokenSinceNanos = nowNanos;
            lookedNanos = nowNanos;
        } else if (nowNanos - brokenSinceNanos > lane.carrier().flow().failoverMillis() * MILLION) {
            moveToOtherCarriers(nowNanos);
        }
        moveToFreeLane();
    }

    /** What has no other way stays, in its place. All are looked at, and where many wait not at every tick. */
    private void moveToOtherCarriers(long nowNanos) {
        LaneQueue queue = lane.queue();
        if (nowNanos - lookedNanos < LOOK_NANOS_EACH * queue.waiting()) return;
        IdentityHashMap<Mt, Carrier> ways = new IdentityHashMap<>();
        List<Mt> moving = queue.takeReady(mt -> hasOtherWay(mt, ways), MOVE_MAX);
        if (moving.size() < MOVE_MAX) lookedNanos = nowNanos;
        long nowMillis = Loop.nowMillis();
        for (Mt mt : moving) {
            Carrier other = ways.get(mt);
            if (other != null && other.hasRoom()) moveTo(other, mt);
            else queue.giveBack(mt, nowMillis);
        }
    }

    private boolean hasOtherWay(Mt mt, IdentityHashMap<Mt, Carrier> ways) {
        Carrier other = lanes.routing().choose(mt);
        if (other == null || other == lane.carrier() || other.isBroken() || !other.hasRoom()) return false;
        ways.put(mt, other);
        return true;
    }

    /** Where nothing is bound, to the bound lane with the least to do; else half of it to one that is idle. */
    private void moveToFreeLane() {
        Lane best = null;
        for (Lane other : lane.carrier().lanes()) {
            if (other.equals(lane) || other.boundTransmitters() == 0) continue;
            if (best == null || other.state().waiting() < best.state().waiting()) best = other;
        }
        boolean homeless = lane.boundTransmitters() == 0;
        if (best == null || (!homeless && best.state().waiting() > 0)) return;
        int waiting = lane.queue().waiting();
        int most = homeless ? waiting : waiting / 2;
        for (int i = Math.min(MOVE_MAX, most); i > 0; i--) {
            Mt mt = lane.queue().takeAny();
            if (mt == null) return;
            moveTo(best, mt);
        }
    }
}
