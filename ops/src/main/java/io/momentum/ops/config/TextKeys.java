package io.momentum.ops.config;

import io.momentum.gateway.profile.TextProfile;
import io.momentum.gateway.profile.TextProfile.Charset;

/** Reads {@code text}: what a data_coding means to the carrier. */
final class TextKeys {

    private TextKeys() {}

    static TextProfile read(Section section, TextProfile base) {
        var profile = new TextProfile(
                section.value("outbound", Values.constant(Charset.class), base.outbound()),
                section.value("inbound", Values.constant(Charset.class), base.inbound()),
                section.value("ucs2LittleEndian", Values::flag, base.ucs2LittleEndian()));
        section.end();
        return profile;
    }
}
