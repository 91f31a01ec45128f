package io.momentum.gateway.path;

import io.momentum.store.index.Index;
import io.momentum.store.index.Views.Outcome;
import io.momentum.store.journal.Journal;
import io.momentum.store.value.MessageId;
import java.time.Duration;
import java.util.Optional;

/** Finds where a message stands. May take milliseconds: never called on an event loop. */
@FunctionalInterface
public interface MessageLookup {

    /** The message, empty where there is none. */
    Optional<Outcome> find(long mtId);

    /** Looks into the index, which is a moment behind the journal: whoever was told an id a moment ago must find it. */
    static MessageLookup in(Index index, Journal journal) {
        Duration catchUp = Duration.ofSeconds(1);
        long youngMillis = 5_000;
        return mtId -> {
            boolean young = System.currentTimeMillis() - MessageId.millis(mtId) < youngMillis;
            try {
                if (young) index.awaitSequence(journal.durableSequence(), catchUp);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return index.outcome(mtId);
        };
    }
}
