package io.momentum.ops.architecture.violating.store;

/** Breaks: store knows nobody. */
record KnowsTheGateway(io.momentum.ops.architecture.violating.gateway.KnowsOperations gateway) {}
