/**
 * The journal: the one truth, in the order in which it happened.
 *
 * <p>Chronicle Queue appends and tails; what it does not promise is ours: the sync to disk (fdatasync by group commit), a
 * checksum and a contiguous sequence in every document, a fresh epoch directory for every start so that nothing is ever
 * appended behind a torn tail, room reserved ahead of the writer, and a stop at the first fault.
 */
@NullMarked
package io.momentum.store.journal;

import org.jspecify.annotations.NullMarked;
