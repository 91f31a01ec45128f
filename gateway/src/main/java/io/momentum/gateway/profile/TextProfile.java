package io.momentum.gateway.profile;

import io.momentum.gateway.codec.NationalLanguage;
import io.momentum.gateway.codec.TextForm;
import io.momentum.gateway.codec.TextForm.DefaultAlphabet;
import java.util.List;

/**
 * What the carrier means by a data_coding.
 *
 * @param outbound what data_coding 0 is in what we send
 * @param inbound what data_coding 0 is in what subscribers send
 * @param ucs2LittleEndian UCS-2 of subscribers comes with the low octet first, unless a byte order mark says otherwise
 * @param languages whose 7-bit tables may be used for texts of ours where that makes them shorter
 */
public record TextProfile(
        DefaultAlphabet outbound, DefaultAlphabet inbound, boolean ucs2LittleEndian, List<NationalLanguage> languages) {

    public static final TextProfile DEFAULT =
            new TextProfile(DefaultAlphabet.GSM7, DefaultAlphabet.GSM7, false, List.of());

    public TextProfile {
        languages = List.copyOf(languages);
    }

    /** How subscribers' texts are written. */
    public TextForm inboundForm() {
        return new TextForm(inbound, ucs2LittleEndian);
    }

    /** How texts are written to it. */
    public TextForm outboundForm() {
        return new TextForm(outbound, false);
    }
}
