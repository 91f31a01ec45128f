package io.momentum.ops.inbox;

import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sign-ins that were begun at the provider and have not come back, by their state. In memory; each ends after {@link #LIFE}, and there
 * are so many at most, of one address too, of which the eldest goes first. Any thread.
 */
final class Underway {

    /** As long as somebody may take to find a password and a second factor. */
    static final Duration LIFE = Duration.ofMinutes(10);

    static final int MOST = 5_000;
    static final int OF_ADDRESS_MAX = 50;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Begun> byState = new LinkedHashMap<>();

    /**
     * What it needs to come back.
     *
     * @param browser what the one that began it has in a cookie
     * @param address of the visitor; empty where many may be behind it
     */
    record Begun(
            String browser,
            String address,
            String nonce,
            String verifier,
            Language language,
            ZoneId zone,
            long sinceNanos) {

        boolean isOver(long nowNanos) {
            return nowNanos - sinceNanos > LIFE.toNanos();
        }

        @Override
        public String toString() {
            return "Begun";
        }
    }

    void begin(String state, Begun begun) {
        lock.lock();
        try {
            byState.values().removeIf(each -> each.isOver(begun.sinceNanos()));
            if (!begun.address().isEmpty()) makeRoomFor(begun.address());
            if (byState.size() >= MOST)
                byState.remove(byState.keySet().iterator().next());
            byState.put(state, begun);
        } finally {
            lock.unlock();
        }
    }

    private void makeRoomFor(String address) {
        List<String> ofIt = byState.entrySet().stream()
                .filter(each -> each.getValue().address().equals(address))
                .map(Map.Entry::getKey)
                .toList();
        if (ofIt.size() >= OF_ADDRESS_MAX) byState.remove(ofIt.getFirst());
    }

    /** Takes one, once; empty where there is none, it is over, or another browser began it. */
    Optional<Begun> take(String state, String browser, long nowNanos) {
        lock.lock();
        try {
            Begun begun = byState.get(state);
            if (begun == null || !Chance.same(begun.browser(), browser)) return Optional.empty();
            byState.remove(state);
            return begun.isOver(nowNanos) ? Optional.empty() : Optional.of(begun);
        } finally {
            lock.unlock();
        }
    }
}
