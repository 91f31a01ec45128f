package io.momentum.gateway.carrier;

import io.momentum.gateway.cause.Meaning;
import io.momentum.gateway.codec.CommandStatus;
import io.momentum.gateway.codec.ResponsePdu;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.profile.FlowRules.Retry;
import io.momentum.gateway.session.RequestWindow;
import io.momentum.store.fact.Fact.MtDeferred;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtUnknown;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What became of each submit_sm of one bind: taken, refused, to be tried again, or unknown. Every message that was written ends
 * up here exactly once. Owned by the lane's loop.
 */
final class Outcomes {

    /** Unanswered messages remembered for an answer that comes after the time-out. */
    private static final int LATE_MAX = 1_000;

    private final Lane lane;
    private final Carrier carrier;
    private final Map<Integer, Mt> late = new LinkedHashMap<>();
    private final IdentityHashMap<Mt, List<Runnable>> watched = new IdentityHashMap<>();

    Outcomes(Lane lane) {
        this.lane = lane;
        carrier = lane.carrier();
    }

    void answered(Mt mt, int status, String smscId) {
        if (status == CommandStatus.ESME_ROK) {
            submitted(mt, smscId);
            carrier.flow().pace().taken();
            lane.ended(mt);
            lane.others().landed(mt, true);
        } else {
            switch (carrier.flow().classOf(status)) {
                case THROTTLE -> throttled(mt, status);
                case TEMPORARY -> failed(mt, status);
                case ELSEWHERE -> {
                    if (!lane.others().passOn(mt, status)) refused(mt, status);
                }
                case PERMANENT -> refused(mt, status);
            }
        }
        settled(mt);
    }

    /**
     * We are too fast: the carrier has not looked at the message, so that it was no attempt. But for a confirmation: it is
     * exempt from the opt-out that it confirms on its first attempt alone.
     */
    private void throttled(Mt mt, int status) {
        carrier.counters().throttled.increment();
        carrier.flow()
                .pace()
                .throttled(System.nanoTime(), carrier.counters().submits.sum());
        deferred(mt, status);
        lane.giveBack(mt.origin() == Origin.OPT_OUT_CONFIRMATION ? mt : mt.unattempted());
        lane.others().landed(mt, false);
    }

    private void failed(Mt mt, int status) {
        Retry retry = carrier.flow().rules().retries().of(status);
        if (mt.attempts() >= retry.tries()) {
            refused(mt, status);
            return;
        }
        carrier.counters().retries.increment();
        deferred(mt, status);
        lane.giveBack(mt.dueAt(Loop.nowMillis() + retry.waitMillis(mt.attempts())));
        lane.others().landed(mt, false);
    }

    /** An opt-out that the carrier reports is in the list before anybody hears of the refusal. */
    private void refused(Mt mt, int status) {
        Meaning meaning = carrier.causes().ofSubmit(status);
        carrier.counters().causes.add(meaning.cause());
        long now = lane.loop().nowMicros();
        if (meaning.optsOut()) {
            String code = CommandStatus.name(status);
            OptedOut fact = carrier.optOut(now, mt.digits(), mt.account(), mt.mtId(), code);
            if (fact != null) lane.loop().stage().note(fact);
        }
        lane.loop().stage().note(new MtRefused(now, mt.mtId(), carrier.id(), status, mt.partNumber()));
        // One part refused is the message refused: nobody can read the others.
        mt.refused();
        lane.steps().policies().notSent(mt);
        lane.ended(mt);
    }

    /** Calls back once all of these have an outcome. */
    void whenSettled(List<Mt> mts, Runnable then) {
        AtomicInteger open = new AtomicInteger(mts.size());
        Runnable one = () -> {
            if (open.decrementAndGet() == 0) then.run();
        };
        for (Mt mt : mts) watched.computeIfAbsent(mt, m -> new ArrayList<>()).add(one);
    }

    private void settled(Mt mt) {
        if (watched.isEmpty()) return;
        List<Runnable> watchers = watched.remove(mt);
        if (watchers != null) watchers.forEach(Runnable::run);
    }

    /** An answer that nobody waits for any more still names the id by which its receipts will come. */
    void late(ByteBuf in, int at, int length, int status, int sequence) {
        Mt mt = late.remove(sequence);
        if (mt == null) {
            carrier.counters().unexpectedResponses.increment();
            return;
        }
        carrier.counters().lateResponses.increment();
        if (status != CommandStatus.ESME_ROK) return;
        submitted(mt, ResponsePdu.messageId(in, at, length));
        // It has arrived after all: whoever was about to send it again need not.
        lane.endLate(mt);
    }

    /** Takes out of the window what has waited too long. @return how many */
    int timeOut(RequestWindow<Mt> window, long sentBeforeNanos) {
        for (int taken = 0; ; taken++) {
            int sequence = window.oldestSequence();
            @Nullable Mt mt = window.removeSentBefore(sentBeforeNanos);
            if (mt == null) return taken;
            if (late.size() >= LATE_MAX) late.remove(late.keySet().iterator().next());
            late.put(sequence, mt);
            unknown(mt);
        }
    }

    /** The link is gone: whatever was unanswered may or may not have arrived. */
    void linkLost(RequestWindow<Mt> window) {
        late.clear();
        window.drain(this::unknown);
    }

    private void submitted(Mt mt, String smscId) {
        mt.taken();
        long now = lane.loop().nowMicros();
        lane.loop().stage().note(new MtSubmitted(now, mt.mtId(), carrier.id(), smscId, mt.partNumber()));
    }

    private void deferred(Mt mt, int status) {
        long now = lane.loop().nowMicros();
        lane.loop().stage().note(new MtDeferred(now, mt.mtId(), carrier.id(), status, mt.partNumber()));
    }

    /** Written, and nobody can tell what became of it. */
    void unknown(Mt mt) {
        UnknownPolicy policy = carrier.flow().afterUnknown(mt);
        long now = lane.loop().nowMicros();
        lane.loop().stage().note(new MtUnknown(now, mt.mtId(), carrier.id(), policy, mt.partNumber()));
        carrier.counters().unknownOutcomes.increment();
        if (policy == UnknownPolicy.RESEND) {
            carrier.counters().resends.increment();
            lane.giveBack(mt);
        } else {
            mt.taken();
            lane.ended(mt);
        }
        lane.others().landed(mt, true);
        settled(mt);
    }
}
