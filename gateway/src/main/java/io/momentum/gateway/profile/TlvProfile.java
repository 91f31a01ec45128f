package io.momentum.gateway.profile;

import java.util.List;
import java.util.Optional;

/** What the carrier means by the tags that SMPP leaves to vendors: the same tag has another meaning at each. */
public record TlvProfile(List<Rule> rules) {

    public static final TlvProfile DEFAULT = new TlvProfile(List.of());

    /**
     * One tag.
     *
     * @param name for people, and in the API
     * @param tag 0x0000 to 0xFFFF
     * @param value goes with each submit_sm that has no such TLV of its own; empty: only the name is known
     */
    public record Rule(String name, int tag, Form form, Optional<String> value) {}

    /** How a value is written. */
    public enum Form {
        /** Characters and a NUL. */
        C_STRING,
        /** Characters as they are. */
        TEXT,
        /** Hexadecimal digits as octets. */
        OCTETS,
        /** A number of one octet. */
        INTEGER1,
        /** A number of two octets. */
        INTEGER2,
        /** A number of four octets. */
        INTEGER4
    }

    public TlvProfile {
        rules = List.copyOf(rules);
    }
}
