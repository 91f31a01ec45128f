/** We are the ESME: binds to carriers, their windows, queues, pace and reconnects. */
@NullMarked
package io.momentum.gateway.carrier;

import org.jspecify.annotations.NullMarked;
