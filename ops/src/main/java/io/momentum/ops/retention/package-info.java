/**
 * Lets old messages and old texts go, where the configuration says so, and the texts of contacts that were erased: from the index by a
 * fact, and then from the journal's files.
 *
 * <p>Whole files of the journal cannot simply be deleted, since the index is made out of the journal again whenever its format
 * changes: who opted out, and what proves it, must be found there for as long as the data last. So a file is replaced by one that
 * has what stays, {@link io.momentum.store.journal.KeptFile}, in its old order, with its old sequences and places: the folds need
 * not know that anything is missing. A message goes with all its facts or not at all, and only where no other fact rests on
 * it; then the index that comes out of what is left is the one that was there.
 *
 * <p>A snapshot of the index in place of old files would be simpler to write and would tie the data to one format of the rows;
 * leaving the shells of facts without their texts alone would let the journal grow for ever.
 *
 * <p>A text is another matter: what rests on its fact, conversations, figures and campaigns, has to stay, and the text need not. So
 * facts lose their texts where they stand, in files that are replaced in the same way, by one pure function
 * ({@link io.momentum.store.fact.Texts}); what folds made of a text goes with the fact that names it. Where the journal keeps texts the
 * index knows as long as they are there, so that a pass looks at what still has one. Messages are too many for a row more: theirs
 * says in itself that its texts have gone, and each pass looks through all old ones. Records of evidence are not touched: their chain is
 * over the records as they are, ciphertext and all.
 *
 * <p>The index loses the rows first, by a fact that names the messages, and the files follow. What is cut off in between is
 * taken up by the next pass: the index remembers what the files still have to lose.
 */
@NullMarked
package io.momentum.ops.retention;

import org.jspecify.annotations.NullMarked;
