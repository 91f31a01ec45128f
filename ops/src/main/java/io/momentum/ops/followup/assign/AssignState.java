package io.momentum.ops.followup.assign;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the choice depends on besides the rules.
 *
 * @param open conversations that each member has
 * @param last whom each rule gave its last to
 * @param given how many each rule gave to each member: what the turns of WEIGHTED are counted by
 */
public record AssignState(
        SortedMap<String, Integer> open,
        SortedMap<String, String> last,
        SortedMap<String, SortedMap<String, Long>> given) {

    public static final AssignState EMPTY = new AssignState(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    public AssignState {
        open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
        last = Collections.unmodifiableSortedMap(new TreeMap<>(last));
        given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
    }

    /** One with these open conversations. */
    public static AssignState open(Map<String, Integer> open) {
        return new AssignState(new TreeMap<>(open), new TreeMap<>(), new TreeMap<>());
    }

    public int openOf(String member) {
        return open.getOrDefault(member, 0);
    }

    long givenBy(String rule, String member) {
        SortedMap<String, Long> counts = given.get(rule);
        return counts == null ? 0 : counts.getOrDefault(member, 0L);
    }

    /**
     * A member has one more.
     *
     * @param rule that gave it; empty for the one on duty, or where a person took it
     */
    public AssignState assigned(String rule, String member) {
        SortedMap<String, Integer> nowOpen = changed(open, member, 1);
        if (rule.isEmpty()) return new AssignState(nowOpen, last, given);
        SortedMap<String, String> nowLast = new TreeMap<>(last);
        nowLast.put(rule, member);
        SortedMap<String, SortedMap<String, Long>> nowGiven = new TreeMap<>(given);
        SortedMap<String, Long> counts = new TreeMap<>(given.getOrDefault(rule, new TreeMap<>()));
        counts.merge(member, 1L, Long::sum);
        nowGiven.put(rule, Collections.unmodifiableSortedMap(counts));
        return new AssignState(nowOpen, nowLast, nowGiven);
    }

    /** A member has one less: it was closed, or went to another. */
    public AssignState released(String member) {
        return new AssignState(changed(open, member, -1), last, given);
    }

    private static SortedMap<String, Integer> changed(SortedMap<String, Integer> open, String member, int by) {
        SortedMap<String, Integer> now = new TreeMap<>(open);
        int count = now.getOrDefault(member, 0) + by;
        if (count <= 0) now.remove(member);
        else now.put(member, count);
        return now;
    }
}
