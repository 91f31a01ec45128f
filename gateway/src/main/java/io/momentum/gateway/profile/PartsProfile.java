package io.momentum.gateway.profile;

import io.momentum.gateway.codec.SegmentRules.Mode;
import io.momentum.store.fact.Fact.PartReceipts;
import java.time.Duration;

/**
 * How long messages go to the carrier, and come from it.
 *
 * @param split what joins the parts again on the handset
 * @param maxParts a message that needs more is refused, 1 to 255
 * @param receipt which receipt decides about a message of several parts
 * @param joinTimeout how long a subscriber's message waits for its segments; then what is there is delivered
 */
public record PartsProfile(Mode split, int maxParts, PartReceipts receipt, Duration joinTimeout) {

    public static final PartsProfile DEFAULT =
            new PartsProfile(Mode.UDH8, 10, PartReceipts.ALL, Duration.ofMinutes(30));
}
