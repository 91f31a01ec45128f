package io.momentum.store.index;

import io.momentum.store.correlation.Correlation;
import io.momentum.store.correlation.LongTable;
import io.momentum.store.correlation.Numbers;
import io.momentum.store.fact.CareFact.MtTagged;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.index.ReceiptSearch.Match;
import io.momentum.store.index.Views.MessageStatus;
import io.momentum.store.journal.Position;
import io.momentum.store.value.IdForm;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The messages that something is still expected of, in memory, and what the present commit window adds to any message's row.
 * Bounded: after a commit the oldest above the limit leave, as do those that have ended; whoever is needed again is folded
 * from its row. Owned by the projector.
 *
 * <p>What a window adds to rows is written once into one growing array, as a chain of chunks per message. At commit a chain
 * becomes one put, if the message's first step is in it, or else one append to the row.
 */
final class Messages {

    private static final int NONE = -1;
    private static final int CHUNK_HEAD = 2 * Long.BYTES;

    /** What is noted about a message while it is in memory. A part of the message itself: there are very many. */
    abstract static sealed class Kept permits MessageFold {
        @Nullable
        MessageFold older;

        @Nullable
        MessageFold newer;

        int firstChunk = NONE;
        int lastChunk = NONE;
        boolean isNew;
        boolean isPendingStored;
        boolean isPendingChanged;
    }

    private final Index index;
    private final int max;
    private final Moved moved;
    private final LongTable<MessageFold> byId = new LongTable<>();
    private final Correlation<MessageFold> bySmscId = new Correlation<>();
    private final List<MessageFold> changed = new ArrayList<>();
    private final Bytes chunks = new Bytes(1 << 16);
    private @Nullable MessageFold oldest;
    private @Nullable MessageFold newest;

    /** Hears of each step that brings a message elsewhere. */
    @FunctionalInterface
    interface Moved {
        void of(MessageFold message, Fact fact);
    }

    Messages(Index index, int max, Moved moved) {
        this.index = index;
        this.max = max;
        this.moved = moved;
    }

    void accept(MtAccepted fact, Position position, byte[] text) {
        var message = new MessageFold(fact, position, text);
        keep(message);
        message.isNew = true;
        message.isPendingChanged = true;
        int chunk = begin(message);
        MessageRow.writeAccepted(chunks, fact, position, text);
        end(chunk);
    }

    @Nullable
    MessageFold inMemory(long mtId) {
        return byId.get(mtId);
    }

    /** The message of an id; null where there is none. */
    @Nullable
    MessageFold find(long mtId) {
        MessageFold known = byId.get(mtId);
        if (known != null) return known;
        byte[] row = index.row(mtId);
        MessageFold stored = row == null ? null : MessageFold.of(mtId, row);
        if (stored == null) return null;
        stored.isPendingStored = stored.isPending();
        keep(stored);
        stored.forEachId((carrier, smscId) -> bySmscId.add(stored, carrier, smscId));
        return stored;
    }

    /** The message of a receipt; null where there is none. */
    @Nullable
    Match find(DlrReceived receipt, @Nullable IdForm learned) {
        return ReceiptSearch.find(receipt, learned, id -> called(receipt, id));
    }

    private @Nullable MessageFold called(DlrReceived receipt, String smscId) {
        Numbers numbers = Numbers.of(receipt);
        MessageFold known = bySmscId.find(receipt.carrier(), smscId, numbers);
        if (known != null && (numbers.isEmpty() || numbers.have(known.destinationDigits))) return known;
        OptionalLong mtId = index.smscIds().find(receipt, smscId, this::isOpen);
        if (mtId.isEmpty()) return known;
        MessageFold stored = find(mtId.getAsLong());
        if (stored == null) return known;
        return known == null || numbers.have(stored.destinationDigits) ? stored : known;
    }

    private boolean isOpen(long mtId) {
        MessageFold message = find(mtId);
        return message != null && !message.hasEnded();
    }

    /** Adds the step that a carrier took a message. Memory knows it by this id from now on; an earlier one is for the index. */
    void submitted(MessageFold message, MtSubmitted fact, Position position) {
        message.forEachId(fact.part(), (carrier, smscId) -> bySmscId.forget(message, carrier, smscId));
        append(message, fact, position);
        message.forEachId(fact.part(), (carrier, smscId) -> bySmscId.add(message, carrier, smscId));
    }

    /** Adds a step to a message and its row. */
    void append(MessageFold message, Fact fact, Position position) {
        int chunk = begin(message);
        MessageRow.write(chunks, message.mtId, fact, position);
        end(chunk);
        boolean wasPending = message.isPending();
        MessageStatus before = message.status;
        message.apply(fact, position);
        if (wasPending || message.isPending()) message.isPendingChanged = true;
        if (message.status != before || fact instanceof MtTagged) moved.of(message, fact);
    }

    /**
     * Writes what the window changed. RocksDB's memtable remembers where it inserted last, and an insert near there costs a
     * third: so new messages, whose ids ascend, go first, and not between those that are appended to.
     */
    void writeTo(WriteBatchBytes batch) {
        for (MessageFold message : changed) {
            if (message.isNew) writeRow(batch, message);
        }
        for (MessageFold message : changed) {
            if (!message.isNew) writeRow(batch, message);
        }
        for (MessageFold message : changed) {
            writePending(batch, message);
        }
    }

    void committed() {
        for (MessageFold message : changed) {
            message.firstChunk = NONE;
            message.lastChunk = NONE;
            message.isNew = false;
            if (message.hasEnded()) drop(message);
        }
        changed.clear();
        chunks.clear();
        while (byId.size() > max && oldest != null) {
            drop(oldest);
        }
    }

    /** One that has gone. Nothing of it may be left to be written. */
    void forget(long mtId) {
        MessageFold known = byId.get(mtId);
        if (known != null) drop(known);
    }

    int size() {
        return byId.size();
    }

    /** How many are known by their carrier's id. */
    int correlated() {
        return bySmscId.size();
    }

    private void writeRow(WriteBatchBytes batch, MessageFold message) {
        boolean isNew = message.isNew;
        Bytes out = isNew ? batch.put(ColumnFamily.MESSAGE) : batch.merge(ColumnFamily.MESSAGE);
        Keys.message(out, message.mtId);
        batch.value();
        for (int at = message.firstChunk; at != NONE; ) {
            var head = new Reader(chunks.array(), at, at + CHUNK_HEAD);
            int next = (int) head.u64();
            out.raw(chunks.array(), at + CHUNK_HEAD, (int) head.u64());
            at = next;
        }
        batch.end();
    }

    private static void writePending(WriteBatchBytes batch, MessageFold message) {
        Kept note = message;
        if (!note.isPendingChanged) return;
        note.isPendingChanged = false;
        if (message.isPending()) {
            note.isPendingStored = true;
            Keys.message(batch.put(ColumnFamily.PENDING), message.mtId);
            Bytes out = batch.value();
            PendingRow.write(out, message);
            batch.end();
        } else if (note.isPendingStored) {
            note.isPendingStored = false;
            Keys.message(batch.delete(ColumnFamily.PENDING), message.mtId);
            batch.end();
        }
    }

    /** Opens a chunk at the end of the message's chain: where the next one is, its length, and then its octets. */
    private int begin(MessageFold message) {
        int chunk = chunks.size();
        chunks.u64(NONE).u64(0);
        Kept note = message;
        if (note.firstChunk == NONE) {
            note.firstChunk = chunk;
            changed.add(message);
        } else {
            chunks.set64(note.lastChunk, chunk);
        }
        note.lastChunk = chunk;
        return chunk;
    }

    private void end(int chunk) {
        chunks.set64(chunk + Long.BYTES, chunks.size() - chunk - CHUNK_HEAD);
    }

    private void keep(MessageFold message) {
        byId.put(message.mtId, message);
        message.older = newest;
        if (newest != null) newest.newer = message;
        newest = message;
        if (oldest == null) oldest = message;
    }

    private void drop(MessageFold message) {
        if (byId.remove(message.mtId) == null) return;
        message.forEachId((carrier, smscId) -> bySmscId.forget(message, carrier, smscId));
        MessageFold older = message.older;
        MessageFold newer = message.newer;
        if (older == null) {
            oldest = newer;
        } else {
            older.newer = newer;
        }
        if (newer == null) {
            newest = older;
        } else {
            newer.older = older;
        }
    }
}
