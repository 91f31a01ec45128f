package io.momentum.store.journal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The ids of outboxes that were given to what has gone since. A fold that begins anew does not meet it, and must not give its ids to
 * something else: acknowledgements name them. Ascending; owned by one thread.
 */
public final class PassedIds {

    /** Ids one behind the other, first and last included. */
    record Range(long first, long last) {}

    /** Nothing has gone. */
    public static final PassedIds NONE = new PassedIds(List.of());

    private final List<Range> ranges;
    private int next;

    PassedIds(List<Range> sorted) {
        ranges = sorted;
    }

    /** Puts ranges in order and joins those that touch. */
    static PassedIds of(List<Range> any) {
        List<Range> sorted = new ArrayList<>(any);
        sorted.sort(Comparator.comparingLong(Range::first));
        List<Range> joined = new ArrayList<>();
        for (Range each : sorted) {
            Range last = joined.isEmpty() ? null : joined.getLast();
            if (last == null || each.first() > last.last() + 1) joined.add(each);
            else joined.set(joined.size() - 1, new Range(last.first(), Math.max(last.last(), each.last())));
        }
        return new PassedIds(joined);
    }

    List<Range> ranges() {
        return ranges;
    }

    /** The id itself, or the first behind it that is free; ids must be asked for in ascending order. */
    public long freeFrom(long id) {
        while (next < ranges.size() && ranges.get(next).last() < id) next++;
        if (next == ranges.size() || id < ranges.get(next).first()) return id;
        return ranges.get(next).last() + 1;
    }
}
