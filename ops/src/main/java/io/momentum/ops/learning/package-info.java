/**
 * How the classifier of replies learns from the people who correct it: corrections are in the journal, a candidate is made of
 * them, and it serves only where it does no worse than what serves now.
 */
@NullMarked
package io.momentum.ops.learning;

import org.jspecify.annotations.NullMarked;
