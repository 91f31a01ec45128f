package io.momentum.ops.api;

/** Does what a request asks. On a thread of its own, which may block; a {@link Refusal} is an answer too. */
@FunctionalInterface
interface Operation {

    Answer on(Call call) throws Exception;
}
