package io.momentum.store.fact;

import java.util.List;

/** What was older than is kept, and went. What these facts say has gone stays gone, whatever the configuration says later. */
public sealed interface RetentionFact extends Fact
        permits RetentionFact.MessagesForgotten,
                RetentionFact.JournalThinned,
                RetentionFact.TextsForgotten,
                RetentionFact.TextsTaken {

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

    /**
     * Texts go from the index: what somebody wrote or was told. The facts stay, and in the place of each text its length and hash.
     *
     * @param actor who let them go: {@code system}, or a person
     * @param seen the last fact that whoever looked knew of: a legal hold since then has all of it stay
     * @param epoch with cycle, the last file of the journal that the texts may stand in
     * @param messages to contacts
     * @param replies that stand in no conversation
     * @param conversations with all that was said in them
     * @param audits entries of the audit that quote texts
     * @param contact that was erased: of its texts, those of before that go; 0 where they go because they are old
     * @param done whether nothing of that contact is left that has to wait
     */
    record TextsForgotten(
            long atMicros,
            String actor,
            long seen,
            int epoch,
            int cycle,
            List<Long> messages,
            List<Long> replies,
            List<Long> conversations,
            List<Quoting> audits,
            long contact,
            boolean done)
            implements RetentionFact {}

    /**
     * An entry of the audit.
     *
     * @param of the conversation or the number whose texts it quotes; 0 where nobody knows
     * @param sequence of the entry
     */
    record Quoting(long of, long sequence) {}

    /**
     * Texts that had gone from the index went from a file of the journal too. Stands behind its {@link JournalThinned}.
     *
     * @param epoch with cycle, which file it was
     * @param facts how many lost their texts
     */
    record TextsTaken(long atMicros, String actor, int epoch, int cycle, long facts) implements RetentionFact {}
}
