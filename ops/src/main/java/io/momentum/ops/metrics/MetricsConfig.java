package io.momentum.ops.metrics;

import java.net.InetSocketAddress;

/**
 * The listener of metrics and health.
 *
 * @param listen where {@code /metrics}, {@code /healthz} and {@code /readyz} are served
 */
public record MetricsConfig(InetSocketAddress listen) {}
