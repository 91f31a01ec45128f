/** Simulated carriers and ESMEs, and a load generator, for operators and tests. */
@NullMarked
package io.momentum.gateway.sim;

import org.jspecify.annotations.NullMarked;
