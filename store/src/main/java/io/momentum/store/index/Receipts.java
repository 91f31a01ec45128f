package io.momentum.store.index;

import io.momentum.store.correlation.IdForms;
import io.momentum.store.correlation.LearnedForm.Lesson;
import io.momentum.store.correlation.Numbers;
import io.momentum.store.correlation.ParkedReceipts;
import io.momentum.store.correlation.ParkedReceipts.Parked;
import io.momentum.store.correlation.ReceiptRules;
import io.momentum.store.correlation.SmscIds;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.index.ReceiptSearch.Match;
import io.momentum.store.index.Views.Orphan;
import io.momentum.store.journal.Position;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.IdForm;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.Msisdn;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fold of receipts: which message one belongs to, what it means for it, and what becomes of one that has none. A receipt
 * without a message is parked: in memory for a while, for it may have overtaken its submit_sm_resp, and in the index for
 * good, to be read again once its carrier's profile is right. Owned by the projector.
 */
final class Receipts {

    private static final Logger LOG = LoggerFactory.getLogger(Receipts.class);
    private static final int KEPT_MAX = 64;
    /** The bits of registered_delivery that ask for one (SMPP 3.4 section 5.2.17). */
    private static final int FINAL_RECEIPT = 0x03;

    private static final byte[] NOTHING = new byte[0];
    private static final Comparator<Position> ARRIVAL = Comparator.comparingInt(Position::epoch)
            .thenComparingLong(Position::index)
            .thenComparingInt(Position::offset);

    /** Takes what an ESME may want to hear. */
    @FunctionalInterface
    interface Sink {
        void add(MessageFold message, MessageState said, String error, long doneAtMicros);
    }

    /** Hears of each receipt that finds its message. */
    @FunctionalInterface
    interface Told {
        void matched(long dlrId, SystemId account, long destinationDigits);
    }

    private final Index index;
    private final Messages messages;
    private final WriteBatchBytes batch;
    private final ProjectorCounters counters;
    private final int parkedMax;
    private final ParkedReceipts parked;
    private final LearnedForms forms;
    private final OwedOptOuts owed;
    private final RetentionRows retention;
    private final Sink sink;
    /** Orphans that this commit window takes out of the index: until it is written, the index still shows them. */
    private final Set<Long> taken = new HashSet<>();

    private Told matched = (dlrId, account, digits) -> {};
    private boolean isLive;
    private @Nullable CarrierId lastCarrier;
    private @Nullable CarrierReceipts lastCounters;

    Receipts(
            Index index,
            Messages messages,
            WriteBatchBytes batch,
            ProjectorCounters counters,
            int parkedMax,
            RetentionRows retention,
            Sink sink) {
        this.retention = retention;
        this.index = index;
        this.messages = messages;
        this.batch = batch;
        this.counters = counters;
        this.sink = sink;
        this.parkedMax = parkedMax;
        parked = new ParkedReceipts(parkedMax);
        forms = new LearnedForms(index.rocks());
        owed = new OwedOptOuts(index.rocks(), batch);
    }

    void load(long nowMicros) {
        // Rows stand in the order of ids; what came first decides which end of a message stands.
        Queue<Parked> late = new PriorityQueue<>(Comparator.comparing(Parked::position, ARRIVAL));
        index.rocks().scan(ColumnFamily.ORPHAN, new byte[0], null, (_, row) -> {
            Orphan orphan = OrphanRow.read(row);
            long age = nowMicros - orphan.receipt().atMicros();
            if (age <= ParkedReceipts.KEPT_MICROS) late.add(parkedOf(orphan));
            if (late.size() > parkedMax) parked.leave(late.remove());
            return true;
        });
        while (!late.isEmpty()) parked.park(late.remove());
        parked.trim(nowMicros);
    }

    void live(Told told) {
        isLive = true;
        matched = told;
    }

    // ---- a receipt comes

    void received(DlrReceived f, Position position) {
        CarrierReceipts carrier = countersOf(f.carrier());
        Match match = messages.find(f, f.reading().idForm() == IdForm.AUTO ? forms.of(f.carrier()) : null);
        if (match == null) {
            counters.parked.increment();
            carrier.parked.increment();
            parked.park(new Parked(withoutPdu(f), position, false));
            return;
        }
        carrier.matched.increment();
        learn(f, match.how(), match.message());
        take(match.message(), f, f, position);
    }

    /** What the receipt means for its message. */
    private void take(MessageFold message, DlrReceived receipt, Fact step, Position position) {
        MessageFold.Meaning meaning = message.meaning(receipt);
        boolean isFirstContradiction = !message.isContradicted;
        long submittedAtMicros = message.submittedAtMicros;
        MessageState known = message.finalState;
        if (message.receipts < message.receiptsMax(KEPT_MAX)) messages.append(message, step, position);
        else notKept(message, position);
        CarrierReceipts carrier = countersOf(receipt.carrier());
        matched.matched(receipt.dlrId(), message.account, message.destinationDigits);
        owed.matched(receipt, message.account, message.destinationDigits);
        if (ReceiptRules.isClockWrong(receipt, submittedAtMicros)) carrier.clockWrong.increment();
        switch (meaning.verdict()) {
            case UNDER_WAY -> tell(message, receipt, meaning);
            case ENDED -> {
                delay(carrier, receipt, submittedAtMicros);
                tell(message, receipt, meaning);
            }
            case REVISED -> {
                counters.contradictory.increment();
                carrier.contradictory.increment();
                tell(message, receipt, meaning);
            }
            case REPEATED -> {
                counters.repeated.increment();
                carrier.repeated.increment();
            }
            case CONTRADICTORY -> {
                counters.contradictory.increment();
                carrier.contradictory.increment();
                if (isFirstContradiction && known != null) warn(message, receipt, known);
            }
        }
    }

    private void notKept(MessageFold message, Position position) {
        counters.notKept.increment();
        retention.over(message.mtId, position);
    }

    private static void delay(CarrierReceipts carrier, DlrReceived receipt, long submittedAtMicros) {
        if (submittedAtMicros == 0) return;
        carrier.delay().add(Math.max(0, receipt.atMicros() - submittedAtMicros) * 1_000);
        if (ReceiptRules.isSuspect(receipt, submittedAtMicros)) carrier.suspect.increment();
    }

    private void tell(MessageFold message, DlrReceived receipt, MessageFold.Meaning meaning) {
        if (!meaning.isOfAll()) return;
        boolean dated = receipt.doneAtMicros() != 0 && !ReceiptRules.isClockWrong(receipt, message.submittedAtMicros);
        MessageState said = receipt.state();
        if (said.isFinal() && !ReceiptRules.ends(receipt)) said = MessageState.ENROUTE;
        sink.add(message, said, receipt.error(), dated ? receipt.doneAtMicros() : receipt.atMicros());
    }

    private void warn(MessageFold message, DlrReceived receipt, MessageState known) {
        if (!isLive) return;
        LOG.warn(
                "Carrier {} said {} of message {} to {}, and says {} now; the first stands",
                receipt.carrier(),
                known.stat(),
                MessageId.format(message.mtId),
                Msisdn.masked(message.destinationDigits),
                receipt.state().stat());
    }

    private void learn(DlrReceived f, IdForm how, MessageFold message) {
        if (f.reading().idForm() != IdForm.AUTO || !IdForms.isTelling(how, f.smscId())) return;
        CarrierId carrier = f.carrier();
        CarrierReceipts counted = counters.of(carrier);
        IdForm before = forms.of(carrier);
        Lesson lesson = forms.saw(carrier, how, f.reading().learnFrom());
        if (forms.hasLearned()) retention.taught(message.mtId);
        counted.form(forms.of(carrier));
        switch (lesson) {
            case NONE -> {}
            case LEARNED -> log("Carrier {}: its ids are {} in submit_sm_resp and receipts", carrier, how);
            case CONTRADICTED -> counted.otherForm.increment();
            case CHANGED -> {
                counted.otherForm.increment();
                counted.formChanges.increment();
                log("Carrier {}: its ids were " + before + " and are {} now", carrier, how);
            }
        }
    }

    private void log(String what, CarrierId carrier, IdForm form) {
        if (isLive) LOG.warn(what, carrier, form);
    }

    /** Those of one carrier, and mostly of the one before: facts name it by one object. */
    @SuppressWarnings("ReferenceEquality")
    private CarrierReceipts countersOf(CarrierId carrier) {
        CarrierReceipts same = lastCounters;
        if (same != null && carrier == lastCarrier) return same;
        CarrierReceipts found = counters.of(carrier);
        lastCarrier = carrier;
        lastCounters = found;
        return found;
    }

    // ---- its message comes later

    /** A carrier took a message: if it was asked to, it will tell the end. */
    void expected(MessageFold message, MtSubmitted f) {
        if ((message.registeredDelivery & FINAL_RECEIPT) != 0)
            countersOf(f.carrier()).expected.increment();
    }

    /** Gives a message the receipts that were here before its submit_sm_resp, oldest first. */
    void submitted(MessageFold message, MtSubmitted f) {
        if (parked.size() == 0 && !parked.mayBeElsewhere(f.atMicros())) return;
        for (IdForm how : IdForms.inOrder(IdForm.SAME, null)) {
            if (how != IdForm.SAME && !parked.hasTurnable() && !parked.mayBeElsewhere(f.atMicros())) return;
            String id = IdForms.receipted(how, f.smscId());
            if (id == null || (how != IdForm.SAME && SmscIds.same(id, f.smscId()))) continue;
            for (Parked early : parkedFor(message, f, id, how)) {
                counters.parkedMatched.increment();
                counters.of(f.carrier()).matchedLate.increment();
                learn(early.fact(), how, message);
                take(message, early.fact(), early.fact(), early.position());
            }
        }
    }

    private List<Parked> parkedFor(MessageFold message, MtSubmitted f, String id, IdForm how) {
        Predicate<DlrReceived> fits = r -> IdForms.trusts(
                r.reading().idForm(),
                forms.of(f.carrier()),
                how,
                Numbers.of(r).have(message.destinationDigits),
                r.smscId());
        List<Parked> inMemory = parked.take(f.carrier(), id, f.atMicros(), fits);
        for (Parked p : inMemory) {
            if (p.isStored()) deleteOrphan(p.fact());
        }
        if (!parked.mayBeElsewhere(f.atMicros())) return inMemory;
        var all = new ArrayList<Parked>();
        byte[] prefix = Keys.orphans(new Bytes(64), f.carrier(), id).toArray();
        index.rocks().scan(ColumnFamily.ORPHAN, prefix, Keys.behind(prefix), (_, row) -> {
            Parked p = parkedOf(OrphanRow.read(row));
            boolean known = taken.contains(p.fact().dlrId())
                    || inMemory.stream()
                            .anyMatch(q -> q.fact().dlrId() == p.fact().dlrId());
            boolean isFor = ParkedReceipts.isFor(p.fact(), f.carrier(), id, f.atMicros()) && fits.test(p.fact());
            if (!known && isFor) all.add(p);
            return true;
        });
        all.forEach(p -> deleteOrphan(p.fact()));
        all.addAll(inMemory);
        all.sort(Comparator.comparing(Parked::position, ARRIVAL));
        return all;
    }

    /** The opt-outs that follow from receipts. */
    OwedOptOuts owed() {
        return owed;
    }

    // ---- it is read again

    /** A receipt that found its message when it was read again; one that has found it before is let pass. */
    void rematched(DlrRematched f, Position position) {
        DlrReceived receipt = f.receipt();
        MessageFold message = messages.find(f.mtId());
        if (message == null) {
            counters.strays.increment();
            return;
        }
        if (taken.contains(receipt.dlrId()) || !unpark(f)) {
            counters.repeated.increment();
            return;
        }
        counters.of(receipt.carrier()).rematched.increment();
        take(message, receipt, f, position);
    }

    private boolean unpark(DlrRematched f) {
        CarrierId carrier = f.receipt().carrier();
        long dlrId = f.receipt().dlrId();
        Parked inMemory = parked.remove(carrier, f.orphanId(), dlrId);
        if (inMemory != null && !inMemory.isStored()) return true;
        var key = Keys.orphan(new Bytes(64), carrier, f.orphanId(), dlrId);
        if (inMemory == null && index.rocks().get(ColumnFamily.ORPHAN, key) == null) return false;
        deleteOrphan(carrier, f.orphanId(), dlrId);
        return true;
    }

    // ---- it is given up

    /**
     * Lets go the orphans that came before, of all that the index has.
     *
     * @param from where to begin
     * @return where to go on, once what is there is committed; null at the end
     */
    byte @Nullable [] forgetBefore(long micros, byte[] from, int batchBytesMax) {
        var next = new AtomicReference<byte @Nullable []>();
        index.rocks().scan(ColumnFamily.ORPHAN, from, null, (key, row) -> {
            DlrReceived f = OrphanRow.read(row).receipt();
            if (f.atMicros() >= micros) return true;
            parked.remove(f.carrier(), f.smscId(), f.dlrId());
            deleteOrphan(f);
            countersOf(f.carrier()).forgotten.increment();
            if (batch.size() < batchBytesMax) return true;
            next.set(Keys.behind(key));
            return false;
        });
        return next.get();
    }

    // ---- rows

    void writeTo(WriteBatchBytes out) {
        parked.forEachUnstored(orphan -> {
            DlrReceived f = orphan.fact();
            Keys.orphan(out.put(ColumnFamily.ORPHAN), f.carrier(), f.smscId(), f.dlrId());
            OrphanRow.write(out.value(), f, orphan.position());
            out.end();
            orphan.markStored();
        });
        forms.writeTo(out);
    }

    void committed(long nowMicros) {
        taken.clear();
        parked.trim(nowMicros);
    }

    private void deleteOrphan(DlrReceived f) {
        deleteOrphan(f.carrier(), f.smscId(), f.dlrId());
    }

    private void deleteOrphan(CarrierId carrier, String smscId, long dlrId) {
        taken.add(dlrId);
        Keys.orphan(batch.delete(ColumnFamily.ORPHAN), carrier, smscId, dlrId);
        batch.end();
    }

    private static Parked parkedOf(Orphan orphan) {
        return new Parked(orphan.receipt(), orphan.position(), true);
    }

    private static DlrReceived withoutPdu(DlrReceived f) {
        return new DlrReceived(
                f.atMicros(),
                f.dlrId(),
                f.carrier(),
                f.smscId(),
                f.state(),
                f.error(),
                f.doneAtMicros(),
                NOTHING,
                f.reading());
    }
}
