/** What the codes of carriers mean to those who run campaigns. Pure. */
@NullMarked
package io.momentum.gateway.cause;

import org.jspecify.annotations.NullMarked;
