package io.momentum.ops.access;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where rights hold. Names are compared without case.
 *
 * @param zones those alone; empty for all, as with the others
 */
public record Scope(Set<String> zones, Set<String> branches, Set<String> teams) {

    public static final Scope EVERYWHERE = new Scope(Set.of(), Set.of(), Set.of());

    public Scope {
        zones = folded(zones);
        branches = folded(branches);
        teams = folded(teams);
    }

    private static Set<String> folded(Collection<String> names) {
        var folded = new TreeSet<String>();
        for (String name : names) folded.add(name.toLowerCase(Locale.ROOT));
        return Set.copyOf(folded);
    }

    public boolean isEverywhere() {
        return zones.isEmpty() && branches.isEmpty() && teams.isEmpty();
    }

    public boolean contains(Matter matter) {
        return has(zones, matter.zone()) && has(branches, matter.branch()) && has(teams, matter.team());
    }

    private static boolean has(Set<String> names, String name) {
        return names.isEmpty() || names.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether all of another one is within it. */
    public boolean contains(Scope other) {
        return has(zones, other.zones) && has(branches, other.branches) && has(teams, other.teams);
    }

    private static boolean has(Set<String> names, Set<String> others) {
        return names.isEmpty() || (!others.isEmpty() && names.containsAll(others));
    }
}
