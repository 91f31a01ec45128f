/** Opt-outs that people decide, or nobody in time: reviews, and changes of the suppression list that are in force when they end. */
@NullMarked
package io.momentum.ops.optout;

import org.jspecify.annotations.NullMarked;
