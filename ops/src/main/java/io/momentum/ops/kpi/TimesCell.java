package io.momentum.ops.kpi;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Times as a cell keeps them: all of them, in order, so that percentiles are exact. A long cell is divided into ranges of
 * values ({@link #rangeOf}), with how many there are in each at its front: to find a value by its rank, only one range has to be
 * read. Equal times are written once and how often.
 *
 * <pre>{@code
 * cell   = count * 2 + (1 if divided), sum, then one run; divided: ranges, { range, count, octets } …, run …
 * run    = { (value - the one before) * 2 + (1 if several), [how often] } …   beginning before the least of its range
 * }</pre>
 */
final class TimesCell {

    /** Fewer are read as quickly at once. */
    private static final int DIVIDED_FROM = 256;

    /** Eight ranges for each doubling: each is an eighth as wide as its values are large. */
    private static final int FINENESS_BITS = 3;

    static final int RANGES = (Integer.SIZE - FINENESS_BITS) << FINENESS_BITS;

    private TimesCell() {}

    /** The range of a time; ranges are in the order of their times. */
    static int rangeOf(int time) {
        if (time < 1 << FINENESS_BITS) return time;
        int shift = Integer.SIZE - 1 - FINENESS_BITS - Integer.numberOfLeadingZeros(time);
        return (shift << FINENESS_BITS) + (time >>> shift);
    }

    /** The least time of a range. */
    static int leastOf(int range) {
        if (range < 2 << FINENESS_BITS) return range;
        int shift = (range >>> FINENESS_BITS) - 1;
        return (range - (shift << FINENESS_BITS)) << shift;
    }

    /** Takes a time and how often it was taken. */
    interface Run {
        void is(int time, int times);
    }

    /** Takes the times of a range. */
    interface Divided {
        void range(int range, int count, int at, int length);
    }

    /** What stands at the front. */
    record Head(int count, long sum, boolean divided, int at) {}

    static Head head(byte[] cell) {
        var from = new Octets(cell);
        long count = from.number();
        return new Head((int) (count >>> 1), from.number(), (count & 1) != 0, from.at());
    }

    /** Reads the whole cell. */
    static void each(byte[] cell, Run run) {
        Head head = head(cell);
        if (!head.divided) run(cell, head.at, cell.length, 0, run);
        else ranges(cell, head, (range, count, at, length) -> run(cell, at, at + length, leastOf(range), run));
    }

    static void ranges(byte[] cell, Head head, Divided to) {
        var from = new Octets(cell, head.at);
        int ranges = (int) from.number();
        int[] each = new int[ranges * 3];
        for (int i = 0; i < each.length; i++) each[i] = (int) from.number();
        int at = from.at();
        for (int i = 0; i < each.length; i += 3) {
            to.range(each[i], each[i + 1], at, each[i + 2]);
            at += each[i + 2];
        }
    }

    /** Reads a run. */
    static void run(byte[] cell, int at, int end, int least, Run run) {
        var from = new Octets(cell, at);
        int time = least;
        while (from.at() < end) {
            long next = from.number();
            time += (int) (next >>> 1);
            run.is(time, (next & 1) == 0 ? 1 : (int) from.number());
        }
    }

    // ---- writing

    /** The cell with some more and some fewer; null where none is left. Fails where one is taken away that was not there. */
    static byte @Nullable [] changed(byte @Nullable [] cell, Times added, Times removed) {
        var all = new Times();
        if (cell != null) all.addCell(cell);
        all.addAll(added);
        int[] times = without(all.sorted(), removed.sorted());
        return times.length == 0 ? null : toBytes(times);
    }

    private static int[] without(int[] sorted, int[] gone) {
        if (gone.length == 0) return sorted;
        int[] left = new int[Math.max(0, sorted.length - gone.length)];
        int next = 0;
        int kept = 0;
        for (int time : sorted) {
            if (next < gone.length && gone[next] == time) next++;
            else if (kept < left.length) left[kept++] = time;
        }
        if (next < gone.length) throw new IllegalStateException("a time is taken away that was not there");
        return left;
    }

    private static byte[] toBytes(int[] sorted) {
        var to = new Octets();
        boolean divided = sorted.length >= DIVIDED_FROM;
        to.number(sorted.length * 2L + (divided ? 1 : 0));
        to.number(Arrays.stream(sorted).asLongStream().sum());
        if (!divided) {
            write(sorted, 0, sorted.length, 0, to);
            return to.done();
        }
        var heads = new Octets();
        var runs = new Octets();
        int ranges = 0;
        for (int first = 0; first < sorted.length; ranges++) {
            int range = rangeOf(sorted[first]);
            int end = first;
            while (end < sorted.length && rangeOf(sorted[end]) == range) end++;
            int before = runs.at();
            write(sorted, first, end, leastOf(range), runs);
            heads.number(range);
            heads.number(end - first);
            heads.number(runs.at() - before);
            first = end;
        }
        to.number(ranges);
        to.octets(heads.done());
        to.octets(runs.done());
        return to.done();
    }

    private static void write(int[] sorted, int first, int end, int least, Octets to) {
        int before = least;
        for (int i = first; i < end; ) {
            int time = sorted[i];
            int times = 1;
            while (i + times < end && sorted[i + times] == time) times++;
            to.number((long) (time - before) * 2 + (times > 1 ? 1 : 0));
            if (times > 1) to.number(times);
            before = time;
            i += times;
        }
    }
}
