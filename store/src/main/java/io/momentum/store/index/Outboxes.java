package io.momentum.store.index;

import io.momentum.store.correlation.LongTable;
import io.momentum.store.journal.PassedIds;
import io.momentum.store.outbox.OutboxEntry;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What waits for the accounts' ESMEs: the newest entries in memory, all of them in the index after a commit. An entry that was
 * made and acknowledged between two commits is never written. Owned by the projector.
 */
final class Outboxes {

    private final Index index;
    private final int max;
    private final PassedIds passed;
    private final long storedAtStart;
    private final Map<SystemId, OutboxTail> tails = new HashMap<>();
    private final LongTable<Boolean> removed = new LongTable<>();
    private long lastId;
    private long storedId;
    private long unstoredBytes;

    /**
     * Begins where the index stands, with nothing in memory.
     *
     * @param passed the ids that are not given out, since they were given to what has gone
     */
    Outboxes(Index index, int max, PassedIds passed) {
        this.passed = passed;
        this.index = index;
        this.max = max;
        lastId = index.state().outboxId();
        storedId = lastId;
        storedAtStart = lastId;
    }

    /** Gives out the id of an entry that is added next. Ids do not depend on when commits happen: a replay gives the same. */
    long nextId() {
        lastId = passed.freeFrom(lastId + 1);
        return lastId;
    }

    /** Ids that belong to what has gone and would come next are over, as they were where it had not gone yet. */
    void passOver() {
        lastId = passed.freeFrom(lastId + 1) - 1;
    }

    /** How many octets of PDUs wait for the next commit. */
    long unstoredBytes() {
        return unstoredBytes;
    }

    long lastId() {
        return lastId;
    }

    void add(OutboxEntry entry) {
        tailOf(entry.account()).add(entry);
        if (entry instanceof OutboxEntry.Mo mo) unstoredBytes += mo.pdu().length;
    }

    void remove(SystemId account, long outboxId, WriteBatchBytes batch) {
        tailOf(account).remove(outboxId);
        if (outboxId > storedId) return;
        removed.put(outboxId, Boolean.TRUE);
        Keys.outbox(batch.delete(ColumnFamily.OUTBOX), account, outboxId);
        batch.end();
    }

    void writeTo(WriteBatchBytes batch) {
        if (lastId == storedId) return;
        for (OutboxTail tail : tails.values()) {
            for (OutboxEntry entry : tail.after(storedId, Integer.MAX_VALUE)) {
                Keys.outbox(batch.put(ColumnFamily.OUTBOX), entry.account(), entry.outboxId());
                OutboxRow.write(batch.value(), entry);
                batch.end();
            }
        }
    }

    void committed() {
        storedId = lastId;
        unstoredBytes = 0;
        removed.clear();
        int inMemory = 0;
        for (OutboxTail tail : tails.values()) {
            inMemory += tail.size();
        }
        if (inMemory <= max) return;
        int share = Math.max(1, max / tails.size());
        tails.values().forEach(tail -> tail.trim(share));
    }

    /** An account's next entries, from the index what memory does not hold. */
    List<OutboxEntry> after(SystemId account, long afterOutboxId, int entriesMax) {
        OutboxTail tail = tailOf(account);
        if (!tail.mayBeStored(afterOutboxId)) return tail.after(afterOutboxId, entriesMax);
        List<OutboxEntry> stored =
                index.outbox(account, afterOutboxId, tail.onlyStoredUpTo(), entriesMax, id -> removed.get(id) != null);
        if (stored.size() == entriesMax) return stored;
        if (stored.isEmpty()) tail.noneStoredAfter(afterOutboxId);
        var entries = new ArrayList<>(stored);
        entries.addAll(tail.after(afterOutboxId, entriesMax - stored.size()));
        return entries;
    }

    private OutboxTail tailOf(SystemId account) {
        return tails.computeIfAbsent(account, _ -> new OutboxTail(storedAtStart));
    }
}
