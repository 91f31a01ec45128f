package io.momentum.ops.config;

import io.momentum.gateway.profile.SubmitProfile;
import io.momentum.gateway.profile.SubmitProfile.Addresses;
import io.momentum.gateway.profile.SubmitProfile.Flash;

/** Reads {@code submit}: how the carrier wants a submit_sm written. */
final class SubmitKeys {

    private static final int SERVICE_TYPE_MAX = 5;

    private SubmitKeys() {}

    static SubmitProfile read(Section section, SubmitProfile base) {
        var profile = new SubmitProfile(
                BilledKeys.read(section, "serviceType", Values.visible(0, SERVICE_TYPE_MAX), base.serviceType()),
                section.value("flash", Values.constant(Flash.class), base.flash()),
                section.value("addresses", Values.constant(Addresses.class), base.addresses()));
        section.end();
        return profile;
    }
}
