package io.momentum.store.index;

import io.momentum.store.fact.Fact;
import io.momentum.store.index.Views.MessageStatus;
import io.momentum.store.journal.Position;
import io.momentum.store.value.CarrierId;
import org.jspecify.annotations.Nullable;

/**
 * A fold beside the gateway's own: it sees each fact after the gateway's fold has taken it in, and what it writes is committed
 * with the rest. What it does depends on facts and its own rows alone. Called on the projector's thread, which all messages
 * pass: what is not its business costs it a comparison.
 */
public interface Follower {

    /** The column family of follow-up's rows. */
    int CARE = 20;

    /** The column family of what conversations are found by. */
    int SEARCH = 24;

    /** The number of the column family that its rows are in; no two followers share one. */
    default int family() {
        return CARE;
    }

    /** Takes a fact in. */
    void fold(long sequence, Fact fact, Position position, Shelf.Writable rows);

    /**
     * A message of a campaign stands elsewhere than before.
     *
     * @param fact what moved it
     */
    void moved(Tagged message, Fact fact, Shelf.Writable rows);

    /** Whether somebody waits for what was folded since the last commit; it comes sooner then. */
    default boolean isAwaited() {
        return false;
    }

    /** What was folded up to here can be read by all. */
    default void committed(long sequence) {}

    /**
     * A message of a campaign.
     *
     * @param submittedAtMicros when a carrier took it, 0 for not yet
     */
    record Tagged(
            long mtId,
            String campaign,
            long digits,
            MessageStatus status,
            @Nullable CarrierId carrier,
            int parts,
            long acceptedAtMicros,
            long submittedAtMicros) {}
}
