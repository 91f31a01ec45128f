package io.momentum.store.index;

import io.momentum.store.fact.CareFact.MtTagged;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.fact.Fact.ReportedOptOut;
import io.momentum.store.fact.PolicyFact.PolicyWaived;
import io.momentum.store.fact.RetentionFact.TextsForgotten;
import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.journal.GoneFacts;
import io.momentum.store.journal.Position;
import io.momentum.store.journal.SealedFile;
import io.momentum.store.outbox.OutboxEntry;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which messages may go because they are old. One goes with all its facts or not at all, and only where nothing else rests on
 * it, so that what is left folds to the same rows: it is at its end, all its facts stand in files that nothing is written to
 * any more, it is of no campaign, and its contact has never written, opted out, or opted in. Any thread; the state after some
 * commit.
 */
public final class OldMessages {

    private final Index index;
    private final Shelf rows;
    /** Contacts that were looked at already. */
    private final Map<Long, Boolean> spoken = new HashMap<>();

    public OldMessages(Index index) {
        this.index = index;
        rows = RocksShelf.committed(index.rocks(), ColumnFamily.RETENTION);
    }

    /**
     * A message that may go.
     *
     * @param accepted where the journal keeps its acceptance
     */
    public record Old(long mtId, SystemId account, Position accepted) {}

    /**
     * Some of the old messages.
     *
     * @param stay how many of them stay, and why
     * @param next where to go on; 0 at the end
     */
    public record Slice(List<Old> go, Map<Stays, Integer> stay, long next) {}

    /**
     * Looks at the next messages.
     *
     * @param from an id, 0 for the first
     * @param beforeMillis only at those that came before, milliseconds since 1970
     * @param last where all their facts must stand, or before it
     * @param waiting the messages whose receipts wait for their ESMEs
     * @param held tells of a number whether it is under legal hold
     * @param max how many are looked at
     */
    public Slice look(long from, long beforeMillis, SealedFile last, Set<Long> waiting, LongPredicate held, int max) {
        List<Old> go = new ArrayList<>();
        Map<Stays, Integer> stay = new EnumMap<>(Stays.class);
        long[] seen = {0, 0};
        byte[] end = Keys.message(new Bytes(8), MessageId.firstOf(beforeMillis)).toArray();
        List<byte[][]> found = new ArrayList<>();
        index.rocks()
                .scan(ColumnFamily.MESSAGE, Keys.message(new Bytes(8), from).toArray(), end, (key, row) -> {
                    seen[1] = new Reader(key).u64() + 1;
                    found.add(new byte[][] {key, row});
                    return ++seen[0] < max;
                });
        spoken.clear();
        for (byte[][] each : found) {
            long mtId = new Reader(each[0]).u64();
            MessageFold message = MessageFold.of(mtId, each[1]);
            if (message == null) continue;
            Stays why = waiting.contains(mtId) ? Stays.RECEIPT_WAITS : stays(message, each[1], last);
            if (why == null && held.test(message.destinationDigits)) why = Stays.HOLD;
            if (why == null) go.add(new Old(mtId, message.account, message.accepted));
            else stay.merge(why, 1, Integer::sum);
        }
        return new Slice(go, stay, seen[0] < max ? 0 : seen[1]);
    }

    /** Why a message stays; null where it may go. */
    @Nullable
    Stays stays(MessageFold message, byte[] row, SealedFile last) {
        if (message.isPending()) return Stays.IN_USE;
        if (message.campaign != null) return Stays.CAMPAIGN;
        var in = new Reader(row);
        while (in.hasMore()) {
            MessageRow.Step step = MessageRow.read(in, message.mtId);
            if (step.fact() instanceof TextsForgotten) continue;
            if (!last.isAtOrBehind(step.position())) return Stays.IN_USE;
            if (isProof(step.fact())) return Stays.PROOF;
        }
        for (Position each : RetentionRows.over(rows, message.mtId)) {
            if (!last.isAtOrBehind(each)) return Stays.IN_USE;
        }
        if (RetentionRows.isTaughtBy(rows, message.mtId)) return Stays.PROOF;
        long digits = message.destinationDigits;
        if (digits == 0) return null;
        if (index.optOuts().hasChangedSince(digits, 0)) return Stays.OPT_OUT;
        return spoken.computeIfAbsent(digits, this::hasWritten) ? Stays.CONVERSATION : null;
    }

    static boolean isProof(Fact fact) {
        return switch (fact) {
            case PolicyWaived _, MtTagged _, DlrRematched _ -> true;
            case DlrReceived f -> f.reading().optOut() != ReportedOptOut.NONE;
            default -> false;
        };
    }

    private boolean hasWritten(long digits) {
        byte[] prefix = new Bytes(8).u64(digits).toArray();
        boolean[] any = new boolean[1];
        index.rocks().scan(ColumnFamily.CONTACT, prefix, Keys.behind(prefix), (_, value) -> {
            any[0] |= new Reader(value).u8() == 1;
            return !any[0];
        });
        return any[0];
    }

    /**
     * The messages that came before an instant and have a receipt that waits for its ESME; replies and segments of replies that wait
     * for theirs, too.
     *
     * @throws IndexException if there are more than {@code max}: then nothing can be said of the rest
     */
    public Set<Long> waiting(long beforeMillis, int max) {
        Set<Long> found = new HashSet<>();
        index.rocks().scan(ColumnFamily.OUTBOX, new byte[0], null, (key, row) -> {
            var in = new Reader(key);
            var account = new SystemId(in.latin1());
            long id = switch (OutboxRow.read(account, in.u64(), row)) {
                case OutboxEntry.Receipt receipt -> receipt.mtId();
                case OutboxEntry.Mo mo -> mo.moId();
            };
            if (MessageId.millis(id) < beforeMillis) found.add(id);
            return found.size() <= max;
        });
        if (found.size() > max)
            throw new IndexException("more than " + max + " old receipts and replies wait for their ESMEs");
        return found;
    }

    /** What the index has let go and the journal's files still have. */
    public GoneFacts gone() {
        return (from, max) -> RetentionRows.gone(rows, from, max);
    }
}
