package io.momentum.ops.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.momentum.gateway.net.EventLoops;
import io.momentum.gateway.net.Loop;
import io.momentum.ops.api.ApiCounters;
import java.lang.management.ManagementFactory;

/** What is known about the build, the configuration and the API. */
final class ProcessMetrics implements Figures {

    private final String version;
    private final Reloads reloads;
    private final ApiCounters api;
    private final LabelGuard guard;
    private final LogCounters logs;
    private final Health health;
    private final EventLoops loops;

    ProcessMetrics(MetricsParts parts, Health health, LabelGuard guard, LogCounters logs) {
        this.guard = guard;
        this.logs = logs;
        this.health = health;
        loops = parts.gateway().loops();
        version = parts.version();
        reloads = parts.reloads();
        api = parts.api();
    }

    @Override
    public void into(Families families) {
        families.gauge("momentum_build_info", "1; what was built, and what it runs on.", "version", "java")
                .add(1, version, Runtime.version().toString());
        families.gauge("momentum_ready", "1 while ESMEs may be sent here: what /readyz tells.")
                .add(health.ready().containsValue(false) ? 0 : 1);
        loops(families);
        var events = families.counter("momentum_log_events", "Lines of the log, by how grave they are.", "level");
        logs.counts().forEach((level, count) -> events.add(count, level));
        var folded = families.counter(
                "momentum_metrics_folded", "Label values told as other since there are too many of them.", "label");
        guard.folded().forEach((label, count) -> folded.add(count, label));
        families.gauge("momentum_config_last_reload_successful", "0 after a reload that changed nothing for mistakes.")
                .add(reloads.wasLastSuccessful() ? 1 : 0);
        families.gauge("momentum_config_last_reload_timestamp_seconds", "When the configuration in force was read.")
                .add(reloads.lastSuccessMillis() / 1000.0);
        families.counter("momentum_config_reloads", "Attempts to read the configuration anew.", "result")
                .add(reloads.successes(), "ok")
                .add(reloads.failures(), "failed");
        families.counter("process_cpu_seconds", "CPU time of this process.").add(cpuNanos() / 1e9);
        var times = families.times("momentum_api_request_seconds", "Requests of the admin API.", "operation", "class");
        api.times().forEach((series, time) -> times.add(time, series.operation(), series.statusClass()));
        families.counter("momentum_api_failed_logins", "Requests without a token that is known.")
                .add(api.failedLogins());
        families.gauge("momentum_conversation_streams", "Clients that look at lists of conversations as they change.")
                .add(api.streams());
        families.counter("momentum_conversation_streams_cut", "Of those, cut off because they read too slowly.")
                .add(api.streamsCut());
    }

    private void loops(Families families) {
        var pending = families.gauge("momentum_loop_pending_tasks", "Tasks that wait for an event loop.", "loop");
        var stalls = families.counter(
                "momentum_loop_stalls", "Times that an event loop was held up for a second and more.", "loop");
        for (Loop loop : loops.all()) {
            String name = String.valueOf(loop.index());
            pending.add(loop.pendingTasks(), name);
            stalls.add(loop.stalls(), name);
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}
