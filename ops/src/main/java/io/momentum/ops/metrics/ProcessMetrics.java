package io.momentum.ops.metrics;

import com.sun.management.OperatingSystemMXBean;
import io.momentum.ops.api.ApiCounters;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.lang.management.ManagementFactory;

/** What is known about the build, the configuration and the API. */
final class ProcessMetrics implements MultiCollector {

    private final String version;
    private final Reloads reloads;
    private final ApiCounters api;

    ProcessMetrics(MetricsParts parts) {
        version = parts.version();
        reloads = parts.reloads();
        api = parts.api();
    }

    @Override
    public MetricSnapshots collect() {
        var families = new Families();
        families.gauge("momentum_build_info", "1; what was built, and what it runs on.", "version", "java")
                .add(1, version, Runtime.version().toString());
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
        return families.build();
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}
