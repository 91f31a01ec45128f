package io.momentum.gateway.portability;

import io.momentum.store.count.Histogram;
import java.util.concurrent.atomic.LongAdder;

/** What came of looking numbers up. Any thread. */
public final class PortabilityCounters {
    /** Found in a file. */
    public final LongAdder filed = new LongAdder();
    /** Known from an earlier answer. */
    public final LongAdder cached = new LongAdder();

    public final LongAdder found = new LongAdder();
    /** Whoever was asked does not know the number. */
    public final LongAdder notFound = new LongAdder();

    public final LongAdder failed = new LongAdder();
    /** Answered with something in which no network can be found. */
    public final LongAdder unreadable = new LongAdder();
    /** Not asked, for as many look-ups were under way as may be. */
    public final LongAdder overloaded = new LongAdder();
    /** Not asked, for the circuit was open. */
    public final LongAdder broken = new LongAdder();

    public final LongAdder circuitChanges = new LongAdder();
    public final Histogram answerTime = Histogram.ofLatency();
}
