package io.momentum.ops.followup.match;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A conversation as rules see it.
 *
 * @param values one word for each dimension that is known
 */
public record Subject(Map<Dimension, String> values) {

    public static final Subject UNKNOWN = new Subject(Map.of());

    public Subject {
        Map<Dimension, String> sorted = new EnumMap<>(Dimension.class);
        sorted.putAll(values);
        values = Collections.unmodifiableMap(sorted);
    }

    public Optional<String> get(Dimension dimension) {
        return Optional.ofNullable(values.get(dimension));
    }

    /** The same, with one dimension known, or known otherwise. */
    public Subject with(Dimension dimension, String value) {
        Map<Dimension, String> changed = new EnumMap<>(Dimension.class);
        changed.putAll(values);
        changed.put(dimension, value);
        return new Subject(changed);
    }
}
