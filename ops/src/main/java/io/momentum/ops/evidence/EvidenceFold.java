package io.momentum.ops.evidence;

import io.momentum.ops.evidence.EvidenceTable.Day;
import io.momentum.ops.evidence.EvidenceTable.End;
import io.momentum.ops.evidence.EvidenceTable.Entry;
import io.momentum.ops.evidence.EvidenceTable.Owed;
import io.momentum.ops.evidence.EvidenceTable.Signer;
import io.momentum.ops.followup.evidence.CanonicalJson;
import io.momentum.ops.followup.evidence.Chain;
import io.momentum.ops.followup.evidence.Days;
import io.momentum.ops.followup.evidence.Digests;
import io.momentum.ops.followup.evidence.RecordJson;
import io.momentum.store.fact.CareFact.ContactErased;
import io.momentum.store.fact.CareFact.ContactHeld;
import io.momentum.store.fact.CareFact.ConversationClosed;
import io.momentum.store.fact.CareFact.EvidenceKeyChanged;
import io.momentum.store.fact.CareFact.EvidenceRecorded;
import io.momentum.store.fact.CareFact.EvidenceSealed;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.OptOutUndone;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.index.Follower;
import io.momentum.store.index.Shelf;
import io.momentum.store.journal.Position;
import java.nio.charset.StandardCharsets;

/**
 * The chain: what is to be recorded, the records in the order of their facts, and the seals of days. It decides nothing and
 * knows no key that opens or signs anything. Owned by the projector.
 */
public final class EvidenceFold implements Follower {

    private static final byte[] NOTHING = {};

    private volatile Runnable committed = () -> {};
    private boolean awaited;

    /** From now on somebody hears of commits after which there is something to do. */
    void onCommit(Runnable listener) {
        committed = listener;
    }

    @Override
    public Shelf.Kind shelf() {
        return Shelf.Kind.EVIDENCE;
    }

    @Override
    public void fold(long sequence, Fact fact, Position position, Shelf.Writable rows) {
        switch (fact) {
            case ConversationClosed f -> owe(sequence, RecordJson.CLOSED, f.conversation(), 0, position, rows);
            case OptedOut f -> owe(sequence, RecordJson.OPT_OUT, f.source(), f.digits(), position, rows);
            case OptedIn f -> owe(sequence, RecordJson.OPT_IN, f.source(), f.digits(), position, rows);
            case OptOutUndone f -> owe(sequence, RecordJson.OPT_IN, f.opens().source(), f.digits(), position, rows);
            case ContactErased f -> erase(sequence, f, position, rows);
            case EvidenceRecorded f -> append(f, rows);
            case EvidenceSealed f -> seal(f, rows);
            case EvidenceKeyChanged f -> key(sequence, f, rows);
            case ContactHeld f -> hold(f, rows);
            default -> {
                // Nothing to prove.
            }
        }
    }

    private void owe(
            long sequence, String kind, OptSource source, long digits, Position position, Shelf.Writable rows) {
        if (!isOfList(source) && digits > 0) owe(sequence, kind, 0, digits, position, rows);
    }

    /** A list that somebody brings along proves itself; none of its numbers, millions perhaps, has said anything here. */
    private static boolean isOfList(OptSource source) {
        return switch (source) {
            case IMPORT, REGISTRY, DEACTIVATED -> true;
            case KEYWORD, OPERATOR, API, CARRIER, FREE_TEXT, REVIEW, OVERDUE -> false;
        };
    }

    private void owe(long sequence, String kind, long conversation, long digits, Position at, Shelf.Writable rows) {
        awaited = true;
        rows.put(EvidenceTable.OWED.key(sequence), owed(kind, conversation, digits, at));
    }

    private static byte[] owed(String kind, long conversation, long digits, Position at) {
        return EvidenceTable.OWED_FORM.toBytes(
                new Owed(kind, conversation, digits, at.epoch(), at.index(), at.offset()));
    }

    private void erase(long sequence, ContactErased f, Position at, Shelf.Writable rows) {
        owe(sequence, RecordJson.ERASED, 0, f.digits(), at, rows);
        rows.put(EvidenceTable.ERASED.key(f.digits(), sequence), owed(RecordJson.ERASED, 0, f.digits(), at));
    }

    private void append(EvidenceRecorded f, Shelf.Writable rows) {
        awaited = true;
        End end = end(rows);
        long number = end.number() + 1;
        // A clock that was set back does not bring back a day that has ended.
        long day = Math.max(Days.of(f.atMicros()), Math.max(end.day(), end.sealedDay() + 1));
        byte[] place = Chain.entry(number, day, f.atMicros(), end.hash(), f.record());
        String hash = Digests.hex(Digests.sha256(place));
        var entry = new Entry(
                number,
                day,
                f.atMicros(),
                f.kind(),
                f.cause(),
                f.conversation(),
                f.campaign(),
                f.subject(),
                end.hash(),
                f.record(),
                hash);
        rows.put(EvidenceTable.ENTRY.key(number), EvidenceTable.ENTRY_FORM.toBytes(entry));
        if (f.conversation() != 0) rows.put(EvidenceTable.BY_CONVERSATION.key(f.conversation(), number), NOTHING);
        if (!f.campaign().isEmpty()) rows.put(EvidenceTable.BY_CAMPAIGN.key(f.campaign(), number), NOTHING);
        if (!f.subject().isEmpty()) rows.put(EvidenceTable.BY_SUBJECT.key(f.subject(), number), NOTHING);
        rows.delete(EvidenceTable.OWED.key(f.cause()));
        save(new End(number, hash, day, end.sealedDay(), end.sealedNumber(), end.statement(), end.key()), rows);
    }

    private void seal(EvidenceSealed f, Shelf.Writable rows) {
        awaited = true;
        End end = end(rows);
        long day = Days.parse(f.day());
        var sealed = new Day(day, f.first(), f.last(), f.root(), end.statement(), f.atMicros(), f.key(), f.signature());
        rows.put(EvidenceTable.DAY.key(day), EvidenceTable.DAY_FORM.toBytes(sealed));
        String statement = Digests.hex(Digests.sha256(CanonicalJson.bytes(
                Chain.day(day, f.first(), f.last(), f.root(), end.statement(), f.atMicros(), f.key()))));
        save(new End(end.number(), end.hash(), end.day(), day, f.last(), statement, end.key()), rows);
    }

    private void key(long sequence, EvidenceKeyChanged f, Shelf.Writable rows) {
        awaited = true;
        var key = new Signer(f.atMicros(), f.key(), f.publicKey(), f.previous(), f.endorsement());
        rows.put(EvidenceTable.KEY.key(sequence), EvidenceTable.KEY_FORM.toBytes(key));
        End end = end(rows);
        boolean first = end.key().isEmpty();
        // Days count from the first key on.
        long day = first ? Days.of(f.atMicros()) : end.day();
        long sealedDay = first ? day - 1 : end.sealedDay();
        save(new End(end.number(), end.hash(), day, sealedDay, end.sealedNumber(), end.statement(), f.key()), rows);
    }

    private void hold(ContactHeld f, Shelf.Writable rows) {
        awaited = true;
        byte[] key = EvidenceTable.HOLD.key(f.digits());
        if (f.held()) rows.put(key, f.reason().getBytes(StandardCharsets.UTF_8));
        else rows.delete(key);
    }

    /** The first fact that is still to be recorded; {@link Long#MAX_VALUE} where there is none. */
    static long firstOwed(Shelf rows) {
        long[] first = {Long.MAX_VALUE};
        rows.scan(EvidenceTable.OWED.key(), EvidenceTable.OWED.end(), (key, _) -> {
            first[0] = EvidenceTable.lastNumber(key);
            return false;
        });
        return first[0];
    }

    static End end(Shelf rows) {
        byte[] row = rows.get(EvidenceTable.END.key());
        return row == null
                ? new End(0, Digests.NONE, 0, -1, 0, Digests.NONE, "")
                : EvidenceTable.END_FORM.fromBytes(row);
    }

    private static void save(End end, Shelf.Writable rows) {
        rows.put(EvidenceTable.END.key(), EvidenceTable.END_FORM.toBytes(end));
    }

    @Override
    public boolean isAwaited() {
        return awaited;
    }

    @Override
    public void committed(long sequence) {
        if (!awaited) return;
        awaited = false;
        committed.run();
    }
}
