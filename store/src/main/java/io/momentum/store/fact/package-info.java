/**
 * The facts: all that can change the state of Momentum, and the bytes in which the journal keeps them. Pure.
 *
 * <p>A fact is a decision already taken. Replaying facts rebuilds every state; a rule that changes tomorrow does not change
 * what was decided today. A fact's type number and its bytes are never edited: what changes gets the next version.
 */
@NullMarked
package io.momentum.store.fact;

import org.jspecify.annotations.NullMarked;
