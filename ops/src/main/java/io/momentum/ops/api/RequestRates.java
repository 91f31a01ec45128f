package io.momentum.ops.api;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts the requests of each token within a second, so that a program that has gone wild takes nothing from the others and
 * nothing from SMPP. Owned by the API's event loop.
 */
final class RequestRates {

    private static final long WINDOW_NANOS = 1_000_000_000L;
    private static final int CALLERS_MAX = 10_000;

    private final int most;

    private record Count(int requests, long sinceNanos) {}

    private final Map<String, Count> counts = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > CALLERS_MAX;
        }
    };

    /**
     * Makes an empty one.
     *
     * @param most requests of one token within a second; 0 for as many as come
     */
    RequestRates(int most) {
        this.most = most;
    }

    /** Notes a request. @return whether its token has had too many */
    boolean isOver(String caller, long nowNanos) {
        if (most == 0) return false;
        Count before = counts.get(caller);
        Count now = before == null || nowNanos - before.sinceNanos() >= WINDOW_NANOS
                ? new Count(1, nowNanos)
                : new Count(before.requests() + 1, before.sinceNanos());
        counts.put(caller, now);
        return now.requests() > most;
    }
}
