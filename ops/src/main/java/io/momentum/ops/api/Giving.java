package io.momentum.ops.api;

import java.io.IOException;

/** An operation that writes its answer as it goes. On a thread of its own, which may block; ends the response itself. */
@FunctionalInterface
interface Giving {
    void give(Call call) throws IOException;
}
