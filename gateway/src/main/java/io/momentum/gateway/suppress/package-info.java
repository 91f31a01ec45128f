/** The gate and the barrier, nothing else: the one place from which a submit_sm can reach a carrier. */
@NullMarked
package io.momentum.gateway.suppress;

import org.jspecify.annotations.NullMarked;
