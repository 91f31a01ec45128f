/** States, windows and timers of an SMPP session, as values. Pure. */
@NullMarked
package io.momentum.gateway.session;

import org.jspecify.annotations.NullMarked;
