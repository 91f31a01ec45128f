/**
 * Lets old messages go, where the configuration says so: from the index by a fact, and then from the journal's files.
 *
 * <p>Whole files of the journal cannot simply be deleted, since the index is made out of the journal again whenever its format
 * changes: who opted out, and what proves it, must be found there for as long as the data last. So a file is replaced by one that
 * has what stays, {@link io.momentum.store.journal.KeptFile}, in its old order, with its old sequences and places: the folds need
 * not know that anything is missing. A message goes with all its facts or not at all, and only where no other fact rests on
 * it; then the index that comes out of what is left is the one that was there.
 *
 * <p>A snapshot of the index in place of old files would be simpler to write and would tie the data to one format of the rows;
 * leaving the shells of facts without their texts would let the journal grow for ever.
 *
 * <p>The index loses the rows first, by a fact that names the messages, and the files follow. What is cut off in between is
 * taken up by the next pass: the index remembers what the files still have to lose.
 */
@NullMarked
package io.momentum.ops.retention;

import org.jspecify.annotations.NullMarked;
