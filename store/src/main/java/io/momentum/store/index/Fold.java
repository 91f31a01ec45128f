package io.momentum.store.index;

import io.momentum.store.correlation.ReceiptRules;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ContactHeld;
import io.momentum.store.fact.CareFact.MtTagged;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.AlertReceived;
import io.momentum.store.fact.Fact.DlrForwarded;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.fact.Fact.MoForwarded;
import io.momentum.store.fact.Fact.MoJoined;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MoSegment;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtCancelled;
import io.momentum.store.fact.Fact.MtDeferred;
import io.momentum.store.fact.Fact.MtExpired;
import io.momentum.store.fact.Fact.MtHeldBack;
import io.momentum.store.fact.Fact.MtIntercepted;
import io.momentum.store.fact.Fact.MtLocated;
import io.momentum.store.fact.Fact.MtPassedOn;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtRepeated;
import io.momentum.store.fact.Fact.MtReplaced;
import io.momentum.store.fact.Fact.MtRouted;
import io.momentum.store.fact.Fact.MtSplit;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.Fact.MtUnknown;
import io.momentum.store.fact.Fact.OptOutAnswered;
import io.momentum.store.fact.Fact.OptOutHeld;
import io.momentum.store.fact.Fact.OptOutReviewed;
import io.momentum.store.fact.Fact.OptOutUndone;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.fact.Fact.ReceiptsForgotten;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.fact.FactCodec;
import io.momentum.store.fact.PolicyFact.MtAllowed;
import io.momentum.store.fact.PolicyFact.MtPurposed;
import io.momentum.store.fact.PolicyFact.PolicyWaived;
import io.momentum.store.fact.RetentionFact.Forgotten;
import io.momentum.store.fact.RetentionFact.JournalThinned;
import io.momentum.store.fact.RetentionFact.MessagesForgotten;
import io.momentum.store.fact.RetentionFact.TextsForgotten;
import io.momentum.store.fact.RetentionFact.TextsTaken;
import io.momentum.store.journal.PassedIds;
import io.momentum.store.journal.Position;
import io.momentum.store.journal.SealedFile;
import io.momentum.store.outbox.OutboxEntry;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SystemId;
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

    private static final byte[] NOTHING = new byte[0];
    private static final int BATCH_BYTES_MAX = 8 << 20;
    private static final int GONE_AT_A_TIME = 100_000;

    /** A follower and its rows. */
    private record Following(Follower follower, RocksShelf shelf) {}

    private final Index index;
    private final ProjectorCounters counters;
    private final Messages messages;
    private final Receipts receipts;
    private final Outboxes outboxes;
    private final ContactLines contacts = new ContactLines();
    private final WriteBatchBytes batch;
    private final List<Following> followings;
    private final OptOutRows optOuts;
    private final PolicyRows policy;
    private final RetentionRows retention;
    private final TextRows texts;
    /** The followers' and our own, all written with the same commit. */
    private final List<RocksShelf> shelves = new ArrayList<>();

    private FoldState state;

    Fold(Index index, ProjectorCounters counters, ProjectorOptions options) {
        this(index, counters, options, List.of(), PassedIds.NONE);
    }

    /** @param passed the outbox ids of what has gone from the journal behind the fact where the fold begins */
    Fold(
            Index index,
            ProjectorCounters counters,
            ProjectorOptions options,
            List<Follower> followers,
            PassedIds passed) {
        this.index = index;
        this.counters = counters;
        followings = followers.stream()
                .map(each -> new Following(
                        each, new RocksShelf(index.rocks(), each.shelf().family())))
                .toList();
        optOuts = new OptOutRows(index.rocks());
        policy = new PolicyRows(index.rocks());
        messages = new Messages(index, options.messagesMax(), this::moved);
        outboxes = new Outboxes(index, options.outboxMax(), passed);
        retention = new RetentionRows(index.rocks());
        texts = new TextRows(retention);
        for (Following each : followings) shelves.add(each.shelf());
        shelves.addAll(List.of(optOuts.shelf(), policy.shelf(), retention.shelf()));
        batch = new WriteBatchBytes(index.rocks().familyIds());
        state = index.state();
        receipts = new Receipts(index, messages, batch, counters, options.parkedMax(), retention, this::addReceipt);
        receipts.load(state.atMicros());
    }

    OwedOptOuts owedOptOuts() {
        return receipts.owed();
    }

    Outboxes outboxes() {
        return outboxes;
    }

    /**
     * From now on what is folded is new: whoever reads the log hears of it.
     *
     * @param matched told of each receipt that finds its message
     */
    void live(Receipts.Told matched) {
        receipts.live(matched);
    }

    long sequence() {
        return state.sequence();
    }

    long uncommitted() {
        return state.sequence() - index.lastSequence();
    }

    /** About how large the batch is that a commit would write, without the messages' rows. */
    long batchBytes() {
        long bytes = batch.size() + outboxes.unstoredBytes();
        for (RocksShelf each : shelves) bytes += each.bytes();
        return bytes;
    }

    /** What is not folded up to a fact has gone from the journal. */
    void passedOver(long lastSequence) {
        state = new FoldState(lastSequence, state.epoch(), state.outboxId(), state.atMicros());
    }

    void fold(long sequence, Fact fact, Position position) {
        if (sequence != state.sequence() + 1) {
            throw new IndexException("fact " + sequence + " follows " + state.sequence() + ": the journal has a gap");
        }
        boolean holds = true;
        switch (fact) {
            case MtAccepted f -> accepted(f, position);
            case MtSplit f -> step(f.mtId(), f, position);
            case MtReplaced f -> step(f.mtId(), f, position);
            case MtAttempted f -> step(f.mtId(), f, position);
            case MtRouted f -> step(f.mtId(), f, position);
            case MtIntercepted f -> step(f.mtId(), f, position);
            case MtRepeated f -> step(f.mtId(), f, position);
            case MtLocated f -> step(f.mtId(), f, position);
            case MtHeldBack f -> step(f.mtId(), f, position);
            case MtDeferred f -> step(f.mtId(), f, position);
            case MtPassedOn f -> step(f.mtId(), f, position);
            case MtSubmitted f -> submitted(f, position);
            case MtRefused f -> ended(f.mtId(), f, position, MessageState.REJECTED, threeDigits(f.status()));
            case MtSuppressed f -> ended(f.mtId(), f, position, MessageState.REJECTED, "");
            case MtExpired f -> ended(f.mtId(), f, position, MessageState.EXPIRED, "");
            case MtCancelled f -> ended(f.mtId(), f, position, MessageState.DELETED, "");
            case MtUnknown f
            when f.policy() == UnknownPolicy.HOLD -> ended(f.mtId(), f, position, MessageState.UNKNOWN, "");
            case MtUnknown f -> step(f.mtId(), f, position);
            case DlrReceived f -> receipts.received(f, position);
            case DlrRematched f -> receipts.rematched(f, position);
            case ReceiptsForgotten f -> forgotten(f);
            case DlrForwarded f -> forwarded(f, position);
            case MoReceived f -> moReceived(f, position);
            case MoForwarded f -> {
                if (isDone(f.status())) outboxes.remove(f.account(), f.outboxId(), batch);
            }
            case AlertReceived _ -> {
                // Nothing is known better by it; it stays in the journal.
            }
            case MtTagged f -> tagged(f, position);
            case MtPurposed f -> step(f.mtId(), f, position);
            case MtAllowed f -> {
                policy.allowed(f);
                step(f.mtId(), f, position);
            }
            case PolicyWaived f -> {
                policy.waived(f);
                if (f.mtId() != 0) step(f.mtId(), f, position);
            }
            case ContactHeld f when f.held() -> retention.held(sequence);
            case CareFact f -> texts.care(sequence, f, position);
            case MessagesForgotten f -> forgotten(f);
            case TextsForgotten f -> holds = forgotten(f, position);
            case JournalThinned f -> thinned(f);
            case TextsTaken _ -> {
                // For those who look.
            }
            case MoSegment f -> moSegment(f, position);
            case MoJoined f -> moJoined(f);
            case OptedOut f -> {
                optedOut(f);
                texts.proof(f.evidenceId());
                consent(sequence, f.digits(), position);
                optOuts.decided(f.digits(), f.scope());
            }
            case OptedIn f -> {
                Keys.suppression(batch.delete(ColumnFamily.SUPPRESSION), f.scope(), f.digits());
                batch.end();
                texts.proof(f.evidenceId());
                consent(sequence, f.digits(), position);
                optOuts.decided(f.digits(), f.scope());
            }
            case OptOutHeld f -> {
                texts.proof(f.evidenceId());
                optOuts.held(f);
                consent(sequence, f.digits(), position);
            }
            case OptOutReviewed f -> {
                optOuts.decided(f.digits(), f.scope());
                consent(sequence, f.digits(), position);
            }
            case OptOutUndone f -> {
                holds = isUndone(sequence, f);
                if (holds) undone(sequence, f, position);
            }
            case OptOutAnswered f -> {
                optOuts.answered(f);
                texts.proof(f.mtId());
                texts.proof(f.evidenceId());
                consent(sequence, f.digits(), position);
            }
        }
        for (Following each : followings) {
            if (holds) each.follower().fold(sequence, fact, position, each.shelf());
        }
        state = new FoldState(sequence, position.epoch(), outboxes.lastId(), fact.atMicros());
    }

    private void moved(MessageFold m, Fact fact) {
        long sequence = state.sequence() + 1;
        Follower.Tagged tagged = m.campaign == null ? null : tagged(m, m.campaign);
        for (Following each : followings) {
            // What tells a message of its campaign moves it for the campaign alone.
            if (m.status.isEnd() && !(fact instanceof MtTagged))
                each.follower().ended(sequence, m.mtId, m.status, each.shelf());
            if (tagged != null) each.follower().moved(tagged, fact, each.shelf());
        }
    }

    private static Follower.Tagged tagged(MessageFold m, String campaign) {
        CarrierId carrier = m.carrier() == null ? m.attemptedCarrier : m.carrier();
        return new Follower.Tagged(
                m.mtId,
                campaign,
                m.destinationDigits,
                m.status,
                carrier,
                m.partCount(),
                m.acceptedAtMicros,
                m.submittedAtMicros);
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

    /** A message has one campaign for good, told with its acceptance: followers count on it. */
    private void tagged(MtTagged f, Position position) {
        MessageFold message = messages.find(f.mtId());
        if (message != null && message.campaign != null) counters.strays.increment();
        else step(f.mtId(), f, position);
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
        MessageFold known = messages.find(mtId);
        boolean told = known != null && known.parts != null && known.parts.isTold();
        MessageFold message = step(mtId, fact, position);
        // One end for all parts, though each may come to one.
        if (told) return;
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
        if (message.smscId(f.part()) != null) {
            commit();
            message = messages.find(f.mtId());
            if (message == null) throw new IndexException("message " + f.mtId() + " has lost its row");
        }
        messages.submitted(message, f, position);
        receipts.expected(message, f);
        // Without an id nothing says whose receipt it is: the next message without one would get it.
        if (f.smscId().isEmpty()) return;
        index.smscIds().put(f, message, batch);
        receipts.submitted(message, f);
    }

    /** Puts a receipt into the account's outbox if it asked for one. */
    void addReceipt(MessageFold m, MessageState said, String error, long doneAtMicros) {
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
        policy.wrote(f);
        texts.heard(f, position);
        if (f.account() == null || f.inSegments()) return;
        outboxes.add(new OutboxEntry.Mo(outboxes.nextId(), f.account(), f.moId(), f.pdu()));
    }

    private void moSegment(MoSegment f, Position position) {
        texts.segment(f.joinId(), position);
        SystemId to = f.passedTo();
        if (to != null) outboxes.add(new OutboxEntry.Mo(outboxes.nextId(), to, f.joinId(), f.pdu()));
        Keys.moSegment(batch.put(ColumnFamily.MO_SEGMENT), f.joinId(), f.number());
        byte[] fact = FactCodec.encode(f);
        batch.value().raw(fact, 0, fact.length);
        batch.end();
    }

    private void moJoined(MoJoined f) {
        texts.joined(f);
        for (int number = 1; number <= f.total(); number++) {
            Keys.moSegment(batch.delete(ColumnFamily.MO_SEGMENT), f.joinId(), number);
            batch.end();
        }
    }

    /** A commit puts all receipts into the index, where they are looked through; so what is let go does not depend on its time. */
    private void forgotten(ReceiptsForgotten f) {
        commit();
        byte[] from = NOTHING;
        while (true) {
            from = receipts.forgetBefore(f.beforeMicros(), from, BATCH_BYTES_MAX);
            if (from == null) return;
            index.commit(batch.finished(), index.state(), counters.rounds::increment);
            batch.clear();
        }
    }

    /** Each of these goes only where it still may, as the index stands before this fact; a replay finds most of them gone. */
    private void forgotten(MessagesForgotten f) {
        commit();
        policy.forget(f.atMicros());
        outboxes.passOver();
        if (retention.isHeldSince(f.seen())) return;
        var forgetting = new Forgetting(index, messages, retention, batch);
        for (Forgotten each : f.messages()) forgetting.forget(each, new SealedFile(f.epoch(), f.cycle()));
        writeAtOnce();
    }

    /** Whether it holds: not where a contact was put under legal hold since somebody looked. */
    private boolean forgotten(TextsForgotten f, Position position) {
        commit();
        if (retention.isHeldSince(f.seen())) return false;
        new TextForgetting(index, messages, retention, texts, batch, f, position).forget();
        writeAtOnce();
        return true;
    }

    private void thinned(JournalThinned f) {
        commit();
        var file = new SealedFile(f.epoch(), f.cycle());
        while (retention.forgetGone(file.begin(), file.end(), GONE_AT_A_TIME)) writeAtOnce();
        writeAtOnce();
    }

    /** What has been changed must be found changed by the next fact. A replay of this one finds it changed already. */
    private void writeAtOnce() {
        retention.shelf().writeTo(batch);
        index.commit(batch.finished(), index.state(), counters.rounds::increment);
        batch.clear();
        retention.shelf().committed();
    }

    private void contactLine(long digits, long messageId, boolean inbound, Position position) {
        if (digits == 0) return;
        contacts.add(digits, messageId, inbound, position);
    }

    private void optedOut(OptedOut f) {
        if (f.source() == OptSource.CARRIER) receipts.owed().journalled(f.evidenceId());
        if (f.digits() <= 0) return;
        Keys.suppression(batch.put(ColumnFamily.SUPPRESSION), f.scope(), f.digits());
        SuppressionRow.write(batch.value(), f);
        batch.end();
    }

    /** Whether nothing about the number has become durable since whoever undoes its opt-out has looked: as the list in memory judges. */
    private boolean isUndone(long sequence, OptOutUndone f) {
        if (sequence - f.seen() > OptOutUndone.LOOK_MAX) return false;
        // Where commits fall changes nothing: what counts is what stands before this fact.
        commit();
        return !index.optOuts().hasChangedSince(f.digits(), f.seen());
    }

    private void undone(long sequence, OptOutUndone f, Position position) {
        Keys.suppression(batch.delete(ColumnFamily.SUPPRESSION), f.scope(), f.digits());
        batch.end();
        consent(sequence, f.digits(), position);
        optOuts.decided(f.digits(), f.scope());
    }

    private void consent(long sequence, long digits, Position position) {
        if (digits <= 0) return;
        Keys.consent(batch.put(ColumnFamily.CONSENT), digits, sequence);
        MessageRow.write(batch.value(), position);
        batch.end();
    }

    /** Writes all changes since the last commit, and where the fold stands, at once. */
    void commit() {
        if (uncommitted() == 0) return;
        for (Following each : followings) each.follower().committing(each.shelf());
        messages.writeTo(batch);
        contacts.writeTo(batch);
        outboxes.writeTo(batch);
        receipts.writeTo(batch);
        for (RocksShelf each : shelves) each.writeTo(batch);
        FoldState.key(batch.put(ColumnFamily.META));
        state.write(batch.value());
        batch.end();
        long start = System.nanoTime();
        index.commit(batch.finished(), state, counters.rounds::increment);
        counters.commitNanos.add(System.nanoTime() - start);
        counters.commits.increment();
        batch.clear();
        messages.committed();
        outboxes.committed();
        receipts.committed(state.atMicros());
        shelves.forEach(RocksShelf::committed);
        for (Following each : followings) each.follower().committed(state.sequence());
    }

    /** A command_status as the receipt text's err field, which has room for three digits. */
    private static String threeDigits(int status) {
        if (status < 0 || status > 999) return "";
        return "" + (char) ('0' + status / 100) + (char) ('0' + status / 10 % 10) + (char) ('0' + status % 10);
    }
}
