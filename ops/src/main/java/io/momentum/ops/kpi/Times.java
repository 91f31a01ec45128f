package io.momentum.ops.kpi;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Times, all of them, and what can be said of them exactly. Not for several threads. */
final class Times {

    private static final int COARSE_BITS = 12;

    private int[] values = new int[16];
    private int size;
    private long sum;
    private int most;

    void add(int value) {
        if (size == values.length) values = Arrays.copyOf(values, size * 2);
        values[size++] = value;
        sum += value;
        if (value > most) most = value;
    }

    void addAll(Times others) {
        for (int i = 0; i < others.size; i++) add(others.values[i]);
    }

    /** Adds those of a cell. */
    void addCell(byte[] cell) {
        var from = new Octets(cell);
        int count = (int) from.number();
        if (values.length - size < count) values = Arrays.copyOf(values, Math.max(values.length * 2, size + count));
        int value = 0;
        long added = 0;
        for (int i = 0; i < count; i++) {
            value += (int) from.number();
            values[size++] = value;
            added += value;
        }
        sum += added;
        if (value > most) most = value;
    }

    int count() {
        return size;
    }

    /** Their mean; fails where there are none. */
    double mean() {
        return (double) sum / size;
    }

    /**
     * Those at some ranks, by counting: first the upper bits, then the lower ones of those that are asked for.
     *
     * @param shares each above 0 and at most 1; the value is the least that so many are not above
     */
    int[] percentiles(double... shares) {
        int shift = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(most) - COARSE_BITS);
        int[] coarse = new int[(most >>> shift) + 1];
        for (int i = 0; i < size; i++) coarse[values[i] >>> shift]++;
        int[] buckets = new int[shares.length];
        long[] ranks = new long[shares.length];
        int[][] fineOf = new int[coarse.length][];
        for (int s = 0; s < shares.length; s++) {
            long rank = Math.max(1, (long) Math.ceil(shares[s] * size));
            int bucket = 0;
            while (rank > coarse[bucket]) rank -= coarse[bucket++];
            buckets[s] = bucket;
            ranks[s] = rank;
            if (fineOf[bucket] == null) fineOf[bucket] = new int[1 << shift];
        }
        int mask = (1 << shift) - 1;
        for (int i = 0; i < size; i++) {
            int[] fine = fineOf[values[i] >>> shift];
            if (fine != null) fine[values[i] & mask]++;
        }
        int[] found = new int[shares.length];
        for (int s = 0; s < shares.length; s++)
            found[s] = (buckets[s] << shift) + placeOf(ranks[s], fineOf[buckets[s]]);
        return found;
    }

    private static int placeOf(long rank, int[] counts) {
        long left = rank;
        int place = 0;
        while (left > counts[place]) left -= counts[place++];
        return place;
    }

    // ---- as a cell keeps them: how many, then each by what it is above the one before

    /** The cell with some more and some fewer; null where none is left. */
    static byte @Nullable [] changed(byte @Nullable [] cell, Times added, Times removed) {
        var all = new Times();
        if (cell != null) all.addCell(cell);
        all.addAll(added);
        int[] sorted = Arrays.copyOf(all.values, all.size);
        Arrays.sort(sorted);
        int[] gone = Arrays.copyOf(removed.values, removed.size);
        Arrays.sort(gone);
        var to = new Octets();
        to.number(sorted.length - gone.length);
        int before = 0;
        int next = 0;
        for (int value : sorted) {
            if (next < gone.length && gone[next] == value) {
                next++;
                continue;
            }
            to.number(value - before);
            before = value;
        }
        if (next < gone.length) throw new IllegalStateException("a time is taken away that was not there");
        return sorted.length == gone.length ? null : to.done();
    }
}
