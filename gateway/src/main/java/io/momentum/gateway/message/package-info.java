/** A message on its way to a subscriber, as the gateway carries it. Pure. */
@NullMarked
package io.momentum.gateway.message;

import org.jspecify.annotations.NullMarked;
