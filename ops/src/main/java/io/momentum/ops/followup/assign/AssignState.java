package io.momentum.ops.followup.assign;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the choice depends on besides the rules.
 *
 * @param open conversations that each member has
 * @param turns of each rule
 */
public record AssignState(SortedMap<String, Integer> open, SortedMap<String, Turn> turns) {

    public static final AssignState EMPTY = new AssignState(new TreeMap<>(), new TreeMap<>());

    public AssignState {
        open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
        turns = Collections.unmodifiableSortedMap(new TreeMap<>(turns));
    }

    /** One with these open conversations. */
    public static AssignState open(Map<String, Integer> open) {
        return new AssignState(new TreeMap<>(open), new TreeMap<>());
    }

    public int openOf(String member) {
        return open.getOrDefault(member, 0);
    }

    Turn turnOf(String rule) {
        return turns.getOrDefault(rule, Turn.NONE);
    }

    /**
     * A member has one more.
     *
     * @param rule that gave it; empty for the one on duty, or where a person took it
     * @param weight of the member by that rule's strategy, 0 for none
     */
    public AssignState assigned(String rule, String member, int weight) {
        SortedMap<String, Integer> nowOpen = changed(open, member, 1);
        if (rule.isEmpty()) return new AssignState(nowOpen, turns);
        SortedMap<String, Turn> nowTurns = new TreeMap<>(turns);
        nowTurns.put(rule, turnOf(rule).given(member, weight));
        return new AssignState(nowOpen, nowTurns);
    }

    /** A member has one less: it was closed, or went to another. */
    public AssignState released(String member) {
        return new AssignState(changed(open, member, -1), turns);
    }

    private static SortedMap<String, Integer> changed(SortedMap<String, Integer> open, String member, int by) {
        SortedMap<String, Integer> now = new TreeMap<>(open);
        int count = now.getOrDefault(member, 0) + by;
        if (count <= 0) now.remove(member);
        else now.put(member, count);
        return now;
    }
}
