package io.momentum.ops.kpi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Times, all of them, and what can be said of them exactly. What comes in cells is read as far as it is needed. Not for several
 * threads.
 */
final class Times {

    /** A wider range is sorted, a narrower one counted. */
    private static final int COUNTED_MAX = 1 << 20;

    private int[] values = new int[16];
    private int size;
    private final List<byte[]> cells = new ArrayList<>();
    private int count;
    private long sum;

    void add(int value) {
        put(value);
        count++;
        sum += value;
    }

    private void put(int value) {
        if (size == values.length) values = Arrays.copyOf(values, size * 2);
        values[size++] = value;
    }

    void addAll(Times others) {
        for (int i = 0; i < others.size; i++) put(others.values[i]);
        cells.addAll(others.cells);
        count += others.count;
        sum += others.sum;
    }

    /** Adds those of a cell. */
    void addCell(byte[] cell) {
        TimesCell.Head head = TimesCell.head(cell);
        count += head.count();
        sum += head.sum();
        if (head.divided()) cells.add(cell);
        else TimesCell.each(cell, this::put);
    }

    private void put(int time, int times) {
        for (int i = 0; i < times; i++) put(time);
    }

    int count() {
        return count;
    }

    /** Their mean; fails where there are none. */
    double mean() {
        return (double) sum / count;
    }

    /** All in order. */
    int[] sorted() {
        for (byte[] cell : cells) TimesCell.each(cell, this::put);
        cells.clear();
        int[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return sorted;
    }

    /**
     * Those at some ranks: first the range of values in which each is, then what is in that range.
     *
     * @param shares each above 0 and at most 1; the value is the least that so many are not above
     */
    int[] percentiles(double... shares) {
        long[] ofRange = new long[TimesCell.RANGES];
        for (int i = 0; i < size; i++) ofRange[TimesCell.rangeOf(values[i])]++;
        for (byte[] cell : cells)
            TimesCell.ranges(cell, TimesCell.head(cell), (range, n, at, length) -> ofRange[range] += n);
        int[] found = new int[shares.length];
        for (int s = 0; s < shares.length; s++) {
            long rank = Math.max(1, (long) Math.ceil(shares[s] * count));
            int range = 0;
            while (rank > ofRange[range]) rank -= ofRange[range++];
            found[s] = ofRank(rank, range);
        }
        return found;
    }

    private int ofRank(long rank, int range) {
        int least = TimesCell.leastOf(range);
        long width = range + 1 < TimesCell.RANGES ? TimesCell.leastOf(range + 1) - (long) least : Integer.MAX_VALUE;
        return width > COUNTED_MAX ? bySorting(rank, range) : byCounting(rank, range, least, (int) width);
    }

    private int byCounting(long rank, int range, int least, int width) {
        int[] counts = new int[width];
        inRange(range, (time, times) -> counts[time - least] += times);
        long left = rank;
        int place = 0;
        while (left > counts[place]) left -= counts[place++];
        return least + place;
    }

    private int bySorting(long rank, int range) {
        var those = new Times();
        inRange(range, those::put);
        return those.sorted()[(int) rank - 1];
    }

    private void inRange(int range, TimesCell.Run run) {
        for (int i = 0; i < size; i++) {
            if (TimesCell.rangeOf(values[i]) == range) run.is(values[i], 1);
        }
        for (byte[] cell : cells) {
            TimesCell.ranges(cell, TimesCell.head(cell), (other, n, at, length) -> {
                if (other == range) TimesCell.run(cell, at, at + length, TimesCell.leastOf(range), run);
            });
        }
    }
}
