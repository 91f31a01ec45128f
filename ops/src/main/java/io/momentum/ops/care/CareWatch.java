package io.momentum.ops.care;

import io.momentum.ops.followup.Conversation;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.Fact;
import io.momentum.store.index.Follower.Tagged;
import io.momentum.store.index.Shelf;
import org.jspecify.annotations.Nullable;

/**
 * Who makes rows of its own of what the fold of follow-up makes of facts, in the same commit. Called on the projector's thread,
 * behind the fold; what it does depends on facts and rows alone.
 */
public interface CareWatch {

    /** Nobody. */
    CareWatch NONE = new CareWatch() {
        @Override
        public void conversation(
                @Nullable Conversation before, CareFact fact, Conversation after, Shelf.Writable rows) {
            // Nobody watches.
        }

        @Override
        public void message(Tagged message, boolean isFirst, String word, String code, Shelf.Writable rows) {
            // Nobody watches.
        }

        @Override
        public void aside(Fact fact, Shelf.Writable rows) {
            // Nobody watches.
        }

        @Override
        public void committing(Shelf.Writable rows) {
            // Nobody watches.
        }
    };

    /**
     * A fact has changed a conversation.
     *
     * @param before null where the fact opens it
     */
    void conversation(@Nullable Conversation before, CareFact fact, Conversation after, Shelf.Writable rows);

    /**
     * A message of a campaign stands otherwise than before.
     *
     * @param isFirst whether it has only now become a campaign's
     * @param word how it ended; {@code pending} where it has not
     * @param code the carrier's, or a word of our own; empty for none
     */
    void message(Tagged message, boolean isFirst, String word, String code, Shelf.Writable rows);

    /** A fact of no conversation that may concern people. */
    void aside(Fact fact, Shelf.Writable rows);

    /** What was folded is about to be written. */
    void committing(Shelf.Writable rows);
}
