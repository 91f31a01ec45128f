package io.momentum.ops.config;

import io.momentum.gateway.profile.PartsProfile;
import io.momentum.gateway.profile.PartsProfile.ReceiptRule;
import io.momentum.gateway.profile.PartsProfile.Split;

/** Reads {@code parts}: how long messages go to the carrier. */
final class PartsKeys {

    private PartsKeys() {}

    static PartsProfile read(Section section, PartsProfile base) {
        var profile = new PartsProfile(
                section.value("split", Values.constant(Split.class), base.split()),
                section.value("max", Values.integer(1, 255), base.maxParts()),
                section.value("receipt", Values.constant(ReceiptRule.class), base.receipt()));
        section.end();
        return profile;
    }
}
