/**
 * Copies of the data directory and the way back.
 *
 * <p>A backup is a checkpoint of the index and, taken after it, the files of the journal: the journal holds all that the index
 * does and more, and a start folds the rest. Files that never change again are hard links to those of the backup before, so a
 * backup costs what is new. The keys of evidence stand once beside all backups and are those of the last one: a contact that
 * was erased opens in no backup any more, once the next one was made.
 */
@NullMarked
package io.momentum.ops.backup;

import org.jspecify.annotations.NullMarked;
