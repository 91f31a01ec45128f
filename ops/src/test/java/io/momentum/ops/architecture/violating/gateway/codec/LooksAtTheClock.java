package io.momentum.ops.architecture.violating.gateway.codec;

/** Breaks: pure code is told the time. */
final class LooksAtTheClock {
    private LooksAtTheClock() {}

    static long millis() {
        return System.currentTimeMillis();
    }
}
