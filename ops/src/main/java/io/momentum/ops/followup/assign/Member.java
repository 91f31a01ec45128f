package io.momentum.ops.followup.assign;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One person of a team.
 *
 * @param capacity open conversations at most, 0 to 10000
 * @param weight how often in turn with the others, 1 to 100
 * @param languages what it can answer in; empty for any
 * @param zones what it may see; empty for any
 * @param absences when it is away
 */
public record Member(
        String id, int capacity, int weight, Set<String> languages, Set<String> zones, List<Absence> absences) {

    public static final int CAPACITY = 20;

    /**
     * A time away.
     *
     * @param until the first moment back
     */
    public record Absence(Instant from, Instant until) {
        public Absence {
            if (!from.isBefore(until)) throw new IllegalArgumentException("an absence must end after it begins");
        }

        boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    public Member {
        if (id.isBlank()) throw new IllegalArgumentException("a member needs a name");
        if (capacity < 0 || capacity > 10_000) throw new IllegalArgumentException("capacity: 0 to 10000");
        if (weight < 1 || weight > 100) throw new IllegalArgumentException("weight: 1 to 100");
        languages = Set.copyOf(languages);
        zones = Set.copyOf(zones);
        absences = List.copyOf(absences);
    }

    Optional<Absence> absentAt(Instant at) {
        return absences.stream().filter(absence -> absence.covers(at)).findFirst();
    }
}
