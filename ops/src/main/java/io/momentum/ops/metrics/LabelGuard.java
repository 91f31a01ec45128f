package io.momentum.ops.metrics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps the number of series bounded, whatever is configured and whatever peers send: each label has so many values, and those
 * beyond are told as {@value #OTHER}. Which ones are told does not change from scrape to scrape: values come in the order of
 * the configuration. Any thread.
 */
final class LabelGuard {

    /** The value that stands for those left out. */
    static final String OTHER = "other";

    private static final int VALUES_MAX = 200;
    private static final Map<String, Integer> MOST = Map.of("account", 500, "carrier", 100, "operation", 300);

    private final Map<String, LongAdder> folded = new ConcurrentHashMap<>();

    LabelGuard() {
        MOST.keySet().forEach(this::foldedOf);
    }

    /** The values of one part of one scrape. Used by one thread. */
    final class Scrape {
        private final Map<String, Set<String>> seen = new HashMap<>();

        /** The value to tell in place of this one. */
        String value(String label, String value) {
            Set<String> values = seen.computeIfAbsent(label, each -> new HashSet<>());
            if (values.contains(value)) return value;
            if (values.size() >= MOST.getOrDefault(label, VALUES_MAX)) {
                foldedOf(label).increment();
                return OTHER;
            }
            values.add(value);
            return value;
        }
    }

    Scrape scrape() {
        return new Scrape();
    }

    private LongAdder foldedOf(String label) {
        return folded.computeIfAbsent(label, each -> new LongAdder());
    }

    /** How often a value of each label was told as {@value #OTHER}. */
    Map<String, Long> folded() {
        Map<String, Long> counts = new TreeMap<>();
        folded.forEach((label, count) -> counts.put(label, count.sum()));
        return counts;
    }
}
