package io.momentum.gateway.profile;

import io.momentum.store.fact.Fact.UnknownPolicy;
import java.time.Duration;

/**
 * How fast, and with what patience, we submit to the carrier.
 *
 * @param window unanswered submit_sm at one time on each bind, 1 to 10000
 * @param responseTimeout after which a submit_sm's outcome is unknown
 * @param unknownPolicy what happens to a message whose outcome is unknown
 * @param expectedLatency how long an answer to a submit_sm is expected to take, 1 ms to 1 minute; to see before the start whether
 *     the windows allow the rate
 * @param validity how validity_period is written: always with what is left of it
 * @param rules order, pace, retries and health
 */
public record FlowProfile(
        int window,
        Duration responseTimeout,
        Duration expectedLatency,
        UnknownPolicy unknownPolicy,
        Validity validity,
        FlowRules rules) {

    public static final FlowProfile DEFAULT = new FlowProfile(
            10,
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            UnknownPolicy.HOLD,
            Validity.AS_GIVEN,
            FlowRules.DEFAULT);

    /** What the carrier takes as validity_period (SMPP 3.4 section 7.1.1). */
    public enum Validity {
        /** What the ESME wrote. */
        AS_GIVEN,
        /** The moment, in UTC. */
        ABSOLUTE,
        /** The time that is left. */
        RELATIVE,
        /** Nothing: the carrier refuses it, or charges for it. */
        NONE
    }

    public FlowProfile withWindow(int other) {
        return new FlowProfile(other, responseTimeout, expectedLatency, unknownPolicy, validity, rules);
    }

    public FlowProfile withResponseTimeout(Duration other) {
        return new FlowProfile(window, other, expectedLatency, unknownPolicy, validity, rules);
    }

    public FlowProfile withUnknownPolicy(UnknownPolicy other) {
        return new FlowProfile(window, responseTimeout, expectedLatency, other, validity, rules);
    }

    public FlowProfile withRules(FlowRules other) {
        return new FlowProfile(window, responseTimeout, expectedLatency, unknownPolicy, validity, other);
    }
}
