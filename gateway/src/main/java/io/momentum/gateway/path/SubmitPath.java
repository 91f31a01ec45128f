package io.momentum.gateway.path;

import static io.momentum.gateway.codec.CommandStatus.ESME_RINVDSTADR;
import static io.momentum.gateway.codec.CommandStatus.ESME_RINVMSGLEN;
import static io.momentum.gateway.codec.CommandStatus.ESME_RMSGQFUL;
import static io.momentum.gateway.codec.CommandStatus.ESME_ROK;
import static io.momentum.gateway.codec.CommandStatus.ESME_RTHROTTLED;

import io.momentum.gateway.carrier.Arrival;
import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.carrier.Carriers;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.Segmenter;
import io.momentum.gateway.codec.Segments;
import io.momentum.gateway.flow.Trails;
import io.momentum.gateway.intake.Identity;
import io.momentum.gateway.intercept.Action;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.message.Mt.Altered;
import io.momentum.gateway.message.Mt.Traits;
import io.momentum.gateway.message.Priority;
import io.momentum.gateway.net.Durable;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.policy.Category;
import io.momentum.gateway.portability.Located;
import io.momentum.gateway.portability.Located.By;
import io.momentum.gateway.portability.Portability;
import io.momentum.gateway.route.Network;
import io.momentum.gateway.route.Route.Choice;
import io.momentum.gateway.route.Route.Reason;
import io.momentum.gateway.server.Account;
import io.momentum.gateway.server.AccountConfig;
import io.momentum.gateway.server.AccountConfig.OnSuppressed;
import io.momentum.gateway.server.SubmitSink;
import io.momentum.gateway.server.Throttle;
import io.momentum.gateway.suppress.SuppressionGate;
import io.momentum.store.fact.CareFact.MtTagged;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtLocated;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtRouted;
import io.momentum.store.fact.Fact.MtSplit;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.fact.PolicyFact.MtPurposed;
import io.momentum.store.suppression.Purpose;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of a message from an ESME, or the API, to a carrier. Read it from top to bottom:
 *
 * <pre>{@code
 * submit_sm ─▶ validate ─▶ rate ─▶ (Intake) number, rules, text ─▶ (Repetitions) not once more
 *           ─▶ (Portability) its number's network ─▶ route, or after the one before it ─▶ suppressed already?
 *           ─▶ (LongMessages) parts and alphabet of the carrier ─▶ room in the carrier's queue
 *           ─▶ JOURNAL MtAccepted ═durable═▶ submit_sm_resp with our id ─▶ carrier's queue
 *           ─▶ (Lane) window, pace ─▶ JOURNAL MtAttempted ═durable═▶ SuppressionGate ─▶ submit_sm to the SMSC
 *              (where the window is open and nobody waits, MtAttempted goes to the journal together with MtAccepted)
 *           ─▶ (Outcomes) submit_sm_resp ─▶ JOURNAL MtSubmitted, MtRefused, MtDeferred or MtUnknown,
 *              or MtPassedOn ─▶ (OtherCarriers, Onward) the queue of another carrier
 * }</pre>
 *
 * A refusal at any step is an SMPP status, and leaves nothing behind. Each call stays on the loop on which it came in.
 */
public final class SubmitPath implements SubmitSink {

    private static final List<Mt> WHOLE = List.of();
    private static final Purpose ANSWER = Purposes.of(Category.NOTIFICATION, null);

    private final Carriers carriers;
    private final Portability portability;
    private final SuppressionGate gate;
    private final LongMessages longMessages;
    private final Intake intake;
    private final AtomicBoolean draining = new AtomicBoolean();
    private volatile CampaignRules campaigns = CampaignRules.NONE;

    public SubmitPath(
            Carriers carriers,
            Portability portability,
            SuppressionGate gate,
            LongMessages longMessages,
            Intake intake) {
        this.carriers = carriers;
        this.intake = intake;
        this.portability = portability;
        this.gate = gate;
        this.longMessages = longMessages;
    }

    @Override
    public void onSubmit(Loop loop, Account account, LongSupplier ids, byte[] pdu, Reply reply) {
        submit(loop, account, new Submission(Origin.SMPP, null, ids, pdu), reply);
    }

    @Override
    public int congestion() {
        return Math.min(99, carriers.fullestPercent());
    }

    /**
     * What is submitted, and how it came in.
     *
     * @param idempotencyKey the API client's own key, where it gave one
     * @param ids gives it its id; 0 where there is none for now
     * @param pdu a whole submit_sm
     * @param tag the campaign that it is sent for; null where the campaigns' rules are to say
     * @param answers whether a person answers somebody who wrote: it is no advertisement, whatever its account sends
     */
    public record Submission(
            Origin origin,
            @Nullable String idempotencyKey,
            LongSupplier ids,
            byte[] pdu,
            @Nullable CampaignTag tag,
            boolean answers) {
        public Submission(Origin origin, @Nullable String idempotencyKey, LongSupplier ids, byte[] pdu) {
            this(origin, idempotencyKey, ids, pdu, null, false);
        }
    }

    /** From now on these say which campaign a message belongs to that does not name one. Any thread. */
    public void tagBy(CampaignRules replacement) {
        campaigns = replacement;
    }

    /** Takes a message, or refuses it. On the loop; the reply comes on the same. */
    public void submit(Loop loop, Account account, Submission submission, Reply reply) {
        MessagePdu message = MessagePdu.parse(submission.pdu());
        int refusal = admit(loop, account, message);
        if (refusal != ESME_ROK) {
            reply.refused(refusal);
            return;
        }
        intake.take(loop, account, submission, message, new Intake.Next() {
            @Override
            public void taken(Taken taken) {
                // A person who answers twice in the same words means both.
                if (submission.answers()) forward(loop, taken, reply);
                else Repetitions.guard(loop, taken, reply, answer -> forward(loop, taken, answer));
            }

            @Override
            public void refused(int status) {
                reply.refused(status);
            }
        });
    }

    /** A message as it is to be sent: it may have waited, so that we may be draining by now. */
    private void forward(Loop loop, Taken taken, Reply reply) {
        if (draining.get()) {
            reply.refused(ESME_RTHROTTLED);
            return;
        }
        if (taken.isDropped()) {
            drop(loop, taken, reply);
            return;
        }
        portability.locate(loop, taken.message().destinationDigits(), located -> {
            // What it waited for may have lasted longer than we take messages.
            if (located.by() != By.PLAN && isClosed(loop)) {
                taken.account().counters().throttled(Throttle.CLOSED);
                reply.refused(ESME_RTHROTTLED);
            } else {
                route(loop, taken, located, reply);
            }
        });
    }

    private void route(Loop loop, Taken taken, Located located, Reply reply) {
        Account account = taken.account();
        Submission submission = taken.submission();
        MessagePdu message = taken.message();
        String sender = message.source().text();
        Choice choice =
                carriers.choose(message.destinationDigits(), located.network(), sender, account.id(), taken.carrier());
        Carrier routed = choice == null ? null : carriers.get(choice.carrier());
        if (choice == null || routed == null) {
            account.counters().unrouted.increment();
            reply.refused(ESME_RINVDSTADR);
            return;
        }
        long mtId = submission.ids().getAsLong();
        if (mtId == 0) {
            account.counters().throttled(Throttle.IDS);
            reply.refused(ESME_RTHROTTLED);
            return;
        }
        CampaignTag tag = campaignOf(taken);
        var traits = new Traits(tag == null ? "" : tag.name(), located.network(), purposeOf(account, submission, tag));
        Mt mt = inOrder(loop, mtId, taken, routed).with(traits);
        Carrier carrier = mt.follows() ? carriers.ofTrail(mt.trail(), routed) : routed;
        MtAccepted accepted = accepted(loop, mtId, taken);
        SuppressionScope closed = gate.blocking(mt);
        if (closed != null) {
            carrier.leaveTrail(loop, mt);
            boolean kept = suppressed(loop, account, accepted, closed, reply);
            if (!kept) return;
            taken.facts(loop.nowMicros(), mtId).forEach(loop.stage()::note);
            tag(loop, tag, mt);
            return;
        }
        Segments form = longMessages.of(carrier, message, submission.origin());
        if (form != null && form.isTooLong()) {
            carrier.leaveTrail(loop, mt);
            reply.refused(ESME_RINVMSGLEN);
            return;
        }
        List<Mt> parts = form == null ? WHOLE : LongMessages.parts(loop, carrier, mt, form);
        Acceptance acceptance = new Acceptance(carrier, loop, mt, parts, reply);
        if (!acceptance.tryTakeRoom()) {
            account.counters().throttled(Throttle.QUEUE_FULL);
            reply.refused(ESME_RMSGQFUL);
            return;
        }
        choice.taken().increment();
        MtSplit split = form == null ? null : LongMessages.fact(loop, carrier, mt, form);
        acceptance.begin(
                accepted,
                taken.facts(loop.nowMicros(), mtId),
                located(loop, mt, located),
                split,
                routed(loop, mt, carrier, routed, choice));
        tag(loop, tag, mt);
        purpose(loop, submission, tag, mt);
    }

    /** Its acceptance and its end go to the disk together: after a crash there is nothing to take up. */
    private static void drop(Loop loop, Taken taken, Reply reply) {
        long mtId = taken.submission().ids().getAsLong();
        if (mtId == 0) {
            taken.account().counters().throttled(Throttle.IDS);
            reply.refused(ESME_RTHROTTLED);
            return;
        }
        loop.stage().await(accepted(loop, mtId, taken), new Durable() {
            @Override
            public void durable() {
                reply.accepted(mtId);
            }

            @Override
            public void refused() {
                reply.refused(ESME_RTHROTTLED);
            }
        });
        taken.facts(loop.nowMicros(), mtId).forEach(loop.stage()::note);
        loop.stage().note(new MtRefused(loop.nowMicros(), mtId, null, Action.STATUS));
    }

    private @Nullable CampaignTag campaignOf(Taken taken) {
        CampaignTag tag = taken.submission().tag();
        return tag == null ? campaigns.of(taken.accountId(), taken.message(), Loop.nowMillis()) : tag;
    }

    private static Purpose purposeOf(Account account, Submission submission, @Nullable CampaignTag tag) {
        if (submission.answers()) return ANSWER;
        return Purposes.of(account.config().policies().category(), tag == null ? null : tag.purpose());
    }

    /** Tells the campaign in the same trip to the disk as the acceptance: there is never the one without the other. */
    private static void tag(Loop loop, @Nullable CampaignTag tag, Mt mt) {
        if (tag == null) return;
        loop.stage()
                .note(new MtTagged(
                        loop.nowMicros(), "system", mt.mtId(), mt.digits(), tag.name(), tag.recipient(), tag.how()));
    }

    /** And so what it is for, where more than its account says so: whoever changes the campaign changes nothing that was accepted. */
    private static void purpose(Loop loop, Submission submission, @Nullable CampaignTag tag, Mt mt) {
        if (!submission.answers() && tag == null) return;
        Purpose purpose = mt.purpose();
        loop.stage().note(new MtPurposed(loop.nowMicros(), mt.mtId(), purpose.category(), purpose.program()));
    }

    /** Is it a message, and may it come now? @return the status with which it is refused; ESME_ROK where it is not */
    private int admit(Loop loop, Account account, MessagePdu message) {
        if (!message.isOk()) {
            account.counters().malformed.increment();
            return message.status();
        }
        boolean closed = isClosed(loop);
        if (closed || !account.tryTakeRate(System.nanoTime())) {
            account.counters().throttled(closed ? Throttle.CLOSED : Throttle.RATE);
            return ESME_RTHROTTLED;
        }
        return ESME_ROK;
    }

    private boolean isClosed(Loop loop) {
        return draining.get() || !loop.stage().hasRoom();
    }

    /** What a text would become now for the carrier of a number, as far as that is known without asking; null without a route. */
    public @Nullable Segments preview(MessagePdu message, Origin origin, AccountConfig account) {
        byte[] fitted = Intake.fitted(message, origin, account);
        return preview(fitted == null ? message : MessagePdu.parse(fitted), origin, account.systemId());
    }

    /** The same of a text that nobody makes fit. */
    public @Nullable Segments preview(MessagePdu message, Origin origin, SystemId account) {
        long digits = message.destinationDigits();
        Located located = portability.known(digits);
        Network network = located == null ? null : located.network();
        Choice choice = carriers.choose(digits, network, message.source().text(), account, null);
        Carrier carrier = choice == null ? null : carriers.get(choice.carrier());
        if (carrier == null) return null;
        return Segmenter.of(message, carrier.segmentRules(), origin != Origin.SMPP, 0);
    }

    /** What is told of its number; null where nobody was asked. */
    private static @Nullable MtLocated located(Loop loop, Mt mt, Located located) {
        if (located.by() == By.PLAN) return null;
        Network network = located.network();
        String name = network == null ? "" : network.toString();
        return new MtLocated(loop.nowMicros(), mt.mtId(), name, located.by().word());
    }

    /** What is told of its way; null where its route alone tells it. */
    private static @Nullable MtRouted routed(Loop loop, Mt mt, Carrier carrier, Carrier routed, Choice choice) {
        if (carrier == routed && !choice.isNotable()) return null;
        Reason reason = carrier == routed ? choice.reason() : Reason.FOLLOWED;
        return new MtRouted(
                loop.nowMicros(), mt.mtId(), carrier.id(), choice.route().condition(), reason.word());
    }

    /** The message, with its place among those of its sender to its recipient: from here on it must be ended. */
    private static Mt inOrder(Loop loop, long mtId, Taken taken, Carrier carrier) {
        MessagePdu message = taken.message();
        String source = message.source().text();
        long nowMillis = Loop.nowMillis();
        long digits = message.destinationDigits();
        long dueAtMillis = Times.dueAtMillis(message, nowMillis);
        Priority priority =
                Priority.of(message.priority(), taken.account().config().priority());
        // One that is to wait for its hour does not hold up others, nor is it held up.
        int trail =
                dueAtMillis == 0 ? carrier.enterTrail(loop, taken.accountId(), source, digits, priority) : Trails.NONE;
        Mt mt = new Mt(
                mtId,
                taken.accountId(),
                taken.submission().origin(),
                source,
                digits,
                Times.expiresAtMillis(message, nowMillis),
                0,
                priority,
                dueAtMillis,
                message.isTimed(),
                trail,
                message.bytes());
        Altered altered = taken.altered();
        return altered == null ? mt : mt.altered(altered);
    }

    private static MtAccepted accepted(Loop loop, long mtId, Taken taken) {
        MessagePdu message = taken.message();
        return new MtAccepted(
                loop.nowMicros(),
                mtId,
                taken.accountId(),
                taken.submission().origin(),
                taken.source(),
                taken.destination(),
                message.destinationDigits(),
                message.registeredDelivery(),
                taken.submission().idempotencyKey(),
                message.bytes());
    }

    /** The courtesy of an early answer; the gate would stop it in any case. @return whether it is kept all the same */
    private boolean suppressed(Loop loop, Account account, MtAccepted fact, SuppressionScope closed, Reply reply) {
        account.counters().suppressed.increment();
        OnSuppressed answer = account.config().onSuppressed();
        if (answer != OnSuppressed.RECEIPT || fact.origin() != Origin.SMPP) {
            reply.refused(answer == OnSuppressed.RECEIPT ? OnSuppressed.VENDOR_STATUS.status() : answer.status());
            return false;
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
        return true;
    }

    /** What its sender is told. */
    private static final class Acceptance extends Arrival {
        private final Reply reply;

        Acceptance(Carrier carrier, Loop loop, Mt mt, List<Mt> parts, Reply reply) {
            super(carrier, loop, mt, parts);
            this.reply = reply;
        }

        @Override
        protected void accepted(long mtId) {
            reply.accepted(mtId);
        }

        @Override
        protected void notTaken() {
            reply.refused(ESME_RTHROTTLED);
        }
    }

    /** Takes up what an earlier process has accepted, so that it is known when it comes again; before ESMEs bind. */
    public static void remember(Account account, MtAccepted accepted) {
        var repeats = account.config().intake().repeats();
        if (repeats.isEmpty()) return;
        long acceptedMillis = accepted.atMicros() / 1000;
        if (Loop.nowMillis() - acceptedMillis >= repeats.get().within().toMillis()) return;
        Identity identity = Identity.of(MessagePdu.parse(accepted.pdu()));
        account.repeated().remember(identity, accepted.mtId(), repeats.get(), acceptedMillis, Loop.nowMillis());
    }

    /** From now on nothing more is taken. */
    public void drain() {
        draining.set(true);
    }
}
