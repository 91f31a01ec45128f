/** The process: its parts put together by hand, started in order, reloaded, drained. */
@NullMarked
package io.momentum.ops.boot;

import org.jspecify.annotations.NullMarked;
