package io.momentum.ops.followup.assign;

import io.momentum.ops.followup.match.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A conversation that needs an owner.
 *
 * @param previousOwner who had this contact's last conversation
 * @param tried who has had this one and did not take it up
 */
public record Request(
        Subject subject, Instant now, Optional<String> previousOwner, Decision.Reason reason, List<String> tried) {

    public static Request fresh(Subject subject, Instant now) {
        return new Request(subject, now, Optional.empty(), Decision.Reason.NEW, List.of());
    }

    public Request previously(String owner) {
        return new Request(subject, now, Optional.of(owner), reason, tried);
    }

    /** The same after one more did not take it up. */
    public Request timedOut(String owner, Instant at) {
        List<String> all = new ArrayList<>(tried);
        all.add(owner);
        return new Request(subject, at, previousOwner, Decision.Reason.TIMEOUT, List.copyOf(all));
    }
}
