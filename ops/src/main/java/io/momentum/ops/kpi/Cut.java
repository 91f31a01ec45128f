package io.momentum.ops.kpi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What cells are kept for: everything, each value of a facet, and each value of a facet within a campaign, where both say
 * something. So a page costs the same for all, for a team, or for a team of a campaign. Cells of all pairs of facets would be
 * as quick to read, and cost each reply three times as many cells to write.
 *
 * @param second null where it is of one facet
 */
record Cut(Facet first, @Nullable Facet second) {

    /** Codes of pairs begin behind those of facets. */
    private static final int PAIRS = 16;

    private static final int FACETS_MAX = 8;

    /** All that there are. */
    static final List<Cut> ALL = all();

    private static List<Cut> all() {
        List<Cut> cuts = new ArrayList<>();
        for (Facet first : Facet.values()) {
            cuts.add(new Cut(first, null));
            for (Facet second : Facet.values()) {
                if (first == Facet.CAMPAIGN && first.code() < second.code()) cuts.add(new Cut(first, second));
            }
        }
        return List.copyOf(cuts);
    }

    /** In the index; below 64. */
    int code() {
        return second == null ? first.code() : PAIRS + FACETS_MAX * first.code() + second.code();
    }

    /** The cut of which one value has all that is asked for; null where there is none and rows must tell. */
    static @Nullable Cut of(Map<Facet, String> only) {
        Set<Facet> facets = only.keySet();
        for (Cut cut : ALL) {
            if (cut.facets().equals(facets)) return cut.second != null && only.containsValue("") ? null : cut;
        }
        return null;
    }

    private Set<Facet> facets() {
        if (first == Facet.ALL) return Set.of();
        return second == null ? Set.of(first) : Set.of(first, second);
    }

    /** Whether rows of these count in cells of it: a pair needs both. */
    boolean takes(Dims dims) {
        return second == null
                || (!dims.value(first).isEmpty() && !dims.value(second).isEmpty());
    }

    /** The value of a row's cells. */
    String value(Dims dims) {
        return second == null ? dims.value(first) : joined(dims.value(first), dims.value(second));
    }

    /** The value of the cells that are asked for. */
    String value(Map<Facet, String> only) {
        String one = only.getOrDefault(first, "");
        return second == null ? one : joined(one, only.getOrDefault(second, ""));
    }

    private static String joined(String one, String other) {
        return one + '\0' + other;
    }
}
