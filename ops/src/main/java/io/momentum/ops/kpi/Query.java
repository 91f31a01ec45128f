package io.momentum.ops.kpi;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Which rows are asked for.
 *
 * @param fromMicros the first that counts, microseconds since 1970
 * @param toMicros the first that does not any more
 * @param asOfMicros the moment as of which it is asked: what is later is not known, what is not ripe then is not held against
 *     anybody
 * @param only the values that facets must have; the empty text for rows that have none
 */
public record Query(long fromMicros, long toMicros, long asOfMicros, Map<Facet, String> only) {

    public Query {
        if (toMicros < fromMicros) throw new IllegalArgumentException("it ends before it begins");
        var values = new EnumMap<Facet, String>(Facet.class);
        only.forEach((facet, value) -> values.put(facet, Dims.plain(value)));
        only = Collections.unmodifiableMap(values);
    }

    boolean takes(Dims dims) {
        for (Map.Entry<Facet, String> each : only.entrySet()) {
            if (!dims.value(each.getKey()).equals(each.getValue())) return false;
        }
        return true;
    }

    /** The same for one value of a facet. */
    public Query with(Facet facet, String value) {
        var values = new EnumMap<Facet, String>(Facet.class);
        values.putAll(only);
        values.put(facet, value);
        return new Query(fromMicros, toMicros, asOfMicros, values);
    }

    /** The same at another time. */
    public Query between(long from, long to) {
        return new Query(from, to, asOfMicros, only);
    }

    /** Where it ends: what is later than the moment of asking is not known. */
    long endMicros() {
        return Math.max(fromMicros, Math.min(toMicros, asOfMicros + 1));
    }
}
