package io.momentum.gateway.server;

import io.momentum.store.count.CodeCounters;
import io.momentum.store.count.Histogram;
import java.util.concurrent.atomic.LongAdder;

/** What one account did; kept over reloads. */
public final class AccountCounters {
    public final LongAdder submits = new LongAdder();
    public final CodeCounters responses = new CodeCounters();
    public final Histogram acceptTime = Histogram.ofLatency();
    public final LongAdder suppressed = new LongAdder();
    public final LongAdder throttled = new LongAdder();
    public final LongAdder malformed = new LongAdder();
    public final LongAdder repeated = new LongAdder();
    public final LongAdder national = new LongAdder();
    public final LongAdder fitted = new LongAdder();
    public final LongAdder queries = new LongAdder();
    public final LongAdder cancelled = new LongAdder();
    public final LongAdder replaced = new LongAdder();
    public final CodeCounters bindAttempts = new CodeCounters();
    public final LongAdder unbinds = new LongAdder();
    public final LongAdder outbinds = new LongAdder();
    public final LongAdder delivers = new LongAdder();
    public final CodeCounters deliverResponses = new CodeCounters();
    public final LongAdder deliverRetries = new LongAdder();
}
