package io.momentum.store.correlation;

import org.jspecify.annotations.Nullable;

/**
 * A map from long to object without a box or an entry object per key. It becomes small again after a burst: each look-up in a large
 * one that is nearly empty is a miss of the processor's caches. Owned by one thread.
 */
public final class LongTable<V> {

    private static final int CAPACITY_MIN = 16;
    /** With fewer than one in so many places taken it is halved. */
    private static final int SPARSE = 16;

    private long[] keys = new long[CAPACITY_MIN];
    private @Nullable Object[] values = new @Nullable Object[CAPACITY_MIN];
    private int size;

    public int size() {
        return size;
    }

    int capacity() {
        return keys.length;
    }

    public @Nullable V get(long key) {
        return at(slotOf(key));
    }

    public void put(long key, V value) {
        int slot = slotOf(key);
        if (values[slot] == null) {
            if (size + 1 > keys.length / 2) {
                resize(keys.length * 2);
                slot = slotOf(key);
            }
            size++;
        }
        keys[slot] = key;
        values[slot] = value;
    }

    public @Nullable V remove(long key) {
        int slot = slotOf(key);
        V removed = at(slot);
        if (removed == null) return null;
        size--;
        closeGap(slot);
        if (size < keys.length / SPARSE && keys.length > CAPACITY_MIN) resize(keys.length / 2);
        return removed;
    }

    public void clear() {
        if (size == 0) return;
        keys = new long[CAPACITY_MIN];
        values = new @Nullable Object[CAPACITY_MIN];
        size = 0;
    }

    @SuppressWarnings("unchecked")
    private @Nullable V at(int slot) {
        return (V) values[slot];
    }

    /** Where the key is, or the free slot where it would go. */
    private int slotOf(long key) {
        int mask = keys.length - 1;
        int slot = home(key, mask);
        while (values[slot] != null && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /** Moves back what had to step over the freed slot, so that no probe ends too early. */
    private void closeGap(int freed) {
        int mask = keys.length - 1;
        int gap = freed;
        for (int i = gap + 1 & mask; values[i] != null; i = i + 1 & mask) {
            int wanted = home(keys[i], mask);
            boolean reachable = gap <= i ? gap < wanted && wanted <= i : gap < wanted || wanted <= i;
            if (reachable) continue;
            keys[gap] = keys[i];
            values[gap] = values[i];
            gap = i;
        }
        values[gap] = null;
    }

    private void resize(int capacity) {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[capacity];
        values = new @Nullable Object[capacity];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] == null) continue;
            int slot = slotOf(oldKeys[i]);
            keys[slot] = oldKeys[i];
            values[slot] = oldValues[i];
        }
    }

    private static int home(long key, int mask) {
        long mixed = key * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32) & mask;
    }
}
