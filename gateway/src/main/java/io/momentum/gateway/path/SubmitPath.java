package io.momentum.gateway.path;

import static io.momentum.gateway.codec.CommandStatus.ESME_RINVDSTADR;
import static io.momentum.gateway.codec.CommandStatus.ESME_RMSGQFUL;
import static io.momentum.gateway.codec.CommandStatus.ESME_RTHROTTLED;

import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.carrier.Carriers;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Durable;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.server.Account;
import io.momentum.gateway.server.AccountConfig.OnSuppressed;
import io.momentum.gateway.server.SubmitSink;
import io.momentum.gateway.suppress.SuppressionGate;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.value.Address;
import io.momentum.store.value.SuppressionScope;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The way of a message from an ESME, or the API, to a carrier. Read it from top to bottom:
 *
 * <pre>{@code
 * submit_sm ─▶ validate ─▶ rate ─▶ route ─▶ suppressed already? ─▶ room in the carrier's queue
 *           ─▶ JOURNAL MtAccepted ═durable═▶ submit_sm_resp with our id ─▶ carrier's queue
 *           ─▶ (Lane) window, pace ─▶ JOURNAL MtAttempted ═durable═▶ SuppressionGate ─▶ submit_sm to the SMSC
 *              (where the window is open and nobody waits, MtAttempted goes to the journal together with MtAccepted)
 *           ─▶ (Outcomes) submit_sm_resp ─▶ JOURNAL MtSubmitted, MtRefused, MtDeferred or MtUnknown
 * }</pre>
 *
 * A refusal at any step is an SMPP status, and leaves nothing behind. Each call stays on the loop on which it came in.
 */
public final class SubmitPath implements SubmitSink {

    private final Carriers carriers;
    private final SuppressionGate gate;
    private final AtomicBoolean draining = new AtomicBoolean();

    public SubmitPath(Carriers carriers, SuppressionGate gate) {
        this.carriers = carriers;
        this.gate = gate;
    }

    @Override
    public void onSubmit(Loop loop, Account account, byte[] pdu, Reply reply) {
        submit(loop, account, new Submission(Origin.SMPP, null, pdu), reply);
    }

    /**
     * What is submitted, and how it came in.
     *
     * @param idempotencyKey the API client's own key, where it gave one
     * @param pdu a whole submit_sm
     */
    public record Submission(Origin origin, @Nullable String idempotencyKey, byte[] pdu) {}

    /** Takes a message, or refuses it. On the loop; the reply comes on the same. */
    public void submit(Loop loop, Account account, Submission submission, Reply reply) {
        MessagePdu message = MessagePdu.parse(submission.pdu());
        if (!message.isOk()) {
            account.counters().malformed.increment();
            reply.refused(message.status());
            return;
        }
        if (draining.get() || !loop.stage().hasRoom() || !account.tryTakeRate(System.nanoTime())) {
            account.counters().throttled.increment();
            reply.refused(ESME_RTHROTTLED);
            return;
        }
        Address source = message.source();
        Mt mt = mt(loop, account, submission, message, source.text());
        Carrier carrier = carriers.choose(mt.digits());
        if (carrier == null) {
            reply.refused(ESME_RINVDSTADR);
            return;
        }
        SuppressionScope closed = gate.blocking(mt);
        if (closed != null) {
            suppressed(loop, account, accepted(loop, submission, message, source, mt), closed, reply);
            return;
        }
        if (!carrier.tryReserve(mt.pdu().length)) {
            account.counters().throttled.increment();
            reply.refused(ESME_RMSGQFUL);
            return;
        }
        Acceptance acceptance = new Acceptance(loop, mt, carrier, reply);
        loop.stage().await(accepted(loop, submission, message, source, mt), acceptance);
        acceptance.isAttempted = carrier.attemptAtOnce(loop, mt);
    }

    private static Mt mt(Loop loop, Account account, Submission submission, MessagePdu message, String source) {
        return new Mt(
                loop.nextId(),
                account.id(),
                submission.origin(),
                source,
                message.destinationDigits(),
                Validity.expiresAtMillis(message, Loop.nowMillis()),
                0,
                submission.pdu());
    }

    private static MtAccepted accepted(Loop loop, Submission submission, MessagePdu message, Address source, Mt mt) {
        return new MtAccepted(
                loop.nowMicros(),
                mt.mtId(),
                mt.account(),
                submission.origin(),
                source,
                message.destination(),
                mt.digits(),
                message.registeredDelivery(),
                submission.idempotencyKey(),
                submission.pdu());
    }

    /** The courtesy of an early answer; the gate would stop it in any case. */
    private void suppressed(Loop loop, Account account, MtAccepted fact, SuppressionScope closed, Reply reply) {
        account.counters().suppressed.increment();
        OnSuppressed answer = account.config().onSuppressed();
        if (answer != OnSuppressed.RECEIPT || fact.origin() != Origin.SMPP) {
            reply.refused(answer == OnSuppressed.RECEIPT ? OnSuppressed.VENDOR_STATUS.status() : answer.status());
            return;
        }
        loop.stage().await(fact, new Durable() {
            @Override
            public void durable() {
                loop.stage().note(new MtSuppressed(loop.nowMicros(), fact.mtId(), closed));
                reply.accepted(fact.mtId());
            }

            @Override
            public void refused() {
                reply.refused(ESME_RTHROTTLED);
            }
        });
    }

    /** A message on its way to the disk: once there, it is ours. */
    private static final class Acceptance implements Durable {
        private final Loop loop;
        private final Mt mt;
        private final Carrier carrier;
        private final Reply reply;
        private boolean isAttempted;

        Acceptance(Loop loop, Mt mt, Carrier carrier, Reply reply) {
            this.loop = loop;
            this.mt = mt;
            this.carrier = carrier;
            this.reply = reply;
        }

        @Override
        public void durable() {
            reply.accepted(mt.mtId());
            if (isAttempted) return;
            carrier.enqueue(loop, mt);
            carrier.arrived(loop);
        }

        @Override
        public void refused() {
            carrier.release(mt.pdu().length);
            if (!isAttempted) carrier.arrived(loop);
            reply.refused(ESME_RTHROTTLED);
        }
    }

    /** From now on nothing more is taken. */
    public void drain() {
        draining.set(true);
    }

    /** As {@link #resume}; a message that no route takes any more ends here. */
    public void resumeOrRefuse(Loop loop, Mt mt) {
        if (resume(loop, mt)) return;
        loop.stage().note(new MtRefused(loop.nowMicros(), mt.mtId(), null, ESME_RINVDSTADR));
    }

    /** Puts a message that the journal holds back into a queue: after a start, or when its carrier is removed. */
    public boolean resume(Loop loop, Mt mt) {
        Carrier carrier = carriers.choose(mt.digits());
        if (carrier == null) return false;
        carrier.reserve(mt.pdu().length);
        carrier.enqueue(loop, mt);
        return true;
    }
}
