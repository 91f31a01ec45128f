package io.momentum.ops.api;

import java.io.IOException;

/** An operation that reads a file as it comes. On a thread of its own, which may block. */
@FunctionalInterface
interface Streaming {
    Answer take(Call call, BodyStream body) throws IOException;
}
