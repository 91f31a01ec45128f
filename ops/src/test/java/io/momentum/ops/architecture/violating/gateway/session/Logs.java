package io.momentum.ops.architecture.violating.gateway.session;

/** Breaks: pure code does not log. */
record Logs(org.slf4j.Logger log) {}
