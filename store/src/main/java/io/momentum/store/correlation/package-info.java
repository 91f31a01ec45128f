/**
 * Which receipt belongs to which message: by the id that the SMSC gave it, whichever of the two comes first. Pure.
 *
 * <p>A receipt may overtake the submit_sm_resp that names its message, come twice, come after one that says otherwise, or
 * never have had a message here. None of these is dropped.
 */
@NullMarked
package io.momentum.store.correlation;

import org.jspecify.annotations.NullMarked;
