package io.momentum.gateway.carrier;

import io.momentum.gateway.flow.Trails;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Loop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How messages get from one lane of a carrier to another: to one with a bind, to one that is idle. A message that has its turn takes
 * its trail along, and those that follow it. Owned by the lane's loop.
 */
final class LaneMoves {

    /** Messages moved in one tick: enough to follow it, little enough to keep the turn short. */
    private static final int MOVE_MAX = 2_000;

    /** How soon it is looked again whether the journal takes facts. */
    private static final long FULL_MILLIS = 10;

    private final Lane lane;
    private final Lanes lanes;
    private final Map<Lane, List<Mt>> handOvers = new HashMap<>();

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

    /** A message that a rule has kept waiting queues up anew. @return it, where it is its turn; else it follows another */
    @Nullable
    Mt queueUp(Mt held) {
        int trail =
                lane.carrier().enterTrail(lane.loop(), held.account(), held.source(), held.digits(), held.priority());
        Mt mt = held.dueAt(held.dueAtMillis()).onTrail(trail);
        if (!mt.follows()) return mt;
        lane.giveBack(mt);
        return null;
    }

    /** Whether what the message follows has moved while it was on its way here; it goes after it. */
    boolean isFollowedElsewhere(Mt mt) {
        if (!mt.follows()) return false;
        Lane owner = lanes.ofTrail(mt.trail(), lane);
        if (owner == lane) return false;
        if (owner.carrier() == lane.carrier()) {
            handOver(owner, mt);
        } else {
            lane.carrier().room().giveBack(mt);
            lane.steps().onward().resume(lane.loop(), mt);
        }
        return true;
    }

    private void moveTo(Lane target, Mt mt) {
        handOver(target, mt);
        if (mt.trail() == Trails.NONE) return;
        lanes.trails().move(mt.trail(), target.number());
        for (Mt follower : lane.queue().takeFollowers(mt.trail())) handOver(target, follower);
    }

    /**
     * Collects messages for another lane, handed over in one task when what this turn says of them is with the journal: what the
     * other loop does with them comes after it there.
     */
    void handOver(Lane target, Mt mt) {
        Loop loop = lane.loop();
        loop.assertOwner();
        if (handOvers.isEmpty()) loop.afterFacts(this::handOverAll);
        handOvers.computeIfAbsent(target, t -> new ArrayList<>()).add(mt);
    }

    private void handOverAll() {
        if (!lane.loop().stage().hasRoom()) {
            lane.loop().after(FULL_MILLIS, this::handOverAll);
            return;
        }
        Map<Lane, List<Mt>> collected = new HashMap<>(handOvers);
        handOvers.clear();
        collected.forEach((target, mts) -> target.loop().run(() -> mts.forEach(target::enqueue)));
    }

    // ---- at every tick

    /** Where nothing is bound, to the bound lane with the least to do; else half of it to one that is idle. */
    void moveToFreeLane() {
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
