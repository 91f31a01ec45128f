package io.momentum.ops.architecture.violating.ops;

/** Something of ops. */
public record Operation() {}
