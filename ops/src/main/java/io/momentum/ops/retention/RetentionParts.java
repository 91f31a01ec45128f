package io.momentum.ops.retention;

import io.momentum.store.index.Index;
import io.momentum.store.journal.ChronicleJournal;
import java.util.concurrent.locks.Lock;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/**
 * What letting go works on.
 *
 * @param files held by whoever copies the journal's files, or replaces them
 * @param held tells of a number whether its contact is under legal hold
 * @param firstOwed the first fact that a subscription still has to be told of; {@link Long#MAX_VALUE} where none is owed any
 * @param firstUnproved the first fact that evidence is still to be recorded of; {@link Long#MAX_VALUE} for none
 * @param nowMillis the clock, milliseconds since 1970
 */
public record RetentionParts(
        ChronicleJournal journal,
        Index index,
        Lock files,
        LongPredicate held,
        LongSupplier firstOwed,
        LongSupplier firstUnproved,
        LongSupplier nowMillis) {}
