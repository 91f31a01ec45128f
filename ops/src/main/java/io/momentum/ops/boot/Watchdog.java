package io.momentum.ops.boot;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd, while Momentum runs, that it lives and how it is. There is a beat only when the {@link Pulse} is felt: a
 * thread that stands still for as long as the unit's {@code WatchdogSec=} costs the process its life, and its stack is in the
 * log by then.
 */
final class Watchdog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private static final long LOOK_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);
    /** Half would do, were nobody ever late: with a quarter one late round is no restart. */
    private static final int LOOKS_PER_WATCHDOG = 4;

    private static final int FRAMES_MAX = 20;

    private final ServiceManager manager;
    private final Pulse pulse;
    private final Supplier<String> status;
    private final Set<String> still = new HashSet<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("momentum-watchdog").daemon().factory());
    private String told = "";

    Watchdog(ServiceManager manager, Pulse pulse, Supplier<String> status) {
        this.manager = manager;
        this.pulse = pulse;
        this.status = status;
    }

    void start() {
        if (!manager.listens()) return;
        long nanos = lookNanos(manager.watchdog());
        var _ = pulse.feel();
        var _ = timer.scheduleAtFixedRate(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** Seldom where nobody watches. */
    static long lookNanos(Duration watchdog) {
        if (watchdog.isZero()) return LOOK_NANOS_MAX;
        return Math.clamp(watchdog.toNanos() / LOOKS_PER_WATCHDOG, 1, LOOK_NANOS_MAX);
    }

    private void look() {
        try {
            feel();
            tell(status.get());
        } catch (RuntimeException e) {
            LOG.error("The watchdog cannot look", e);
        }
    }

    private void feel() {
        List<String> now = pulse.feel();
        if (now.isEmpty()) {
            manager.beat();
            if (!still.isEmpty()) LOG.info("All threads go round again");
            still.clear();
            return;
        }
        if (manager.watchdog().isZero()) return;
        for (String thread : now) {
            if (still.add(thread)) LOG.warn("{} stands still:\n{}", thread, stackOf(thread));
        }
    }

    private void tell(String line) {
        if (line.equals(told)) return;
        told = line;
        manager.status(line);
    }

    private static String stackOf(String thread) {
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            if (!each.getKey().getName().equals(thread)) continue;
            return Arrays.stream(each.getValue())
                    .limit(FRAMES_MAX)
                    .map(frame -> "    at " + frame)
                    .collect(Collectors.joining("\n"));
        }
        return "    (not found)";
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
