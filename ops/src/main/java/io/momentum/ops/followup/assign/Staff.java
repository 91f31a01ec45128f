package io.momentum.ops.followup.assign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * To whom a conversation can be given by hand. Where no team and nobody on duty is known, other programs say who owns what, and
 * any name will do.
 *
 * @param teams with those of each
 * @param others who are of no team: on duty, or people who work here
 */
public record Staff(SortedMap<String, SortedSet<String>> teams, SortedSet<String> others, boolean anyNameWillDo) {

    public static final Staff ANYBODY = of(List.of(), List.of());

    public Staff {
        teams = Collections.unmodifiableSortedMap(new TreeMap<>(teams));
        others = Collections.unmodifiableSortedSet(new TreeSet<>(others));
    }

    /** As a configuration has it. */
    public static Staff of(Collection<Team> teams, Collection<Duty> duties) {
        SortedMap<String, SortedSet<String>> byTeam = new TreeMap<>();
        for (Team team : teams) byTeam.put(team.id(), ids(team.members()));
        SortedSet<String> others = new TreeSet<>();
        for (Duty duty : duties) others.add(duty.owner());
        return new Staff(byTeam, others, teams.isEmpty() && duties.isEmpty());
    }

    /** The same with people, those in turns by team and all who work here. */
    public Staff with(Map<String, List<Member>> byTeam, Collection<String> people) {
        SortedMap<String, SortedSet<String>> all = new TreeMap<>(teams);
        byTeam.forEach((team, members) -> all.merge(team, ids(members), Staff::joined));
        return new Staff(all, joined(others, people), anyNameWillDo && byTeam.isEmpty());
    }

    private static SortedSet<String> ids(Collection<Member> members) {
        return new TreeSet<>(members.stream().map(Member::id).toList());
    }

    private static SortedSet<String> joined(SortedSet<String> some, Collection<String> more) {
        SortedSet<String> all = new TreeSet<>(some);
        all.addAll(more);
        return all;
    }

    public boolean hasTeam(String team) {
        return teams.isEmpty() || teams.containsKey(team);
    }

    public boolean has(String owner) {
        return anyNameWillDo
                || others.contains(owner)
                || teams.values().stream().anyMatch(members -> members.contains(owner));
    }

    /** Those of a team, in order. */
    public List<String> of(String team) {
        return new ArrayList<>(teams.getOrDefault(team, Collections.emptySortedSet()));
    }
}
