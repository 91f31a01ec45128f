/** Who must not be written to: the fold of opt-outs and opt-ins. Pure, but for the memory fences that its readers need. */
@NullMarked
package io.momentum.store.suppression;

import org.jspecify.annotations.NullMarked;
