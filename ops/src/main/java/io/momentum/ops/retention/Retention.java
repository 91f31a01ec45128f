package io.momentum.ops.retention;

import io.momentum.ops.retention.RetentionRun.Stage;
import io.momentum.store.index.IndexException;
import io.momentum.store.index.OldTexts;
import io.momentum.store.journal.JournalException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets go once a day what is older than is kept, and whenever somebody asks. Its thread, {@code momentum-retention}, does one pass
 * after the other; a pass that fails is begun anew the next day. Any thread asks.
 */
public final class Retention implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final String SYSTEM = "system";

    /** Not while a start is busy, and not on all hosts at once. */
    private static final Duration FIRST_AFTER = Duration.ofMinutes(10);

    private static final Duration FIRST_WITHIN = Duration.ofHours(1);
    private static final long EVERY_NANOS = Duration.ofDays(1).toNanos();

    /** Somebody has asked for a pass. */
    private record Order(boolean dryRun, String actor) {}

    private final RetentionConfig config;
    private final RetentionParts parts;
    private final ArrayBlockingQueue<Order> orders = new ArrayBlockingQueue<>(1);
    private final AtomicReference<RetentionRun> last = new AtomicReference<>(RetentionRun.NONE);
    private final LongAdder messagesGone = new LongAdder();
    private final LongAdder textsGone = new LongAdder();
    private final LongAdder factsGone = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final Thread thread = new Thread(this::run, "momentum-retention");
    private volatile long oldestMillis;
    private volatile boolean stopping;

    public Retention(RetentionConfig config, RetentionParts parts) {
        this.config = config;
        this.parts = parts;
    }

    /** Begins to count the time to the first pass. */
    public void start() {
        thread.start();
    }

    /**
     * Begins a pass.
     *
     * @param dryRun only looks
     * @param actor who asks
     * @return false if one runs
     */
    public boolean begin(boolean dryRun, String actor) {
        RetentionRun before = run(last);
        if (stopping || before.stage() == Stage.RUNNING) return false;
        if (!last.compareAndSet(before, begun(dryRun))) return false;
        return orders.offer(new Order(dryRun, actor));
    }

    private static RetentionRun begun(boolean dryRun) {
        return new RetentionRun(
                Stage.RUNNING, dryRun, 0, Map.of(), 0, 0, 0, RetentionRun.Texts.NONE, null, Instant.now(), null, null);
    }

    /** The pass that runs, or the last one; its stage is {@link Stage#NONE} where there was none since the start. */
    public RetentionRun last() {
        return run(last);
    }

    private static RetentionRun run(AtomicReference<RetentionRun> reference) {
        return Objects.requireNonNull(reference.get());
    }

    /** Whether a message that came at a time may have gone. */
    public boolean mayHaveGone(long atMillis) {
        return config.messages()
                .filter(keep -> atMillis < parts.nowMillis().getAsLong() - keep.toMillis())
                .isPresent();
    }

    public RetentionConfig config() {
        return config;
    }

    /** When the oldest message came that the index has, milliseconds since 1970; 0 for none. */
    public long oldestMillis() {
        long known = oldestMillis;
        long now = parts.index().oldestMessageMillis(known);
        if (now > known) oldestMillis = now;
        return now;
    }

    /** How many messages went since the start. */
    public long messagesGone() {
        return messagesGone.sum();
    }

    /** How many facts went from the journal's files since the start. */
    public long factsGone() {
        return factsGone.sum();
    }

    /** How many messages, replies, conversations and entries of the audit lost their texts since the start. */
    public long textsGone() {
        return textsGone.sum();
    }

    /** How many contacts were erased whose texts are still in the journal. */
    public int erasuresWaiting() {
        return new OldTexts(parts.index()).erasedCount();
    }

    /** Whether there is something that may go. */
    public boolean hasWork() {
        return !config.isForEver() || erasuresWaiting() > 0;
    }

    /** How many passes failed since the start. */
    public long failures() {
        return failures.sum();
    }

    private void run() {
        long jitter = ThreadLocalRandom.current().nextLong(FIRST_WITHIN.toNanos());
        long next = System.nanoTime() + FIRST_AFTER.toNanos() + jitter;
        while (!stopping) {
            try {
                Order order = orders.poll(Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (order == null) {
                    next += EVERY_NANOS;
                    if (!hasWork() || !last.compareAndSet(idle(), begun(false))) continue;
                    order = new Order(false, SYSTEM);
                }
                if (!stopping) pass(order);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private RetentionRun idle() {
        RetentionRun now = run(last);
        // Somebody has just asked: the daily pass is that one.
        return now.stage() == Stage.RUNNING ? RetentionRun.NONE : now;
    }

    private void pass(Order order) throws InterruptedException {
        var pass = new Pass(
                config,
                parts,
                order.dryRun(),
                order.actor(),
                () -> stopping,
                run(last).startedAt());
        try {
            last.set(pass.run());
        } catch (IOException | IndexException | JournalException | TimeoutException e) {
            last.set(pass.failed(String.valueOf(e.getMessage())));
            if (!stopping) {
                LOG.error("What is old does not go: it is tried again tomorrow", e);
                failures.increment();
            }
        } catch (RuntimeException e) {
            LOG.error("What is old does not go, by a fault", e);
            failures.increment();
            last.set(pass.failed("a fault; the log says more"));
        }
        messagesGone.add(order.dryRun() ? 0 : pass.messages());
        textsGone.add(order.dryRun() ? 0 : pass.texts());
        factsGone.add(pass.facts());
    }

    /**
     * Ends a pass that runs where it can be taken up. It is not interrupted: that would close files under it which the journal
     * has open too.
     */
    @Override
    public void close() {
        stopping = true;
        boolean _ = orders.offer(new Order(true, SYSTEM));
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
