package io.momentum.ops.followup.classify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What operators corrected, in the order in which they did. Immutable: {@link #with} gives a longer one. Whoever keeps them
 * can make every candidate again, for a candidate is a function of its base and of these.
 */
public record Corrections(List<Correction> all) {

    public static final Corrections NONE = new Corrections(List.of());

    public Corrections {
        all = List.copyOf(all);
    }

    public Corrections with(Correction next) {
        List<Correction> more = new ArrayList<>(all);
        more.add(next);
        return new Corrections(more);
    }

    /** Those since then. */
    public Corrections since(Instant first) {
        return new Corrections(
                all.stream().filter(each -> !each.at().isBefore(first)).toList());
    }

    /** Without those of somebody whose corrections are not to be trusted. */
    public Corrections without(String operator) {
        return new Corrections(
                all.stream().filter(each -> !each.operator().equals(operator)).toList());
    }

    /** Names the set: the same corrections have the same. */
    String digest() {
        int hash = Digest.start(all.size());
        for (Correction each : all) {
            hash = Digest.add(hash, each.intent().toString());
            hash = Digest.add(hash, each.context().asked().toString());
            hash = Digest.add(hash, each.text());
        }
        return Digest.name(hash);
    }
}
