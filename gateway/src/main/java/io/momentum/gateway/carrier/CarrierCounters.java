package io.momentum.gateway.carrier;

import io.momentum.store.count.CodeCounters;
import io.momentum.store.count.Histogram;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What one carrier did; kept over reloads. */
public final class CarrierCounters {
    public final LongAdder submits = new LongAdder();
    public final CodeCounters responses = new CodeCounters();
    public final Histogram responseTime = Histogram.ofLatency();
    public final LongAdder unknownOutcomes = new LongAdder();
    public final LongAdder resends = new LongAdder();
    /** Submits that the carrier refused for now and that are sent again later. */
    public final LongAdder retries = new LongAdder();
    /** From the acceptance of a message to its first submit_sm, where it need not wait for its hour. */
    public final Histogram queueTime = Histogram.ofReceipts();

    public final LongAdder lateResponses = new LongAdder();
    public final LongAdder unexpectedResponses = new LongAdder();
    public final LongAdder cutMessages = new LongAdder();
    public final LongAdder cutParts = new LongAdder();
    public final LongAdder segments = new LongAdder();
    public final LongAdder joined = new LongAdder();
    public final LongAdder joinedPartly = new LongAdder();
    /** Messages from numbers in national form of a carrier whose country nobody has said. */
    public final LongAdder nationalSources = new LongAdder();

    public final LongAdder brokenHeaders = new LongAdder();
    public final LongAdder passedOn = new LongAdder();
    public final LongAdder expired = new LongAdder();
    public final LongAdder cancelled = new LongAdder();
    public final LongAdder alerts = new LongAdder();
    public final LongAdder heldBack = new LongAdder();
    public final LongAdder suppressedAtGate = new LongAdder();
    public final LongAdder throttled = new LongAdder();
    public final LongAdder circuitChanges = new LongAdder();
    public final CodeCounters receipts = new CodeCounters();
    public final LongAdder receiptsWithoutId = new LongAdder();
    public final LongAdder receiptsUnknownStat = new LongAdder();
    public final LongAdder receiptConflicts = new LongAdder();
    public final LongAdder receiptsNacked = new LongAdder();
    /** Why messages failed, as far as the carrier says. */
    public final CauseCounters causes = new CauseCounters();

    public final LongAdder reportedOptOuts = new LongAdder();
    public final LongAdder mos = new LongAdder();
    public final LongAdder malformed = new LongAdder();
    public final CodeCounters bindAttempts = new CodeCounters();
    public final LongAdder connectFailures = new LongAdder();
    public final LongAdder disconnects = new LongAdder();
    public final LongAdder bounds = new LongAdder();
    public final LongAdder outbindsRefused = new LongAdder();
    public final LongAdder bindsHeldBack = new LongAdder();
    public final LongAdder brokenFrames = new LongAdder();
    public final Histogram enquireTime = Histogram.ofLatency();
    public final LongAdder windowFullNanos = new LongAdder();

    /** Ends of connections, and tries that led to none. */
    private final Map<BindEnd, LongAdder> ends = new EnumMap<>(BindEnd.class);

    {
        for (BindEnd end : BindEnd.values()) ends.put(end, new LongAdder());
    }

    void ended(BindEnd why) {
        Objects.requireNonNull(ends.get(why)).increment();
    }

    public long ends(BindEnd why) {
        return Objects.requireNonNull(ends.get(why)).sum();
    }
}
