package io.momentum.gateway.path;

import static io.momentum.gateway.codec.CommandStatus.ESME_ROK;
import static io.momentum.gateway.codec.CommandStatus.ESME_RX_T_APPN;

import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.carrier.CarrierBind;
import io.momentum.gateway.carrier.CarrierCounters;
import io.momentum.gateway.carrier.Carriers;
import io.momentum.gateway.carrier.LaneSteps;
import io.momentum.gateway.carrier.PolicyCheck;
import io.momentum.gateway.cause.Meaning;
import io.momentum.gateway.codec.Addresses;
import io.momentum.gateway.codec.Concatenation;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.TextDecoder;
import io.momentum.gateway.codec.UserDataHeader;
import io.momentum.gateway.intake.Country;
import io.momentum.gateway.intake.NationalForm;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.optout.OptOutConfig;
import io.momentum.gateway.optout.OptOutWords;
import io.momentum.gateway.optout.ReviewTerms;
import io.momentum.gateway.optout.Verdict;
import io.momentum.gateway.path.Reassembly.Source;
import io.momentum.gateway.policy.Category;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.receipt.Receipt;
import io.momentum.gateway.receipt.ReceiptFacts;
import io.momentum.gateway.server.Account;
import io.momentum.gateway.server.AccountConfig.OptOutReach;
import io.momentum.gateway.server.Accounts;
import io.momentum.gateway.session.Swapped;
import io.momentum.gateway.suppress.Barrier;
import io.momentum.store.correlation.ReceiptMatches;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MoSegment;
import io.momentum.store.fact.Fact.OptAnswer;
import io.momentum.store.fact.Fact.OptOutHeld;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.fact.Fact.ReportedOptOut;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.Address;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of what a carrier delivers: a receipt, or a message from a subscriber. Read it from top to bottom:
 *
 * <pre>{@code
 * deliver_sm ─▶ parse ─┬─ receipt ─▶ JOURNAL DlrReceived ═durable═▶ deliver_sm_resp
 * (or data_sm)         │             (an opt-out that the carrier reports: + OptedOut, in force on every loop first)
 *                      │             (Projector) correlate or park ─▶ the account's outbox ─▶ deliver_sm to the ESME
 *                      ├─ segment ─▶ JOURNAL MoSegment ═durable═▶ deliver_sm_resp; the last one, or time, makes a message
 *                      │             (LongMos; a beginning that is an opt-out: + OptedOut, in force on every loop first)
 *                      └─ message ─▶ opt-out words ─▶ JOURNAL MoReceived (+ OptedOut, or OptOutHeld where there is a doubt)
 *                                    ═durable═▶ in force on every loop ─▶ deliver_sm_resp ─▶ (Projector) outbox of the number's account, follow-up
 * }</pre>
 *
 * Nothing is acknowledged before it is durable, and no opt-out before it is in force.
 */
public final class DeliverPath implements LaneSteps.Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(DeliverPath.class);

    /** How long a receipt may be ahead of the submit_sm_resp that names its message, where it depends on it what it is. */
    private static final long AHEAD_MILLIS = 2_000;

    /** How long it may be ahead before it is refused, to come again. */
    private static final long NACK_MILLIS = 500;

    private final Accounts accounts;
    private final Barrier barrier;
    private final OptOutAnswers answers;
    private final SuppressionList list;
    private final PolicyCheck policies;
    private final ReportedOptOuts reported;
    private final Swapped<OptOutWords> words;
    private final OfferedAnswers offered = new OfferedAnswers();
    private final Swapped<ReviewTerms> review;
    private final Map<Verdict.Kind, LongAdder> verdicts = new EnumMap<>(Verdict.Kind.class);
    private final UnknownReceipts unknown;
    private final LongMos longMos = new LongMos(new Segmented());

    public DeliverPath(
            Accounts accounts,
            Barrier barrier,
            OptOutAnswers answers,
            SuppressionList list,
            PolicyCheck policies,
            OptOutConfig optOut,
            Carriers carriers,
            Loop home,
            ReceiptMatches matches) {
        this.accounts = accounts;
        this.barrier = barrier;
        this.answers = answers;
        this.list = list;
        this.policies = policies;
        reported = new ReportedOptOuts(barrier, home, carriers::countersOf, matches);
        words = new Swapped<>(OptOutWords.of(optOut));
        review = new Swapped<>(optOut.review());
        for (Verdict.Kind kind : Verdict.Kind.values()) verdicts.put(kind, new LongAdder());
        unknown = new UnknownReceipts(matches);
    }

    /** Takes new words, texts and terms. */
    public void reload(OptOutConfig optOut) {
        words.set(OptOutWords.of(optOut));
        review.set(optOut.review());
        answers.reload(optOut.answers());
    }

    /** How many texts said this about being written to. */
    public long verdicts(Verdict.Kind kind) {
        return verdictsOf(kind).sum();
    }

    /** A message leaves: what it offers as answers is remembered until another one leaves. */
    @Override
    public void onWrite(Mt mt) {
        offered.write(mt, words.get(), Loop.nowMillis());
    }

    private LongAdder verdictsOf(Verdict.Kind kind) {
        return Objects.requireNonNull(verdicts.get(kind));
    }

    /** The word lists in force. */
    public OptOutWords words() {
        return words.get();
    }

    /** Takes up a segment that an earlier process has journalled; before carriers bind. */
    public void restore(CarrierProfile profile, CarrierCounters counters, MoSegment segment) {
        longMos.restore(LongMos.sourceOf(segment.carrier(), profile, counters), segment);
    }

    /** Begins to look after messages that wait for segments. */
    public void start(Loop loop) {
        loop.run(() -> loop.onTick(() -> longMos.tick(loop)));
    }

    /** Messages from subscribers that wait for a segment. */
    public int waitingForSegments() {
        return longMos.waiting();
    }

    @Override
    public void onDeliver(CarrierBind bind, int sequence, byte[] pdu) {
        MessagePdu message = international(bind.carrier(), MessagePdu.parse(pdu, true));
        Answer answer = new CarrierAnswer(bind, message.commandId(), sequence);
        if (!message.isOk()) {
            LOG.warn(
                    "Carrier {} sent a delivery that cannot be read",
                    bind.carrier().id());
            bind.carrier().counters().malformed.increment();
            bind.connection().recordFault("malformed deliver_sm");
            answer.give(message.status());
            return;
        }
        Receipt receipt = bind.carrier().receipts().scan(message);
        if (receipt != null) onReceipt(bind, receipt, message, answer);
        else onMo(bind, message, answer);
    }

    /**
     * The same delivery from a number in international form: an opt-out is kept for the number, however it was written. A carrier
     * without a country delivers from that of the account whose number was answered.
     */
    private MessagePdu international(Carrier carrier, MessagePdu message) {
        if (!message.isOk() || message.sourceLength() == 0) return message;
        boolean zero = message.bytes()[message.sourceOffset()] == '0';
        if (!NationalForm.mayBe(message.sourceTon(), zero)) return message;
        Address written = message.source();
        Optional<Country> country = carrier.config().country().or(() -> countryOf(accounts.ownerOf(message)));
        Address meant = NationalForm.international(written, country);
        if (meant == null) {
            carrier.counters().nationalSources.increment();
            LOG.warn(
                    "Carrier {} delivers numbers without their country code: a STOP holds for the number as it is written;"
                            + " say the carrier's country",
                    carrier.id());
        }
        if (meant == null || meant.equals(written)) return message;
        return MessagePdu.parse(Addresses.with(message, meant, message.destination()), true);
    }

    private Optional<Country> countryOf(@Nullable SystemId owner) {
        Account account = owner == null ? null : accounts.get(owner.value());
        return account == null ? Optional.empty() : account.config().intake().country();
    }

    // ---- receipts

    private void onReceipt(CarrierBind bind, Receipt receipt, MessagePdu message, Answer answer) {
        Carrier carrier = bind.carrier();
        Loop loop = bind.loop();
        DlrReceived fact = ReceiptFacts.of(
                loop.nowMicros(),
                answer.named(loop.nextId()),
                carrier.id(),
                carrier.config().profile(),
                receipt,
                message);
        if (receipt.assumed()) {
            messageUnlessMatched(bind, fact, message, answer);
            return;
        }
        count(carrier, receipt);
        Meaning meaning = carrier.causes().ofReceipt(fact.state(), fact.error());
        if (fact.state().isFinal()) carrier.counters().causes.add(meaning.cause());
        if (fact.reading().optOut() != ReportedOptOut.NONE) {
            optOutReported(loop, fact, answer);
            return;
        }
        int nacks = carrier.config().profile().receipts().nackUnknown();
        if (nacks == 0) Answer.stage(loop, fact, answer, () -> answer.give(ESME_ROK));
        else nackUnlessMatched(bind, fact, nacks, answer);
    }

    private void optOutReported(Loop loop, DlrReceived fact, Answer answer) {
        if (answer.hold()) reported.await(loop, fact, answer::give);
        else answer.give(ESME_RX_T_APPN);
    }

    private static void count(Carrier carrier, Receipt receipt) {
        carrier.counters().receipts.add(receipt.state().code());
        if (receipt.smscId().isEmpty()) carrier.counters().receiptsWithoutId.increment();
        if (receipt.contradictory()) carrier.counters().receiptConflicts.increment();
        boolean unknown = receipt.state() == MessageState.UNKNOWN;
        if (unknown && !receipt.stat().isEmpty() && !receipt.stat().regionMatches(true, 0, "UNKN", 0, 4))
            carrier.counters().receiptsUnknownStat.increment();
    }

    /** Whoever answers "id:7 stat:DELIVRD" must be heard; whoever is told about a message of ours must be too. */
    private void messageUnlessMatched(CarrierBind bind, DlrReceived fact, MessagePdu message, Answer answer) {
        Runnable receipt = () -> {
            bind.carrier().counters().receipts.add(fact.state().code());
            answer.give(ESME_ROK);
        };
        var outcomes = new UnknownReceipts.Outcomes(
                receipt, () -> onMo(bind, message, answer), () -> answer.give(ESME_RX_T_APPN));
        unknown.await(bind.loop(), fact, AHEAD_MILLIS, outcomes);
    }

    private void nackUnlessMatched(CarrierBind bind, DlrReceived fact, int most, Answer answer) {
        Runnable nack = () -> {
            boolean again = unknown.refuses(fact, most);
            if (again) bind.carrier().counters().receiptsNacked.increment();
            answer.give(again ? ESME_RX_T_APPN : ESME_ROK);
        };
        var outcomes =
                new UnknownReceipts.Outcomes(() -> answer.give(ESME_ROK), nack, () -> answer.give(ESME_RX_T_APPN));
        unknown.await(bind.loop(), fact, NACK_MILLIS, outcomes);
    }

    // ---- messages from subscribers

    private void onMo(CarrierBind bind, MessagePdu message, Answer answer) {
        Loop loop = bind.loop();
        Carrier carrier = bind.carrier();
        Source source = LongMos.sourceOf(carrier.id(), carrier.config().profile(), carrier.counters());
        if (UserDataHeader.of(message).isBroken())
            carrier.counters().brokenHeaders.increment();
        Concatenation place = Concatenation.of(message);
        if (place != null) longMos.onSegment(loop, source, message, place, answer);
        else if (source.form().isUnusual() || TextDecoder.hasByteOrderMark(message))
            longMos.onUnusual(loop, source, message, answer);
        else onWhole(loop, source, loop.nextId(), message, false, answer);
    }

    private void onWhole(Loop loop, Source source, long moId, MessagePdu message, boolean inSegments, Answer answer) {
        source.counters().mos.increment();
        MoReceived mo = received(loop, source, answer.named(moId), message, inSegments);
        Verdict verdict = verdictOn(message);
        verdictsOf(verdict.kind()).increment();
        switch (verdict.kind()) {
            case KEYWORD, PHRASE -> optOut(loop, mo, verdict, answer);
            case OPT_IN -> optIn(loop, mo, verdict, answer);
            case AMBIGUOUS -> doubt(loop, mo, verdict, answer);
            case HELP -> {
                wrote(mo);
                Answer.stage(loop, mo, answer, () -> {
                    answers.send(loop, mo, OptAnswer.HELP, verdict.language());
                    answer.give(ESME_ROK);
                });
            }
            case NONE, BUSINESS -> {
                wrote(mo);
                Answer.stage(loop, mo, answer, () -> answer.give(ESME_ROK));
            }
        }
    }

    private void wrote(MoReceived mo) {
        policies.wrote(mo.sourceDigits(), mo.destination().text(), mo.atMicros());
    }

    private MoReceived received(Loop loop, Source source, long moId, MessagePdu message, boolean inSegments) {
        return new MoReceived(
                loop.nowMicros(),
                moId,
                source.carrier(),
                accounts.ownerOf(message),
                message.source(),
                message.destination(),
                message.sourceDigits(),
                message.bytes(),
                inSegments);
    }

    /** What messages in segments come to. */
    private final class Segmented implements LongMos.Next {
        @Override
        public void onWhole(
                Loop loop, Source source, long moId, MessagePdu message, boolean inSegments, Answer answer) {
            DeliverPath.this.onWhole(loop, source, moId, message, inSegments, answer);
        }

        /** The segments are its evidence: there is no MoReceived yet. */
        @Override
        public boolean onBeginning(Loop loop, Source source, long joinId, MessagePdu beginning, Answer answer) {
            Verdict verdict = verdictOn(beginning);
            if (verdict.kind() != Verdict.Kind.KEYWORD) return false;
            verdictsOf(verdict.kind()).increment();
            close(loop, received(loop, source, joinId, beginning, false), verdict, answer);
            return true;
        }

        @Override
        public @Nullable SystemId passTo(MessagePdu segment) {
            return accounts.takerOfSegments(segment);
        }
    }

    private Verdict verdictOn(MessagePdu message) {
        long digits = message.sourceDigits();
        if (digits == 0) return Verdict.NONE;
        Verdict verdict = words.get().classify(TextDecoder.decode(message), digits);
        return switch (verdict.kind()) {
            case KEYWORD, OPT_IN ->
                OptOutWords.inAnswer(
                        verdict,
                        digits,
                        offered.to(digits, message.destination().text(), Loop.nowMillis()));
            case NONE, PHRASE, AMBIGUOUS, BUSINESS, HELP -> verdict;
        };
    }

    /** The list is told by the journal, in its order; the barrier makes it hold on every loop; only then comes the answer. */
    private void optOut(Loop loop, MoReceived mo, Verdict verdict, Answer answer) {
        Answer.stage(loop, mo, answer, () -> {});
        close(loop, mo, verdict, answer);
    }

    private void close(Loop loop, MoReceived mo, Verdict verdict, Answer answer) {
        OptSource source = verdict.kind() == Verdict.Kind.KEYWORD ? OptSource.KEYWORD : OptSource.FREE_TEXT;
        inForce(
                loop,
                mo,
                answer,
                scopesOf(mo),
                scope -> new OptedOut(loop.nowMicros(), mo.sourceDigits(), scope, source, mo.moId(), verdict.reason()),
                () -> answers.send(loop, mo, OptAnswer.CONFIRMATION, verdict.language()));
    }

    /** Somebody is to look; until then there is no advertising. The time for that is in the journal: no restart prolongs it. */
    private void doubt(Loop loop, MoReceived mo, Verdict verdict, Answer answer) {
        wrote(mo);
        List<SuppressionScope> open = scopesOf(mo).stream()
                .filter(scope -> !list.contains(mo.sourceDigits(), scope))
                .toList();
        if (mo.sourceDigits() == 0 || open.isEmpty()) {
            Answer.stage(loop, mo, answer, () -> answer.give(ESME_ROK));
            return;
        }
        Answer.stage(loop, mo, answer, () -> {});
        long deadline = review.get().deadlineMicros(loop.nowMicros());
        inForce(
                loop,
                mo,
                answer,
                open,
                scope -> new OptOutHeld(
                        loop.nowMicros(),
                        mo.sourceDigits(),
                        scope,
                        mo.moId(),
                        verdict.word(),
                        verdict.rule(),
                        deadline),
                () -> {});
    }

    /** A fact for each scope; the last one lets the barrier pass, and only then comes the answer. */
    private void inForce(
            Loop loop,
            MoReceived mo,
            Answer answer,
            List<SuppressionScope> scopes,
            Function<SuppressionScope, Fact> facts,
            Runnable durable) {
        for (SuppressionScope scope : scopes.subList(0, scopes.size() - 1))
            Answer.stage(loop, facts.apply(scope), answer, () -> {});
        Answer.stage(loop, facts.apply(scopes.getLast()), answer, () -> {
            durable.run();
            if (answer.hold()) barrier.pass(loop, mo.sourceDigits(), () -> answer.give(ESME_ROK));
            else answer.give(ESME_RX_T_APPN);
        });
    }

    /** Opens only the doors that the same person's opt-out closes. */
    private void optIn(Loop loop, MoReceived mo, Verdict verdict, Answer answer) {
        Answer.stage(loop, mo, answer, () -> {});
        List<SuppressionScope> scopes = scopesOf(mo);
        for (SuppressionScope scope : scopes) {
            var fact = new OptedIn(
                    loop.nowMicros(), mo.sourceDigits(), scope, OptSource.KEYWORD, mo.moId(), verdict.reason());
            boolean last = scope.equals(scopes.getLast());
            Answer.stage(loop, fact, answer, () -> {
                if (!last) return;
                answers.send(loop, mo, OptAnswer.WELCOME, verdict.language());
                answer.give(ESME_ROK);
            });
        }
    }

    /** How far an opt-out reaches by the account whose number was answered; everything where the number is nobody's. */
    private List<SuppressionScope> scopesOf(MoReceived mo) {
        SystemId owner = mo.account();
        if (owner == null) return List.of(SuppressionScope.GLOBAL);
        Account account = accounts.get(owner.value());
        OptOutReach reach =
                account == null ? OptOutReach.ACCOUNT : account.config().optOutReach();
        return switch (reach) {
            case GLOBAL -> List.of(SuppressionScope.GLOBAL);
            case ACCOUNT -> List.of(SuppressionScope.account(owner));
            case SENDER -> List.of(SuppressionScope.sender(mo.destination().text()));
            // Never less than what the number that was answered sends.
            case CATEGORY ->
                List.of(
                        SuppressionScope.sender(mo.destination().text()),
                        SuppressionScope.category(owner, categoryOf(account)));
        };
    }

    private static String categoryOf(@Nullable Account account) {
        Category category = account == null
                ? Category.MARKETING
                : account.config().policies().category();
        return Purposes.of(category, null).category();
    }
}
