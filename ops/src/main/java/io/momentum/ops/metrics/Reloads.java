package io.momentum.ops.metrics;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** How reloads of the configuration went. Any thread. */
public final class Reloads {

    private final LongAdder successes = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final AtomicBoolean lastSuccessful = new AtomicBoolean(true);
    private final AtomicLong lastSuccessMillis;

    /** Begins with the configuration of the start. */
    public Reloads(long nowMillis) {
        lastSuccessMillis = new AtomicLong(nowMillis);
    }

    public void succeeded(long nowMillis) {
        successes.increment();
        lastSuccessful.set(true);
        lastSuccessMillis.set(nowMillis);
    }

    public void failed() {
        failures.increment();
        lastSuccessful.set(false);
    }

    long successes() {
        return successes.sum();
    }

    long failures() {
        return failures.sum();
    }

    public boolean wasLastSuccessful() {
        return lastSuccessful.get();
    }

    long lastSuccessMillis() {
        return lastSuccessMillis.get();
    }
}
