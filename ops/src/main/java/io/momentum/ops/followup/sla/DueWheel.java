package io.momentum.ops.followup.sla;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which clock is to be looked at next, by time and then by name, so that the same clocks always come in the same order. Each
 * change costs a logarithm. Owned by one thread.
 *
 * @param <K> what names a clock
 */
public final class DueWheel<K extends Comparable<K>> {

    /** A clock and when to look at it. */
    public record Due<K extends Comparable<K>>(Instant at, K key) {}

    private final Map<K, Instant> times = new HashMap<>();
    private final TreeSet<Due<K>> order =
            new TreeSet<>(Comparator.comparing((Due<K> due) -> due.at()).thenComparing(Due::key));

    /** Puts a clock where its next moment is; takes it off where it has none. */
    public void set(K key, Optional<Instant> at) {
        Instant before = times.remove(key);
        if (before != null) order.remove(new Due<>(before, key));
        if (at.isEmpty()) return;
        times.put(key, at.get());
        order.add(new Due<>(at.get(), key));
    }

    public int size() {
        return times.size();
    }

    /** The next of all. */
    public Optional<Due<K>> next() {
        return order.isEmpty() ? Optional.empty() : Optional.of(order.first());
    }

    /** Takes off those whose moment has come, in order, at most so many. */
    public List<Due<K>> take(Instant now, int most) {
        List<Due<K>> taken = new ArrayList<>();
        while (taken.size() < most && !order.isEmpty() && !order.first().at().isAfter(now)) {
            Due<K> due = order.removeFirst();
            times.remove(due.key());
            taken.add(due);
        }
        return taken;
    }
}
