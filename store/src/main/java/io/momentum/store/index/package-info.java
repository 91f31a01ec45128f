/**
 * The index: what the journal says, in RocksDB, in the order in which it is asked for. Deleting it and starting again gives
 * the same answers.
 */
@NullMarked
package io.momentum.store.index;

import org.jspecify.annotations.NullMarked;
