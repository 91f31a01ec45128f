package io.momentum.gateway.path;

import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.carrier.Carriers;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Loop;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtUnknown;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.value.CarrierId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes up, after a start, what an earlier process had accepted and not ended. What was written to a carrier without an
 * answer is unknown, and follows that carrier's policy; the rest goes back to its queue.
 */
public final class Recovery {

    private final SubmitPath path;
    private final Carriers carriers;
    private final List<Loop> loops;
    private int next;

    public Recovery(SubmitPath path, Carriers carriers, List<Loop> loops) {
        this.path = path;
        this.carriers = carriers;
        this.loops = loops;
    }

    /**
     * Takes up one message. Before the binds start; on the thread that starts the gateway.
     *
     * @param attempts how often it was written
     * @param attemptedCarrier where to, if its last attempt has no answer; null if there is none
     */
    public void take(MtAccepted accepted, int attempts, @Nullable CarrierId attemptedCarrier) {
        Loop loop = loops.get(Math.floorMod(next++, loops.size()));
        MessagePdu message = MessagePdu.parse(accepted.pdu());
        long acceptedMillis = accepted.atMicros() / 1000;
        Mt mt = new Mt(
                accepted.mtId(),
                accepted.account(),
                accepted.origin(),
                accepted.source().text(),
                accepted.destinationDigits(),
                expiresAtMillis(accepted, message, acceptedMillis),
                attempts,
                accepted.pdu());
        loop.run(() -> {
            if (attemptedCarrier != null && !isResent(loop, mt, attemptedCarrier)) return;
            path.resumeOrRefuse(loop, mt);
        });
    }

    private static long expiresAtMillis(MtAccepted accepted, MessagePdu message, long acceptedMillis) {
        if (accepted.origin() == Origin.OPT_OUT_CONFIRMATION) return acceptedMillis + Confirmations.VALID_MILLIS;
        return Validity.expiresAtMillis(message, acceptedMillis);
    }

    private boolean isResent(Loop loop, Mt mt, CarrierId attempted) {
        Carrier carrier = carriers.get(attempted);
        UnknownPolicy policy =
                carrier == null ? UnknownPolicy.HOLD : carrier.config().unknownPolicy();
        loop.stage().note(new MtUnknown(loop.nowMicros(), mt.mtId(), attempted, policy));
        if (carrier != null) carrier.counters().unknownOutcomes.increment();
        if (policy == UnknownPolicy.HOLD) return false;
        if (carrier != null) carrier.counters().resends.increment();
        return true;
    }
}
