package io.momentum.store.suppression;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A set of longs for one writer at a time and any number of readers that never wait.
 *
 * <p>64 stripes of open addressing. A key never moves inside an array: a removed one leaves a mark that probes step over, and
 * an array that gets too full is copied into a new one, which is published whole. So a reader that finds a free slot on a key's
 * path has seen every slot that the key could be in.
 */
final class NumberTable {

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle STRIPE = MethodHandles.arrayElementVarHandle(long[][].class);
    private static final int STRIPE_BITS = 6;
    private static final int STRIPES = 1 << STRIPE_BITS;
    private static final int CAPACITY_MIN = 16;
    private static final long FREE = 0;

    /** No packed number is 1: its digits would be 0. */
    private static final long REMOVED = 1;

    private final long[][] stripes = new long[STRIPES][CAPACITY_MIN];
    private final int[] live = new int[STRIPES];
    private final int[] used = new int[STRIPES];

    boolean contains(long key) {
        return firstOf(key, key, key) == 1;
    }

    /**
     * Which of three keys of one number is there: 1, 2 or 3 for the first of them in this order, 0 for none. The keys of a
     * number begin at one slot, so all three cost one cache miss.
     */
    int firstOf(long first, long second, long third) {
        long hash = mix(first);
        long[] slots = (long[]) STRIPE.getAcquire(stripes, stripeOf(hash));
        int mask = slots.length - 1;
        int best = 0;
        for (int i = (int) hash & mask; ; i = i + 1 & mask) {
            long found = (long) SLOT.getAcquire(slots, i);
            if (found == FREE) return best;
            if (found == first) return 1;
            if (found == second) best = 2;
            if (found == third && best == 0) best = 3;
        }
    }

    /** Writer only. */
    boolean add(long key) {
        if (contains(key)) return false;
        long hash = mix(key);
        int stripe = stripeOf(hash);
        makeRoom(stripe);
        long[] slots = stripes[stripe];
        int at = slotToFill(slots, hash);
        if (slots[at] == FREE) used[stripe]++;
        live[stripe]++;
        SLOT.setRelease(slots, at, key);
        return true;
    }

    /** Writer only. */
    boolean remove(long key) {
        long hash = mix(key);
        int stripe = stripeOf(hash);
        long[] slots = stripes[stripe];
        int mask = slots.length - 1;
        for (int i = (int) hash & mask; slots[i] != FREE; i = i + 1 & mask) {
            if (slots[i] != key) continue;
            SLOT.setRelease(slots, i, REMOVED);
            live[stripe]--;
            return true;
        }
        return false;
    }

    /** Keeps at least a third of the slots free: probes stay short, and there is always a free one to end them. */
    private void makeRoom(int stripe) {
        long[] slots = stripes[stripe];
        if ((used[stripe] + 1L) * 3 <= slots.length * 2L) return;
        int capacity = slots.length;
        while (live[stripe] + 1L > capacity / 2) {
            capacity = Math.multiplyExact(capacity, 2);
        }
        var larger = new long[capacity];
        for (long key : slots) {
            if (key != FREE && key != REMOVED) larger[slotToFill(larger, mix(key))] = key;
        }
        used[stripe] = live[stripe];
        STRIPE.setRelease(stripes, stripe, larger);
    }

    private static int slotToFill(long[] slots, long hash) {
        int mask = slots.length - 1;
        int i = (int) hash & mask;
        while (slots[i] != FREE && slots[i] != REMOVED) {
            i = i + 1 & mask;
        }
        return i;
    }

    private static int stripeOf(long hash) {
        return (int) (hash >>> (64 - STRIPE_BITS));
    }

    /** The finaliser of SplitMix64 over the digits alone: numbers come in runs. */
    private static long mix(long key) {
        long digits = key >>> ScopedNumbers.SCOPE_BITS;
        long z = (digits ^ digits >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
