package io.momentum.store.count;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** One counter for each numeric code, a command_status say. Codes past the bound are counted together, under -1. */
public final class CodeCounters {

    private static final int CODES_MAX = 128;
    private static final Integer OTHER = -1;

    private final ConcurrentHashMap<Integer, LongAdder> counters = new ConcurrentHashMap<>();
    private final LongAdder zero = new LongAdder();

    public void add(int code) {
        if (code == 0) {
            zero.increment();
            return;
        }
        LongAdder counter = counters.get(code);
        if (counter == null) {
            Integer key = counters.size() < CODES_MAX ? Integer.valueOf(code) : OTHER;
            counter = counters.computeIfAbsent(key, c -> new LongAdder());
        }
        counter.increment();
    }

    public long get(int code) {
        if (code == 0) return zero.sum();
        LongAdder counter = counters.get(code);
        return counter == null ? 0 : counter.sum();
    }

    /** All codes and their counts; 0 is always there. */
    public Map<Integer, Long> snapshot() {
        Map<Integer, Long> counts = new TreeMap<>();
        counts.put(0, zero.sum());
        counters.forEach((code, counter) -> counts.put(code, counter.sum()));
        return counts;
    }
}
