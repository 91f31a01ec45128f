package io.momentum.ops.followup.assign;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whose turn it is by one rule: start-time fair queueing. Time is counted in what was given; what a member is given takes it the
 * longer, the smaller its weight, and the next goes to whoever is free first. Now is where the last one given began. Whoever is
 * new, or was away or full, is free now and not in the past: it has its share from here on, and makes up for nothing.
 *
 * @param last whom it gave its last to
 * @param now where that one's time began
 * @param freeAt of each member, where what it was given ends
 */
public record Turn(String last, long now, SortedMap<String, Long> freeAt) {

    public static final Turn NONE = new Turn("", 0, new TreeMap<>());

    /** What a member of weight 1 is given takes so long: all weights from 1 to 10 divide it. */
    private static final long ONE = 25_200_000;

    public Turn {
        freeAt = Collections.unmodifiableSortedMap(new TreeMap<>(freeAt));
    }

    /** When a member can take the next one. */
    long startOf(String member) {
        return Math.max(now, freeAt.getOrDefault(member, 0L));
    }

    /**
     * A member was given one.
     *
     * @param weight 0 where it was not looked at: as 1
     */
    public Turn given(String member, int weight) {
        long start = startOf(member);
        SortedMap<String, Long> after = new TreeMap<>(freeAt);
        after.put(member, start + ONE / Math.max(1, weight));
        // In the past all are alike.
        after.values().removeIf(end -> end <= start);
        return new Turn(member, start, after);
    }
}
