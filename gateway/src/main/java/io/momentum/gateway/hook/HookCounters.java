package io.momentum.gateway.hook;

import io.momentum.store.count.Histogram;
import java.util.concurrent.atomic.LongAdder;

/** What one program did; kept over reloads that leave it. */
public final class HookCounters {
    public final Histogram answerTime = Histogram.ofLatency();
    public final LongAdder late = new LongAdder();
    public final LongAdder malformed = new LongAdder();
    /** Not asked: too many waited, or it was paused. */
    public final LongAdder skipped = new LongAdder();

    public final LongAdder starts = new LongAdder();
    public final LongAdder pauses = new LongAdder();
}
