package io.momentum.ops.api;

import java.io.IOException;
import java.io.InputStream;

/** An operation that reads a file as it comes. On a thread of its own, which may block. */
@FunctionalInterface
interface Streaming {
    Answer take(Call call, InputStream body) throws IOException;
}
