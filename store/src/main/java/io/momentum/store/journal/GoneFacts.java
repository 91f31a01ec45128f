package io.momentum.store.journal;

import java.util.List;

/** Which facts are to go from the journal's files. */
@FunctionalInterface
public interface GoneFacts {

    /**
     * A fact that goes.
     *
     * @param outboxId the id of an outbox that goes with it, 0 for none
     */
    record Gone(Position position, long outboxId) {}

    /** The next ones at or behind a place, in the journal's order, at most so many; fewer only at the end. */
    List<Gone> from(Position place, int max);
}
