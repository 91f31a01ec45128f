package io.momentum.ops.config;

import io.momentum.gateway.codec.SegmentRules.Mode;
import io.momentum.gateway.profile.PartsProfile;
import io.momentum.store.fact.Fact.PartReceipts;
import java.time.Duration;

/** Reads {@code parts}: how long messages go to the carrier. */
final class PartsKeys {

    private PartsKeys() {}

    static PartsProfile read(Section section, PartsProfile base) {
        var profile = new PartsProfile(
                section.value("split", Values.constant(Mode.class), base.split()),
                section.value("max", Values.integer(1, 255), base.maxParts()),
                section.value("receipt", Values.constant(PartReceipts.class), base.receipt()),
                section.value(
                        "joinTimeout", Values.duration(Duration.ofSeconds(1), Duration.ofDays(2)), base.joinTimeout()));
        section.end();
        return profile;
    }
}
