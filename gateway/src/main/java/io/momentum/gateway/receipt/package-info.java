/**
 * Delivery receipts as carriers send them, which is seldom as the specification has them: found among subscribers' messages and
 * read, by the carrier's profile. Pure.
 */
@NullMarked
package io.momentum.gateway.receipt;

import org.jspecify.annotations.NullMarked;
