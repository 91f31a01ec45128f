package io.momentum.gateway.sim;

/**
 * Numbers by number, open addressing, without objects; takes at most {@code entriesMax}. Zero means absent, as key and
 * as value. Owned by one thread.
 */
final class LongTable {

    private static final int FIRST_CAPACITY = 1 << 10;

    private final int entriesMax;
    private long[] keys = new long[FIRST_CAPACITY];
    private long[] values = new long[FIRST_CAPACITY];
    private int size;

    LongTable(int entriesMax) {
        this.entriesMax = entriesMax;
    }

    int size() {
        return size;
    }

    long get(long key) {
        return values[slotOf(key)];
    }

    /** Puts a value, also over an older one; false where the table is full. */
    boolean put(long key, long value) {
        if (key == 0 || value == 0) throw new IllegalArgumentException("zero means absent");
        int slot = slotOf(key);
        if (keys[slot] == 0) {
            if (size == entriesMax) return false;
            size++;
        }
        keys[slot] = key;
        values[slot] = value;
        if (size > keys.length / 2) grow();
        return true;
    }

    /** Takes a value out; 0 where there is none. */
    long remove(long key) {
        int slot = slotOf(key);
        long value = values[slot];
        if (keys[slot] == 0) return 0;
        size--;
        closeGap(slot);
        return value;
    }

    private int slotOf(long key) {
        int mask = keys.length - 1;
        int slot = homeOf(key);
        while (keys[slot] != 0 && keys[slot] != key) slot = (slot + 1) & mask;
        return slot;
    }

    private int homeOf(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & (keys.length - 1);
    }

    /** Moves later entries of the run back, so that no probe ends early at the emptied slot. */
    private void closeGap(int emptied) {
        int mask = keys.length - 1;
        int gap = emptied;
        int next = (gap + 1) & mask;
        while (keys[next] != 0) {
            int home = homeOf(keys[next]);
            if (((next - home) & mask) >= ((next - gap) & mask)) {
                keys[gap] = keys[next];
                values[gap] = values[next];
                gap = next;
            }
            next = (next + 1) & mask;
        }
        keys[gap] = 0;
        values[gap] = 0;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new long[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] == 0) continue;
            int slot = slotOf(oldKeys[i]);
            keys[slot] = oldKeys[i];
            values[slot] = oldValues[i];
        }
    }
}
