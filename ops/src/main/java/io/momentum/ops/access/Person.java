package io.momentum.ops.access;

import io.momentum.ops.followup.assign.Member;
import io.momentum.ops.followup.assign.Member.Absence;
import java.util.List;
import java.util.Set;

/**
 * Somebody who works here.
 *
 * @param id as owners and facts name it, {@code user:ID}
 * @param name for people
 * @param teams of which it takes turns; it sees what is theirs. Empty: it takes no turns and sees all teams
 * @param zones what it may see and is given; empty for all, as branches and languages
 * @param capacity open conversations at most, 0 to 10000
 * @param absences when it is away
 * @param active false once it has left: its tokens let nobody in
 */
public record Person(
        String id,
        String name,
        Role role,
        Set<String> teams,
        Set<String> zones,
        Set<String> branches,
        Set<String> languages,
        int capacity,
        List<Absence> absences,
        boolean active) {

    /** Where its rights hold. */
    public Scope scope() {
        return new Scope(zones, branches, teams);
    }

    /** As it takes turns in a team. */
    public Member member() {
        return new Member(id, capacity, 1, languages, zones, absences);
    }

    /** Whether it is here and answers: it can be given a conversation. */
    public boolean works() {
        return active && Access.reach(role, Right.WORK) != Access.Reach.NONE;
    }

    /** Whether it is given replies: it works and is of a team. */
    public boolean takesTurns() {
        return works() && !teams.isEmpty();
    }
}
