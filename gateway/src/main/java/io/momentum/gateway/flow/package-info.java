/**
 * When a message may leave, and over which lane: order, pace, priorities, waits, the health of a carrier. Pure.
 *
 * <p>Order is kept by letting one message of a sender to a recipient be on its way at a time, not by keeping queues in step:
 * an SMSC may throttle the first of two pipelined messages and take the second, and nothing could be done about it then.
 */
@NullMarked
package io.momentum.gateway.flow;

import org.jspecify.annotations.NullMarked;
