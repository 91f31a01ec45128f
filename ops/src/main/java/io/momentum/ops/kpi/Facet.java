package io.momentum.ops.kpi;

import java.util.Locale;
import java.util.Optional;

/** By what figures can be taken apart. The codes are in the index: never change one, nor give it again. */
public enum Facet {
    /** Everything. */
    ALL(0),
    CAMPAIGN(1),
    TEAM(2),
    OWNER(3),
    /** The zone that is known of the contact. */
    ZONE(4),
    LABEL(5);

    private final int code;

    Facet(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** As it is written outside: "campaign". */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By its word; empty for no facet. {@link #ALL} has none. */
    public static Optional<Facet> named(String word) {
        for (Facet facet : values()) {
            if (facet != ALL && facet.word().equals(word)) return Optional.of(facet);
        }
        return Optional.empty();
    }
}
