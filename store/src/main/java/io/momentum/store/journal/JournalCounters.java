package io.momentum.store.journal;

import io.momentum.store.count.Histogram;
import java.util.concurrent.atomic.LongAdder;

/** What the journal has done since the process started. The journal's thread counts, any thread reads. */
public final class JournalCounters {

    /** Facts made durable. */
    public final LongAdder facts = new LongAdder();
    /** About how many bytes they took. */
    public final LongAdder bytes = new LongAdder();
    /** How long it took to write each group of facts, before its sync. */
    public final Histogram appendTime = Histogram.ofLatency();
    /** How often its thread has gone round; an idle one does so when it is woken, one that waits for room by itself. */
    public final LongAdder rounds = new LongAdder();
    /** How long the disk took for each sync; empty where nothing is synced. */
    public final Histogram syncTime = Histogram.ofLatency();
}
