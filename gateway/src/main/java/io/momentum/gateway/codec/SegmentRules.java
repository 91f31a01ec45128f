package io.momentum.gateway.codec;

import java.util.List;

/**
 * How long messages are written for one peer.
 *
 * @param partsMax segments of one message, 1 to 255
 * @param form what the peer's default alphabet is
 * @param languages whose tables may be used where they make a message shorter; needs handsets that know them
 */
public record SegmentRules(Mode mode, int partsMax, TextForm form, List<NationalLanguage> languages) {

    /** How segments name their message, or that there are none. */
    public enum Mode {
        UDH8,
        UDH16,
        SAR,
        /** One PDU: short_message up to 254 octets, message_payload above. */
        PAYLOAD;

        /** Octets of the header element with which the handset gets it; an SMSC may make the longer one of sar_* TLVs. */
        int elementOctets() {
            return switch (this) {
                case UDH8 -> 5;
                case UDH16, SAR -> 6;
                case PAYLOAD -> 0;
            };
        }
    }

    public SegmentRules {
        if (partsMax < 1 || partsMax > 255) throw new IllegalArgumentException("parts: 1..255");
        languages = List.copyOf(languages);
    }
}
