/**
 * Campaigns at work: their definitions and recipients come in, a thread of its own sends what is durable to the path that all
 * messages take, and a review tells what became of them.
 */
@NullMarked
package io.momentum.ops.campaign;

import org.jspecify.annotations.NullMarked;
