package io.momentum.gateway.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where numbers are from, by their longest known beginning. */
public final class Places {

    public static final Places NONE = new Places(Map.of());

    /** No beginning is longer. */
    public static final int PREFIX_MAX = 9;

    private final Map<String, Place> byPrefix;

    /**
     * Those that are known.
     *
     * @param byPrefix by the leading digits of an E.164 number
     */
    public Places(Map<String, Place> byPrefix) {
        this.byPrefix = new HashMap<>(byPrefix);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Places places && byPrefix.equals(places.byPrefix);
    }

    @Override
    public int hashCode() {
        return byPrefix.hashCode();
    }

    public int size() {
        return byPrefix.size();
    }

    /**
     * Those that are known.
     *
     * @param digits E.164
     */
    public Optional<Place> of(long digits) {
        String text = Long.toString(digits);
        for (int length = Math.min(PREFIX_MAX, text.length()); length > 0; length--) {
            Place place = byPrefix.get(text.substring(0, length));
            if (place != null) return Optional.of(place);
        }
        return Optional.empty();
    }
}
