/** The command line: one class per command, each a thin wrapper around what it starts. */
@NullMarked
package io.momentum.ops.cli;

import org.jspecify.annotations.NullMarked;
