package io.momentum.ops.architecture.violating.gateway.suppress;

/** Stands in for the proof that a submit may leave. */
public record ClearedSubmit() {}
