package io.momentum.ops.api;

import java.io.IOException;

/** An operation that writes its answer bit by bit and ends it. On a thread of its own, which may block. */
@FunctionalInterface
interface Giving {

    /**
     * Gives it.
     *
     * @param audited journals who takes what along, as the call's changes tell it: for exports, once, before the first octet goes,
     *     so that nobody breaks off what he has got and leaves no trace
     */
    void give(Call call, Runnable audited) throws IOException;
}
