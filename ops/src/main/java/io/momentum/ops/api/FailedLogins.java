package io.momentum.ops.api;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts wrong tokens for each address within a minute. Whoever has the right token is never held up: on a shared address one
 * broken client must not lock out the operator. Owned by the API's event loop.
 */
final class FailedLogins {

    static final int MOST = 20;
    private static final long WINDOW_NANOS = 60_000_000_000L;
    private static final int ADDRESSES_MAX = 10_000;

    private record Count(int failures, long sinceNanos) {}

    private final Map<String, Count> counts = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > ADDRESSES_MAX;
        }
    };

    /** Notes a failure. @return whether the address has had too many */
    boolean failed(String address, long nowNanos) {
        Count before = counts.get(address);
        Count now = before == null || nowNanos - before.sinceNanos() > WINDOW_NANOS
                ? new Count(1, nowNanos)
                : new Count(before.failures() + 1, before.sinceNanos());
        counts.put(address, now);
        return now.failures() > MOST;
    }
}
