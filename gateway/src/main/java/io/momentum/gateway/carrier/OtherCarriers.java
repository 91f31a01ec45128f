package io.momentum.gateway.carrier;

import static io.momentum.gateway.codec.CommandStatus.ESME_RINVDSTADR;

import io.momentum.gateway.flow.LaneQueue;
import io.momentum.gateway.flow.Trails;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.message.Parts.Verdict;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.route.Route.Choice;
import io.momentum.gateway.route.Route.Reason;
import io.momentum.store.fact.Fact.MtDeferred;
import io.momentum.store.fact.Fact.MtPassedOn;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.Origin;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How messages leave a lane for another carrier: because this one is broken, because it refused them and their cause says that
 * another may take them, because it is removed. A message that has its turn takes its trail along, and those that follow it; a
 * message in parts goes as a whole or not at all ({@link io.momentum.gateway.message.Parts}). Owned by the lane's loop.
 */
final class OtherCarriers {

    /** Messages moved in one tick: enough to follow it, little enough to keep the turn short. */
    private static final int MOVE_MAX = 2_000;

    /** How often all that wait are looked through for those that have another way. */
    private static final long LOOK_NANOS_EACH = 50_000L;

    private static final long MILLION = 1_000_000L;

    private final Lane lane;
    private final Carrier carrier;
    private final Loop loop;
    private final Lanes lanes;
    private final LaneSteps.Onward onward;
    private long brokenSinceNanos;
    private long lookedNanos;
    private boolean broken;
    private boolean retired;

    OtherCarriers(Lane lane, Lanes lanes, LaneSteps steps) {
        this.lane = lane;
        this.lanes = lanes;
        carrier = lane.carrier();
        loop = lane.loop();
        onward = steps.onward();
    }

    // ---- refused here

    /**
     * Sends a message on that this carrier refused; one in parts as soon as nothing of it is under way here.
     *
     * @param status whose cause says that another carrier may take it
     * @return false where none may, or none is left: it has to end here
     */
    boolean passOn(Mt mt, int status) {
        boolean hasTries =
                mt.refusedBy().size() + 1 < carrier.flow().rules().retries().carriers();
        // A confirmation goes over the carrier that brought the opt-out, once.
        if (!hasTries || mt.origin() == Origin.OPT_OUT_CONFIRMATION || way(mt) == null) return false;
        Verdict verdict = mt.refusedForAnother(status);
        lane.steps().policies().notSent(mt);
        switch (verdict) {
            case GO_ON -> {
                loop.stage().note(new MtDeferred(loop.nowMicros(), mt.mtId(), carrier.id(), status, mt.partNumber()));
                lane.ended(mt);
            }
            case PASS_ON -> {
                if (!sendOn(mt, status)) return false;
                leftBy(mt);
            }
            case REFUSE -> {
                return false;
            }
        }
        return true;
    }

    /**
     * An attempt has come to something, and it was no refusal for another carrier's sake. Of a message in parts of which one was
     * refused so, this may be what the others waited for.
     *
     * @param left whether the subscriber may get it
     */
    void landed(Mt mt, boolean left) {
        Verdict verdict = mt.landed(left);
        if (verdict == Verdict.GO_ON || mt.part() == null) return;
        int status = mt.part().of().refusal();
        if (verdict == Verdict.PASS_ON && sendOn(mt.onTrail(Trails.NONE), status)) return;
        if (!mt.stop()) return;
        carrier.counters().causes.add(carrier.causes().ofSubmit(status).cause());
        loop.stage().note(new MtRefused(loop.nowMicros(), mt.mtId(), carrier.id(), status));
    }

    private @Nullable Choice way(Mt mt) {
        return lanes.carriers().choose(mt.refusedBy(carrier.id()));
    }

    private boolean sendOn(Mt mt, int status) {
        Choice way = way(mt);
        if (way == null) return false;
        var why = new MtPassedOn(loop.nowMicros(), mt.mtId(), carrier.id(), status, mt.partNumber());
        if (!onward.move(loop, mt.refusedBy(carrier.id()), way, Reason.REFUSED, why)) return false;
        carrier.counters().causes.add(carrier.causes().ofSubmit(status).cause());
        carrier.counters().passedOn.increment();
        return true;
    }

    /** A message came back to a carrier that has refused it, behind another one: it goes on. */
    void turnAway(Mt mt) {
        Choice way = lanes.carriers().choose(mt);
        if (way != null && onward.move(loop, mt, way, Reason.REFUSED, null)) {
            leftBy(mt);
            return;
        }
        if (mt.stop()) loop.stage().note(new MtRefused(loop.nowMicros(), mt.mtId(), null, ESME_RINVDSTADR));
        lane.ended(mt);
    }

    /** A message is another carrier's now, with its trail: its room here is free, and who follows it goes along. */
    private void leftBy(Mt mt) {
        carrier.room().giveBack(mt);
        if (mt.trail() == Trails.NONE) return;
        for (Mt follower : lane.queue().takeFollowers(mt.trail())) {
            if (follower.isStopped()) {
                lane.ended(follower);
            } else {
                carrier.room().giveBack(follower);
                onward.resume(loop, follower);
            }
        }
    }

    // ---- a carrier that is removed

    void retire() {
        retired = true;
    }

    boolean isRetired() {
        return retired;
    }

    /** All that wait, but for those that follow one under way here, go by the routes as they are now. */
    void leaveAll() {
        LaneQueue queue = lane.queue();
        queue.wakeAll();
        for (Mt mt = queue.takeAny(); mt != null; mt = queue.takeAny()) {
            leave(mt);
            if (mt.trail() == Trails.NONE) continue;
            for (Mt follower : queue.takeFollowers(mt.trail())) leave(follower);
        }
    }

    private void leave(Mt mt) {
        carrier.room().giveBack(mt);
        loop.later(() -> onward.resume(loop, mt));
    }

    // ---- a carrier that is broken

    /** At every tick: what waits for a carrier that has been broken for a while goes elsewhere. */
    void onTick(long nowNanos) {
        if (!carrier.isBroken()) {
            broken = false;
        } else if (!broken) {
            broken = true;
            brokenSinceNanos = nowNanos;
            lookedNanos = nowNanos;
        } else if (nowNanos - brokenSinceNanos > carrier.flow().rules().failoverMillis() * MILLION) {
            failOver(nowNanos);
        }
    }

    /** What has no other way stays, in its place. All are looked at, and where many wait not at every tick. */
    private void failOver(long nowNanos) {
        LaneQueue queue = lane.queue();
        if (nowNanos - lookedNanos < LOOK_NANOS_EACH * queue.waiting()) return;
        IdentityHashMap<Mt, Choice> ways = new IdentityHashMap<>();
        List<Mt> moving = queue.takeReady(mt -> mt.isStopped() || hasOtherWay(mt, ways), MOVE_MAX);
        if (moving.size() < MOVE_MAX) lookedNanos = nowNanos;
        long nowMillis = Loop.nowMillis();
        for (Mt mt : moving) {
            if (mt.isStopped()) lane.ended(mt);
            else if (failOver(mt, ways.get(mt))) leftBy(mt);
            else queue.giveBack(mt, nowMillis);
        }
    }

    private boolean failOver(Mt mt, @Nullable Choice way) {
        if (way == null) return false;
        Carrier other = lanes.carriers().get(way.carrier());
        return other != null && other.room().isLeft() && onward.move(loop, mt, way, Reason.MOVED, null);
    }

    private boolean hasOtherWay(Mt mt, IdentityHashMap<Mt, Choice> ways) {
        if (!mt.mayLeave()) return false;
        Choice way = lanes.carriers().choose(mt);
        Carrier other = way == null ? null : lanes.carriers().get(way.carrier());
        if (other == null
                || other == carrier
                || other.isBroken()
                || !other.room().isLeft()) return false;
        ways.put(mt, way);
        return true;
    }
}
