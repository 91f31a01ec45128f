package io.momentum.ops.architecture.violating.gateway.route;

/** Breaks: pure code has no chance. */
record ThrowsDice(java.util.concurrent.ThreadLocalRandom dice) {}
