package io.momentum.gateway.path;

import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.carrier.Carriers;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.flow.Trails;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.message.Mt.Altered;
import io.momentum.gateway.message.Mt.Traits;
import io.momentum.gateway.message.Priority;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.policy.Category;
import io.momentum.gateway.route.Network;
import io.momentum.gateway.server.Account;
import io.momentum.gateway.server.Accounts;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtSplit;
import io.momentum.store.fact.Fact.MtUnknown;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.suppression.Purpose;
import io.momentum.store.value.CarrierId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes up, after a start, what an earlier process had accepted and not ended. What was written to a carrier without an
 * answer is unknown, and follows that carrier's policy; the rest goes back to its queue.
 */
public final class Recovery {

    private final Onward onward;
    private final Carriers carriers;
    private final Accounts accounts;
    private final List<Loop> loops;

    public Recovery(Onward onward, Carriers carriers, Accounts accounts, List<Loop> loops) {
        this.onward = onward;
        this.carriers = carriers;
        this.accounts = accounts;
        this.loops = loops;
    }

    /**
     * What the earlier process knew of a message that does not stand in it.
     *
     * @param campaign that it belongs to, empty for none
     * @param network that its number was looked up in; null where the number plan is to say
     * @param wanted the carrier that a rule has chosen for it; null where routes decide
     * @param purpose what it is for, as it was accepted; null where its account says so, or its campaign
     * @param campaignPurpose what its campaign is for now; for messages of a release that did not keep their purpose
     */
    public record Known(
            String campaign,
            @Nullable Network network,
            @Nullable CarrierId wanted,
            @Nullable Purpose purpose,
            @Nullable Purpose campaignPurpose) {
        public static final Known NOTHING = new Known("", null, null, null, null);
    }

    /**
     * Takes up one message. Before the binds start; on the thread that starts the gateway.
     *
     * @param attempts how often it was written
     * @param attemptedCarrier where to, if its last attempt has no answer; null if there is none
     * @param refusedBy the carriers that refused it and passed it on
     */
    public void take(
            MtAccepted accepted,
            Known known,
            int attempts,
            @Nullable CarrierId attemptedCarrier,
            List<CarrierId> refusedBy) {
        Mt mt = mt(accepted, known, attempts, refusedBy);
        Loop loop = loopOf(mt);
        loop.run(() -> {
            if (attemptedCarrier != null && !isResent(loop, mt, attemptedCarrier)) return;
            onward.resume(loop, carriers.onTrail(loop, mt));
        });
    }

    /**
     * Takes up a message that goes in parts: those that have not left, and those whose last attempt has no answer by the
     * policy of their carrier. As long as none has left, another carrier may get it in its own form.
     */
    public void take(MtAccepted accepted, Known known, MtSplit split, List<LeftPart> left, List<CarrierId> refusedBy) {
        Mt whole = mt(accepted, known, 0, refusedBy);
        List<Mt> parts = whole.cut(LongMessages.pdus(split), split.carrier());
        if (left.stream().anyMatch(LeftPart::mayHaveLeft)) parts.forEach(Mt::othersHaveLeft);
        if (!left.stream().allMatch(LeftPart::isOpen)) parts.forEach(Mt::taken);
        Loop loop = loopOf(whole);
        loop.run(() -> {
            for (Mt part : parts.subList(0, Math.min(parts.size(), left.size()))) {
                LeftPart state = left.get(part.partNumber() - 1);
                if (!state.isOpen()) continue;
                Mt mt = part.attempted(state.attempts());
                CarrierId attempted = state.attemptedCarrier();
                if (attempted == null || isResent(loop, mt, attempted)) onward.resume(loop, carriers.onTrail(loop, mt));
                else mt.taken();
            }
        });
    }

    /**
     * How far a part had come.
     *
     * @param isOpen whether it still has to be sent
     * @param attemptedCarrier where its last attempt went, if that has no answer
     */
    public record LeftPart(
            boolean isOpen, int attempts, @Nullable CarrierId attemptedCarrier) {

        boolean mayHaveLeft() {
            return !isOpen || attemptedCarrier != null;
        }
    }

    /** Those that must keep their order are taken up on one loop, as they came. */
    private Loop loopOf(Mt mt) {
        return loops.get((int) Math.floorMod(carriers.trailKey(mt), (long) loops.size()));
    }

    private Mt mt(MtAccepted accepted, Known known, int attempts, List<CarrierId> refusedBy) {
        MessagePdu message = MessagePdu.parse(accepted.pdu());
        long acceptedMillis = accepted.atMicros() / 1000;
        return new Mt(
                accepted.mtId(),
                accepted.account(),
                accepted.origin(),
                message.source().text(),
                accepted.destinationDigits(),
                expiresAtMillis(accepted, message, acceptedMillis),
                attempts,
                priority(accepted, message),
                Times.dueAtMillis(message, acceptedMillis),
                false,
                message.isTimed(),
                Trails.NONE,
                accepted.pdu(),
                null,
                refusedBy,
                Altered.of(accepted.source(), accepted.destination(), message, known.wanted()),
                new Traits(known.campaign(), known.network(), purpose(accepted, known)));
    }

    private Purpose purpose(MtAccepted accepted, Known known) {
        if (known.purpose() != null) return known.purpose();
        Account account = accounts.get(accepted.account().value());
        Category category = account == null
                ? Category.MARKETING
                : account.config().policies().category();
        return Purposes.of(category, known.campaignPurpose());
    }

    private Priority priority(MtAccepted accepted, MessagePdu message) {
        if (accepted.origin() == Origin.OPT_OUT_CONFIRMATION) return Priority.OTP;
        Account account = accounts.get(accepted.account().value());
        return Priority.of(
                message.priority(),
                account == null ? Priority.CAMPAIGN : account.config().priority());
    }

    private static long expiresAtMillis(MtAccepted accepted, MessagePdu message, long acceptedMillis) {
        if (accepted.origin() == Origin.OPT_OUT_CONFIRMATION) return acceptedMillis + OptOutAnswers.VALID_MILLIS;
        return Times.expiresAtMillis(message, acceptedMillis);
    }

    private boolean isResent(Loop loop, Mt mt, CarrierId attempted) {
        Carrier carrier = carriers.get(attempted);
        UnknownPolicy policy =
                carrier == null ? UnknownPolicy.HOLD : carrier.flow().afterUnknown(mt);
        loop.stage().note(new MtUnknown(loop.nowMicros(), mt.mtId(), attempted, policy, mt.partNumber()));
        if (carrier != null) carrier.counters().unknownOutcomes.increment();
        if (policy == UnknownPolicy.HOLD) return false;
        if (carrier != null) carrier.counters().resends.increment();
        return true;
    }
}
