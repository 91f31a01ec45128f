/**
 * What a reply means. {@link io.momentum.ops.followup.classify.Classifier} is the way in: rules first, where they are certain,
 * then a linear model over hashed n-grams, the concepts that words stand for, and what the message before the reply asked.
 *
 * <p>The model is trained from examples in a text file whenever a process starts. That takes less than a second, always gives
 * the same weights, and leaves nothing binary to be kept in step with the examples: who edits a line sees its effect, and a
 * model's version is the digest of what it was taught. What operators correct is taught on top, to a copy that must prove
 * itself before it serves.
 *
 * <p>Whether somebody opted out is decided by rules elsewhere, before the reply is acknowledged, and comes in as a value. The
 * model may doubt that a reply is harmless; it never overrules that it is an opt-out.
 *
 * <p>Pure: no input or output, clock, chance or logging.
 */
@NullMarked
package io.momentum.ops.followup.classify;

import org.jspecify.annotations.NullMarked;
