package io.momentum.ops.cli;

/** How a command prints what it was told. */
enum Output {
    TABLE,
    JSON
}
