package io.momentum.gateway.intercept;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/** How often each rule decided what; kept over reloads. As many as there are rules times words. Any thread. */
public final class Decisions {

    /**
     * One kind.
     *
     * @param word {@code passed}, {@code rejected}, {@code dropped}, {@code rewritten}, {@code unanswered}
     */
    public record Kind(String rule, String word) {}

    private final Map<Kind, LongAdder> counts = new ConcurrentHashMap<>();

    public void add(String rule, String word) {
        counts.computeIfAbsent(new Kind(rule, word), _ -> new LongAdder()).increment();
    }

    public void forEach(BiConsumer<Kind, Long> action) {
        counts.forEach((kind, count) -> action.accept(kind, count.sum()));
    }
}
