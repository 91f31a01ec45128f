package io.momentum.store.journal;

import java.util.List;

/** Which facts are to go from the journal's files, and which lose their texts. */
@FunctionalInterface
public interface GoneFacts {

    /**
     * A fact that goes, or that loses its text.
     *
     * @param outboxId the id of an outbox that goes with it, 0 for none
     * @param textUntilMicros when its text went, microseconds since 1970; 0 where all of it goes
     */
    record Gone(Position position, long outboxId, long textUntilMicros) {

        /** One that goes with all that it has. */
        public Gone(Position position, long outboxId) {
            this(position, outboxId, 0);
        }

        /** One that loses its text alone. */
        public static Gone text(Position position, long untilMicros) {
            return new Gone(position, 0, untilMicros);
        }

        boolean isTextAlone() {
            return textUntilMicros != 0;
        }
    }

    /** The next ones at or behind a place, in the journal's order, at most so many; fewer only at the end. */
    List<Gone> from(Position place, int max);
}
