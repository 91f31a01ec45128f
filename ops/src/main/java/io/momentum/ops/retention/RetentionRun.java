package io.momentum.ops.retention;

import io.momentum.store.index.Stays;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pass over what is old.
 *
 * @param dryRun whether it only looks
 * @param messages how many messages went, or would go
 * @param stay how many old ones stay, and why
 * @param facts how many facts went from the journal's files; 0 where it only looked
 * @param files how many files were replaced, or would be looked through
 * @param beforeMillis what came before is old, milliseconds since 1970; 0 where all is kept
 * @param texts what became of texts
 * @param heldBack why it went less far than the configuration says; null where it did not
 * @param endedAt null while it runs
 * @param error why it ended early, null where it did not
 */
public record RetentionRun(
        Stage stage,
        boolean dryRun,
        long messages,
        Map<Stays, Integer> stay,
        long facts,
        int files,
        long beforeMillis,
        Texts texts,
        @Nullable String heldBack,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String error) {

    /**
     * Texts.
     *
     * @param gone how many messages, replies, conversations and entries of the audit lost theirs, or would
     * @param stay how many with old texts keep them, and why
     * @param contacts how many contacts that were erased had texts left
     * @param facts how many facts lost theirs in the journal's files; 0 where it only looked
     * @param beforeMillis what came before is old, milliseconds since 1970; 0 where texts are kept for ever
     */
    public record Texts(long gone, Map<Stays, Integer> stay, int contacts, long facts, long beforeMillis) {
        static final Texts NONE = new Texts(0, Map.of(), 0, 0, 0);
    }

    /** Where a pass stands. */
    public enum Stage {
        NONE,
        RUNNING,
        DONE,
        FAILED
    }

    static final RetentionRun NONE =
            new RetentionRun(Stage.NONE, false, 0, Map.of(), 0, 0, 0, Texts.NONE, null, Instant.EPOCH, null, null);
}
