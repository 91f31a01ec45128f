/** The words by which people opt out and in. Pure. */
@NullMarked
package io.momentum.gateway.optout;

import org.jspecify.annotations.NullMarked;
