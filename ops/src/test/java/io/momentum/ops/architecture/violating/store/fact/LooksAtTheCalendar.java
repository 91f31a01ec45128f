package io.momentum.ops.architecture.violating.store.fact;

/** Breaks: pure code is told the time. */
final class LooksAtTheCalendar {
    private LooksAtTheCalendar() {}

    static java.time.Instant now() {
        return java.time.Instant.now();
    }
}
