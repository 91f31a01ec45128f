package io.momentum.ops.config;

import io.momentum.gateway.codec.NationalLanguage;
import io.momentum.gateway.codec.TextForm.DefaultAlphabet;
import io.momentum.gateway.profile.TextProfile;
import java.util.List;

/** Reads {@code text}: what a data_coding means to the carrier. */
final class TextKeys {

    private TextKeys() {}

    static TextProfile read(Section section, TextProfile base) {
        var profile = new TextProfile(
                section.value("outbound", Values.constant(DefaultAlphabet.class), base.outbound()),
                section.value("inbound", Values.constant(DefaultAlphabet.class), base.inbound()),
                section.value("ucs2LittleEndian", Values.FLAG, base.ucs2LittleEndian()),
                languages(section, base));
        section.end();
        return profile;
    }

    private static List<NationalLanguage> languages(Section section, TextProfile base) {
        if (!section.has("languages")) return base.languages();
        return section.list("languages", Values.constant(NationalLanguage.class)).stream()
                .map(Placed::value)
                .toList();
    }
}
