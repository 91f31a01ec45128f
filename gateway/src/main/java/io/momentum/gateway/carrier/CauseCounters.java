package io.momentum.gateway.carrier;

import io.momentum.gateway.cause.Cause;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** One counter for each cause. Any thread. */
public final class CauseCounters {

    private final Map<Cause, LongAdder> counters = new EnumMap<>(Cause.class);

    CauseCounters() {
        for (Cause cause : Cause.values()) counters.put(cause, new LongAdder());
    }

    public void add(Cause cause) {
        of(cause).increment();
    }

    public long get(Cause cause) {
        return of(cause).sum();
    }

    private LongAdder of(Cause cause) {
        return Objects.requireNonNull(counters.get(cause));
    }
}
