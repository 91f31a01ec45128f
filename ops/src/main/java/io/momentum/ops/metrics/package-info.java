/** The exposition of metrics; modules own plain counters and histograms. */
@NullMarked
package io.momentum.ops.metrics;

import org.jspecify.annotations.NullMarked;
