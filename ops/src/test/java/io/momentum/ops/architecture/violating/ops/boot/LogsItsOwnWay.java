package io.momentum.ops.architecture.violating.ops.boot;

/** Breaks: all logging goes through slf4j. */
record LogsItsOwnWay(java.util.logging.Logger log) {}
