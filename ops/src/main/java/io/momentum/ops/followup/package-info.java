/**
 * From a reply to a closed conversation, as rules: {@code decide(state, command, rules) → facts}, which may change with every
 * release, and {@code apply(state, fact) → state}, which never changes for a fact that was released, so that a journal read
 * years later gives the state that was then. Pure.
 */
@NullMarked
package io.momentum.ops.followup;

import org.jspecify.annotations.NullMarked;
