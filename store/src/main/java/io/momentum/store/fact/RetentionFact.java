package io.momentum.store.fact;

import java.util.List;

/** What was older than is kept, and went. What these facts say has gone stays gone, whatever the configuration says later. */
public sealed interface RetentionFact extends Fact
        permits RetentionFact.MessagesForgotten, RetentionFact.JournalThinned {

    /**
     * Messages go from the index, each only if nothing has happened since somebody looked that has it stay.
     *
     * @param actor who let them go: {@code system}, or a person
     * @param seen the last fact that whoever looked knew of
     * @param epoch with cycle, the last file of the journal that their facts may stand in
     * @param endsUpTo the last fact whose end of a message no subscription is told of any more
     */
    record MessagesForgotten(
            long atMicros, String actor, long seen, int epoch, int cycle, long endsUpTo, List<Forgotten> messages)
            implements RetentionFact {}

    /**
     * One of them.
     *
     * @param idempotencyKey the API client's own key, empty where it gave none
     */
    record Forgotten(long mtId, String idempotencyKey) {}

    /**
     * Facts that had gone from the index went from a file of the journal too.
     *
     * @param epoch with cycle, which file it was
     * @param first the first sequence that it stood for
     * @param last its last one
     * @param gone how many facts went
     * @param facts how many are left
     * @param digest SHA-256 in hexadecimal over the file's documents as they were first
     */
    record JournalThinned(
            long atMicros,
            String actor,
            int epoch,
            int cycle,
            long first,
            long last,
            long gone,
            long facts,
            String digest)
            implements RetentionFact {}
}
