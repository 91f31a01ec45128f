package io.momentum.ops.learning;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Learns at the same time each day, if anybody has corrected anything since. */
public final class Nightly implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Nightly.class);
    private static final String SYSTEM = "system";

    private final Learning learning;
    private final Clock clock;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("momentum-learning").factory());
    private @Nullable ScheduledFuture<?> next;

    public Nightly(Learning learning, Clock clock) {
        this.learning = learning;
        this.clock = clock;
    }

    /** Takes up what was learned before, beside what else starts. */
    public void start() {
        executor.execute(learning::restore);
    }

    /** From now on at that time; empty for never. */
    public synchronized void plan(Optional<LocalTime> at, ZoneId zone) {
        if (next != null) next.cancel(false);
        next = null;
        at.ifPresent(time -> {
            Duration wait = until(ZonedDateTime.now(clock.withZone(zone)), time);
            next = executor.schedule(
                    () -> {
                        learn();
                        plan(at, zone);
                    },
                    wait.toMillis(),
                    TimeUnit.MILLISECONDS);
        });
    }

    /** How long until it is that time next; a time that a change of the clock leaves out comes right after it. */
    static Duration until(ZonedDateTime now, LocalTime time) {
        ZonedDateTime today = now.toLocalDate().atTime(time).atZone(now.getZone());
        ZonedDateTime next = today.isAfter(now)
                ? today
                : now.toLocalDate().plusDays(1).atTime(time).atZone(now.getZone());
        return Duration.between(now, next);
    }

    private void learn() {
        try {
            if (learning.state().untaught() > 0) learning.promote(List.of(), SYSTEM);
        } catch (RuntimeException e) {
            LOG.error("The classifier has learned nothing this time", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
