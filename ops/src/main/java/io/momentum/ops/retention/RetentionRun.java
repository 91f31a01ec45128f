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
        @Nullable String heldBack,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String error) {

    /** Where a pass stands. */
    public enum Stage {
        NONE,
        RUNNING,
        DONE,
        FAILED
    }

    static final RetentionRun NONE =
            new RetentionRun(Stage.NONE, false, 0, Map.of(), 0, 0, 0, null, Instant.EPOCH, null, null);
}
