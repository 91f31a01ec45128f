package io.momentum.ops.architecture.violating.store.value;

/** Breaks: pure code has no effects. */
record ReadsAFile(java.nio.file.Path file) {}
