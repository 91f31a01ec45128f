/**
 * Where numbers are now that were ported: a file of them, and look-ups over HTTP or ENUM (RFC 6116). What nobody tells in time is as
 * the number plan has it: a look-up that is slow or down delays messages by its time limit and loses none.
 *
 * <p>A number is looked up before its message is accepted, for its route, its carrier and that carrier's form depend on it; what was
 * found is journalled with the acceptance, so that a later start need not ask again.
 */
@NullMarked
package io.momentum.gateway.portability;

import org.jspecify.annotations.NullMarked;
