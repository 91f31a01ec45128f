/** Plain counters and histograms: modules count here, the exposition reads. */
@NullMarked
package io.momentum.store.count;

import org.jspecify.annotations.NullMarked;
