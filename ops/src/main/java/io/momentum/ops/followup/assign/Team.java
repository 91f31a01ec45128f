package io.momentum.ops.followup.assign;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Members in the order in which they take turns.
 *
 * @param calendar the hours that it works by; empty for around the clock
 */
public record Team(String id, String calendar, List<Member> members) {

    public Team {
        Set<String> names = new HashSet<>();
        for (Member member : members) {
            if (!names.add(member.id())) throw new IllegalArgumentException(member.id() + " is in it twice");
        }
        members = List.copyOf(members);
    }
}
