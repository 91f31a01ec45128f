/**
 * Evidence at work. What is to be proved is put down by the fold ({@link io.momentum.ops.evidence.EvidenceFold}) when its fact
 * comes by; one thread ({@link io.momentum.ops.evidence.Recorder}) makes the record out of journal and index, journals it, and
 * signs each day when it has ended. The order of the records is that of their facts, so a rebuilt index has the same chain.
 *
 * <p>Records hide what a contact is and said under the contact's key ({@link io.momentum.ops.evidence.ContactKeys}), which is
 * kept beside journal and index and can be destroyed: then the records still prove that nothing was changed, and tell nothing.
 */
@NullMarked
package io.momentum.ops.evidence;

import org.jspecify.annotations.NullMarked;
