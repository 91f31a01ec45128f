package io.momentum.ops.config;

import io.momentum.gateway.profile.FlowProfile;
import io.momentum.gateway.profile.FlowProfile.Validity;
import io.momentum.store.fact.Fact.UnknownPolicy;
import java.time.Duration;

/** Reads the keys about window, patience and pace. */
final class FlowKeys {

    private FlowKeys() {}

    static FlowProfile read(Section section, FlowProfile base) {
        return new FlowProfile(
                section.value("window", Values.integer(1, 10_000), base.window()),
                section.value(
                        "responseTimeout",
                        Values.duration(Duration.ofSeconds(1), Duration.ofHours(1)),
                        base.responseTimeout()),
                section.value(
                        "expectedLatency",
                        Values.duration(Duration.ofMillis(1), Duration.ofMinutes(1)),
                        base.expectedLatency()),
                section.value("unknownOutcome", Values.constant(UnknownPolicy.class), base.unknownPolicy()),
                section.value("validity", Values.constant(Validity.class), base.validity()),
                RuleKeys.read(section, base.rules()));
    }
}
