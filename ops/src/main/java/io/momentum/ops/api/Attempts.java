package io.momentum.ops.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts failed attempts under a name, an address or a user, within a while. Whoever has had too many waits until that is over,
 * whatever he says then, so that guessing gains nothing. Bounded: the name that was first counted longest ago goes first. Any
 * thread.
 */
final class Attempts {

    private static final int NAMES_MAX = 10_000;

    private record Count(int failures, long sinceNanos) {}

    private final int most;
    private final long windowNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Count> counts = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > NAMES_MAX;
        }
    };

    /** @param most failures that are let pass within the window */
    Attempts(int most, Duration window) {
        this.most = most;
        windowNanos = window.toNanos();
    }

    /**
     * Counts an attempt as failed before it is known how it ends, so that many at once are not more than one after the other.
     *
     * @return false where there were too many already, and nothing is to be tried
     */
    boolean begin(String name, long nowNanos) {
        lock.lock();
        try {
            int before = failures(name, nowNanos);
            if (before >= most) return false;
            Count known = counts.get(name);
            counts.put(name, new Count(before + 1, before == 0 || known == null ? nowNanos : known.sinceNanos()));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** One attempt does not count: it did not fail, or was not tried. */
    void takeBack(String name) {
        lock.lock();
        try {
            counts.computeIfPresent(
                    name,
                    (same, count) -> count.failures() > 1 ? new Count(count.failures() - 1, count.sinceNanos()) : null);
        } finally {
            lock.unlock();
        }
    }

    void succeeded(String name) {
        lock.lock();
        try {
            counts.remove(name);
        } finally {
            lock.unlock();
        }
    }

    private int failures(String name, long nowNanos) {
        Count known = counts.get(name);
        return known == null || nowNanos - known.sinceNanos() > windowNanos ? 0 : known.failures();
    }
}
