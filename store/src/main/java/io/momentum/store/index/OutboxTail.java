package io.momentum.store.index;

import io.momentum.store.outbox.OutboxEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest entries of one account's outbox, by id, in a ring. Owned by the projector. */
final class OutboxTail {

    private static final int CAPACITY_MIN = 16;

    private long[] ids = new long[CAPACITY_MIN];
    private @Nullable OutboxEntry[] entries = new @Nullable OutboxEntry[CAPACITY_MIN];
    private int head;
    private int size;
    private long onlyStoredUpTo;
    private long noneStoredAfter = Long.MAX_VALUE;

    OutboxTail(long onlyStoredUpTo) {
        this.onlyStoredUpTo = onlyStoredUpTo;
    }

    /** Up to which id entries may be in the index and not here. */
    long onlyStoredUpTo() {
        return onlyStoredUpTo;
    }

    boolean mayBeStored(long afterId) {
        return afterId < onlyStoredUpTo && afterId < noneStoredAfter;
    }

    /** Notes that the index has nothing between this id and {@link #onlyStoredUpTo}. */
    void noneStoredAfter(long afterId) {
        noneStoredAfter = Math.min(noneStoredAfter, afterId);
    }

    void add(OutboxEntry entry) {
        if (size == ids.length) grow();
        int slot = slot(size++);
        ids[slot] = entry.outboxId();
        entries[slot] = entry;
    }

    void remove(long id) {
        int at = firstAtOrBehind(id);
        if (at == size || ids[slot(at)] != id) return;
        entries[slot(at)] = null;
        while (size > 0 && entries[head] == null) {
            dropHead();
        }
    }

    List<OutboxEntry> after(long afterId, int max) {
        int at = firstAtOrBehind(afterId + 1);
        if (at == size) return List.of();
        var found = new ArrayList<OutboxEntry>(Math.min(max, size - at));
        for (; at < size && found.size() < max; at++) {
            OutboxEntry entry = entries[slot(at)];
            if (entry != null) found.add(entry);
        }
        return found;
    }

    /** Lets go the oldest above a limit. All must be stored. */
    void trim(int max) {
        while (size > max) {
            if (entries[head] != null) {
                onlyStoredUpTo = ids[head];
                noneStoredAfter = Long.MAX_VALUE;
            }
            dropHead();
        }
    }

    int size() {
        return size;
    }

    private void dropHead() {
        entries[head] = null;
        head = head + 1 & ids.length - 1;
        size--;
    }

    private int firstAtOrBehind(long id) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ids[slot(middle)] < id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int slot(int at) {
        return head + at & ids.length - 1;
    }

    private void grow() {
        var moreIds = new long[ids.length * 2];
        var moreEntries = new @Nullable OutboxEntry[ids.length * 2];
        for (int i = 0; i < size; i++) {
            moreIds[i] = ids[slot(i)];
            moreEntries[i] = entries[slot(i)];
        }
        ids = moreIds;
        entries = moreEntries;
        head = 0;
    }
}
