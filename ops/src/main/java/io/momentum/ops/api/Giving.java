package io.momentum.ops.api;

import java.io.IOException;

/** An operation that writes its answer bit by bit and ends it. On a thread of its own, which may block. */
@FunctionalInterface
interface Giving {
    void give(Call call) throws IOException;
}
