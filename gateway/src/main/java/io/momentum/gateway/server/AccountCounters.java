package io.momentum.gateway.server;

import io.momentum.store.count.CodeCounters;
import io.momentum.store.count.Histogram;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What one account did; kept over reloads. */
public final class AccountCounters {
    public final LongAdder submits = new LongAdder();
    public final CodeCounters responses = new CodeCounters();
    public final Histogram acceptTime = Histogram.ofLatency();
    public final LongAdder suppressed = new LongAdder();
    public final CodeCounters receiptResponses = new CodeCounters();
    public final LongAdder unrouted = new LongAdder();
    public final LongAdder malformed = new LongAdder();
    public final LongAdder repeated = new LongAdder();
    public final LongAdder national = new LongAdder();
    public final LongAdder fitted = new LongAdder();
    public final LongAdder queries = new LongAdder();
    public final LongAdder cancelled = new LongAdder();
    public final LongAdder replaced = new LongAdder();
    public final CodeCounters bindAttempts = new CodeCounters();
    public final LongAdder outbinds = new LongAdder();
    public final LongAdder delivers = new LongAdder();
    public final CodeCounters deliverResponses = new CodeCounters();
    public final LongAdder deliverRetries = new LongAdder();

    private final Map<Throttle, LongAdder> throttled = new EnumMap<>(Throttle.class);
    private final Map<EsmeEnd, LongAdder> ends = new EnumMap<>(EsmeEnd.class);

    {
        for (Throttle why : Throttle.values()) throttled.put(why, new LongAdder());
        for (EsmeEnd end : EsmeEnd.values()) ends.put(end, new LongAdder());
    }

    /** A submit was told to come later. */
    public void throttled(Throttle why) {
        Objects.requireNonNull(throttled.get(why)).increment();
    }

    public long throttles(Throttle why) {
        return Objects.requireNonNull(throttled.get(why)).sum();
    }

    /** For whatever reason. */
    public long throttles() {
        return throttled.values().stream().mapToLong(LongAdder::sum).sum();
    }

    void ended(EsmeEnd why) {
        Objects.requireNonNull(ends.get(why)).increment();
    }

    public long ends(EsmeEnd why) {
        return Objects.requireNonNull(ends.get(why)).sum();
    }
}
