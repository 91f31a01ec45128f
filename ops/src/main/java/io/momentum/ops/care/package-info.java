/**
 * Follow-up at work: it tails the same journal as the gateway, decides by the rules of {@code ops.followup}, and journals
 * what it decided.
 *
 * <p>One thread decides ({@link io.momentum.ops.care.Desk}), one contact at a time: what it decides for a contact is durable,
 * folded and readable before anything else is decided for the same contact. So two agents who claim at once, and a reply that
 * comes in while somebody answers, meet in an order that everybody sees alike. The fold ({@link
 * io.momentum.ops.care.CareFold}) turns facts into rows on the projector's thread, in the gateway's own commit.
 */
@NullMarked
package io.momentum.ops.care;

import org.jspecify.annotations.NullMarked;
