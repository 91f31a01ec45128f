package io.momentum.gateway.portability;

import io.momentum.gateway.route.Network;
import io.momentum.gateway.session.Swapped;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers that are kept for a while, so many and no more: two halves, of which the elder is thrown away when the younger is full. What
 * is used stays, for it moves to the younger. Any thread; time comes in as a parameter.
 */
final class LookUpCache {

    private final int halfMax;
    private final Swapped<Halves> halves =
            new Swapped<>(new Halves(new ConcurrentHashMap<>(), new ConcurrentHashMap<>()));

    /** @param network null where nobody knows the number */
    record Entry(@Nullable Network network, long untilNanos) {}

    private record Halves(ConcurrentHashMap<Long, Entry> younger, ConcurrentHashMap<Long, Entry> elder) {}

    LookUpCache(int entriesMax) {
        halfMax = Math.max(1, entriesMax / 2);
    }

    /** What is known of a number, null for nothing. */
    @Nullable
    Entry get(long digits, long nowNanos) {
        Halves now = halves.get();
        Entry entry = now.younger.get(digits);
        if (entry == null) {
            entry = now.elder.get(digits);
            if (entry != null && entry.untilNanos - nowNanos > 0) put(digits, entry);
        }
        return entry != null && entry.untilNanos - nowNanos > 0 ? entry : null;
    }

    void put(long digits, Entry entry) {
        Halves now = halves.get();
        if (now.younger.size() >= halfMax) {
            halves.replace(now, new Halves(new ConcurrentHashMap<>(), now.younger));
            now = halves.get();
        }
        now.younger.put(digits, entry);
    }

    int size() {
        Halves now = halves.get();
        return now.younger.size() + now.elder.size();
    }
}
