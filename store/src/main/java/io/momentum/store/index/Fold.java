package io.momentum.store.index;

import io.momentum.store.correlation.ParkedReceipts;
import io.momentum.store.correlation.ParkedReceipts.Parked;
import io.momentum.store.correlation.ReceiptRules;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrForwarded;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MoForwarded;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtDeferred;
import io.momentum.store.fact.Fact.MtExpired;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.Fact.MtUnknown;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.journal.Position;
import io.momentum.store.outbox.OutboxEntry;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.MessageState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Facts in, rows out. What it does depends on the facts alone, never on the clock or on where commits fall, so a replay makes
 * the same index. Owned by the projector.
 */
final class Fold {

    /** An ESME that cannot take a receipt right now gets it again: full queue, throttled, temporary and system errors. */
    private static final Set<Integer> TEMPORARY = Set.of(0x08, 0x14, 0x58, 0x64);

    private static final int RECEIPTS_KEPT = 64;
    private static final byte[] NOTHING = new byte[0];

    private final Index index;
    private final ProjectorCounters counters;
    private final Messages messages;
    private final ParkedReceipts parked;
    private final Outboxes outboxes;
    private final ContactLines contacts = new ContactLines();
    private final WriteBatchBytes batch;
    private FoldState state;

    Fold(Index index, ProjectorCounters counters, ProjectorOptions options) {
        this.index = index;
        this.counters = counters;
        messages = new Messages(index, options.messagesMax());
        parked = new ParkedReceipts(options.parkedMax());
        outboxes = new Outboxes(index, options.outboxMax());
        batch = new WriteBatchBytes(index.rocks().familyIds());
        state = index.state();
        loadParked();
    }

    Outboxes outboxes() {
        return outboxes;
    }

    long sequence() {
        return state.sequence();
    }

    long uncommitted() {
        return state.sequence() - index.lastSequence();
    }

    /** About how large the batch is that a commit would write, without the messages' rows. */
    long batchBytes() {
        return batch.size() + outboxes.unstoredBytes();
    }

    void fold(long sequence, Fact fact, Position position) {
        if (sequence != state.sequence() + 1) {
            throw new IndexException("fact " + sequence + " follows " + state.sequence() + ": the journal has a gap");
        }
        switch (fact) {
            case MtAccepted f -> accepted(f, position);
            case MtAttempted f -> step(f.mtId(), f, position);
            case MtDeferred f -> step(f.mtId(), f, position);
            case MtSubmitted f -> submitted(f, position);
            case MtRefused f -> ended(f.mtId(), f, position, MessageState.REJECTED, threeDigits(f.status()));
            case MtSuppressed f -> ended(f.mtId(), f, position, MessageState.REJECTED, "");
            case MtExpired f -> ended(f.mtId(), f, position, MessageState.EXPIRED, "");
            case MtUnknown f
            when f.policy() == UnknownPolicy.HOLD -> ended(f.mtId(), f, position, MessageState.UNKNOWN, "");
            case MtUnknown f -> step(f.mtId(), f, position);
            case DlrReceived f -> receipt(f, position);
            case DlrForwarded f -> forwarded(f, position);
            case MoReceived f -> moReceived(f, position);
            case MoForwarded f -> {
                if (isDone(f.status())) outboxes.remove(f.account(), f.outboxId(), batch);
            }
            case OptedOut f -> optedOut(f);
            case OptedIn f -> {
                Keys.suppression(batch.delete(ColumnFamily.SUPPRESSION), f.scope(), f.digits());
                batch.end();
            }
        }
        state = new FoldState(sequence, position.epoch(), outboxes.lastId(), fact.atMicros());
    }

    /** Whether an ESME's answer ends a deliver_sm: taken, or refused for good. */
    static boolean isDone(int status) {
        return !TEMPORARY.contains(status);
    }

    private void accepted(MtAccepted f, Position position) {
        byte[] text = ReceiptRules.wantsAny(f.origin(), f.registeredDelivery()) ? SubmitText.of(f.pdu()) : NOTHING;
        messages.accept(f, position, text);
        contactLine(f.destinationDigits(), f.mtId(), false, position);
        String key = f.idempotencyKey();
        if (key == null) return;
        Keys.idempotency(batch.put(ColumnFamily.IDEMPOTENCY), f.account(), key);
        batch.value().u64(f.mtId());
        batch.end();
    }

    private @Nullable MessageFold step(long mtId, Fact fact, Position position) {
        MessageFold message = messages.find(mtId);
        if (message == null) {
            counters.strays.increment();
        } else {
            messages.append(message, fact, position);
        }
        return message;
    }

    /** A message that ended without its carrier's receipt gets one of ours. */
    private void ended(long mtId, Fact fact, Position position, MessageState state, String error) {
        MessageFold message = step(mtId, fact, position);
        // Sent again, it may have been delivered by its first attempt: the ESME has heard of its end, and hears of one
        // end only.
        if (message == null || message.finalState != null) return;
        addReceipt(message, state, error, fact.atMicros());
    }

    private void submitted(MtSubmitted f, Position position) {
        MessageFold message = messages.find(f.mtId());
        if (message == null) {
            counters.strays.increment();
            return;
        }
        // Sent again, it has two ids; memory knows one of them, so the index must know the other from now on.
        if (message.smscId() != null) {
            commit();
            message = messages.find(f.mtId());
            if (message == null) throw new IndexException("message " + f.mtId() + " has lost its row");
        }
        messages.submitted(message, f, position);
        // Without an id nothing says whose receipt it is: the next message without one would get it.
        if (f.smscId().isEmpty()) return;
        Keys.correlation(batch.put(ColumnFamily.CORRELATION), Keys.day(f.atMicros()), f.carrier(), f.smscId());
        batch.value().u64(f.mtId());
        batch.end();
        for (Parked early : parkedFor(f)) {
            counters.parkedMatched.increment();
            receipt(message, early.fact(), early.position());
        }
    }

    private void receipt(DlrReceived f, Position position) {
        MessageFold message = f.smscId().isEmpty() ? null : messages.find(f.carrier(), f.smscId(), f.atMicros());
        if (message != null) {
            receipt(message, f, position);
            return;
        }
        counters.parked.increment();
        parked.park(new Parked(withoutPdu(f), position, false));
    }

    private void receipt(MessageFold message, DlrReceived f, Position position) {
        var verdict = ReceiptRules.judge(message.finalState, f.state());
        if (message.receipts < RECEIPTS_KEPT) {
            messages.append(message, f, position);
        } else {
            counters.notKept.increment();
        }
        switch (verdict) {
            case UNDER_WAY, ENDED ->
                addReceipt(message, f.state(), f.error(), f.doneAtMicros() == 0 ? f.atMicros() : f.doneAtMicros());
            case REPEATED -> counters.repeated.increment();
            case CONTRADICTORY -> counters.contradictory.increment();
        }
    }

    private void addReceipt(MessageFold m, MessageState said, String error, long doneAtMicros) {
        if (!ReceiptRules.wants(m.origin, m.registeredDelivery, said)) return;
        counters.receipts.increment();
        outboxes.add(new OutboxEntry.Receipt(
                outboxes.nextId(),
                m.account,
                m.mtId,
                m.source,
                m.destination,
                said,
                error,
                m.acceptedAtMicros,
                doneAtMicros,
                m.text));
    }

    private void forwarded(DlrForwarded f, Position position) {
        MessageFold message = messages.inMemory(f.mtId());
        if (message != null) {
            messages.append(message, f, position);
        } else {
            Keys.message(batch.merge(ColumnFamily.MESSAGE), f.mtId());
            MessageRow.write(batch.value(), f.mtId(), f, position);
            batch.end();
        }
        if (isDone(f.status())) outboxes.remove(f.account(), f.outboxId(), batch);
    }

    private void moReceived(MoReceived f, Position position) {
        contactLine(f.sourceDigits(), f.moId(), true, position);
        if (f.account() == null) return;
        outboxes.add(new OutboxEntry.Mo(outboxes.nextId(), f.account(), f.moId(), f.pdu()));
    }

    private void contactLine(long digits, long messageId, boolean inbound, Position position) {
        if (digits == 0) return;
        contacts.add(digits, messageId, inbound, position);
    }

    private void optedOut(OptedOut f) {
        if (f.digits() <= 0) return;
        Keys.suppression(batch.put(ColumnFamily.SUPPRESSION), f.scope(), f.digits());
        SuppressionRow.write(batch.value(), f);
        batch.end();
    }

    /** Writes all changes since the last commit, and where the fold stands, at once. */
    void commit() {
        if (uncommitted() == 0) return;
        messages.writeTo(batch);
        contacts.writeTo(batch);
        outboxes.writeTo(batch);
        parked.forEachUnstored(this::writeOrphan);
        FoldState.key(batch.put(ColumnFamily.META));
        state.write(batch.value());
        batch.end();
        long start = System.nanoTime();
        index.commit(batch.finished(), state);
        counters.commitNanos.add(System.nanoTime() - start);
        counters.commits.increment();
        batch.clear();
        messages.committed();
        outboxes.committed();
        parked.trim(state.atMicros());
    }

    private void writeOrphan(Parked orphan) {
        DlrReceived f = orphan.fact();
        Keys.orphan(batch.put(ColumnFamily.ORPHAN), f.carrier(), f.smscId(), f.dlrId());
        Bytes out = batch.value();
        out.u64(f.atMicros());
        MessageRow.write(out, orphan.position());
        MessageRow.writeReceipt(out, f);
        batch.end();
        orphan.markStored();
    }

    private static Parked readOrphan(byte[] row) {
        var in = new Reader(row);
        long at = in.u64();
        Position position = MessageRow.readPosition(in);
        return new Parked(MessageRow.readReceipt(in, at), position, true);
    }

    private void deleteOrphan(Parked orphan) {
        DlrReceived f = orphan.fact();
        Keys.orphan(batch.delete(ColumnFamily.ORPHAN), f.carrier(), f.smscId(), f.dlrId());
        batch.end();
    }

    /** The receipts that were here before their message, oldest first. */
    private List<Parked> parkedFor(MtSubmitted f) {
        List<Parked> inMemory = parked.take(f.carrier(), f.smscId(), f.atMicros());
        for (Parked p : inMemory) {
            if (p.isStored()) deleteOrphan(p);
        }
        if (!parked.mayBeElsewhere(f.atMicros())) return inMemory;
        var all = new ArrayList<Parked>();
        byte[] prefix = Keys.orphans(new Bytes(64), f.carrier(), f.smscId()).toArray();
        index.rocks().scan(ColumnFamily.ORPHAN, prefix, Keys.behind(prefix), (_, row) -> {
            Parked p = readOrphan(row);
            boolean known =
                    inMemory.stream().anyMatch(q -> q.fact().dlrId() == p.fact().dlrId());
            if (!known && ParkedReceipts.isFor(p.fact(), f.carrier(), f.smscId(), f.atMicros())) all.add(p);
            return true;
        });
        all.forEach(this::deleteOrphan);
        all.addAll(inMemory);
        return all;
    }

    private void loadParked() {
        index.rocks().scan(ColumnFamily.ORPHAN, new byte[0], null, (_, row) -> {
            Parked p = readOrphan(row);
            if (state.atMicros() - p.fact().atMicros() <= ParkedReceipts.KEPT_MICROS) parked.park(p);
            parked.trim(state.atMicros());
            return true;
        });
    }

    private static DlrReceived withoutPdu(DlrReceived f) {
        CarrierId carrier = f.carrier();
        return new DlrReceived(
                f.atMicros(), f.dlrId(), carrier, f.smscId(), f.state(), f.error(), f.doneAtMicros(), NOTHING);
    }

    /** A command_status as the receipt text's err field, which has room for three digits. */
    private static String threeDigits(int status) {
        if (status < 0 || status > 999) return "";
        return "" + (char) ('0' + status / 100) + (char) ('0' + status / 10 % 10) + (char) ('0' + status % 10);
    }
}
