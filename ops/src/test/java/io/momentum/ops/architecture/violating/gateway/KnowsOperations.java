package io.momentum.ops.architecture.violating.gateway;

/** Breaks: gateway does not know ops. */
public record KnowsOperations(io.momentum.ops.architecture.violating.ops.Operation operation) {}
