package io.momentum.ops.inbox;

/** Does what a request to a page asks. On a thread that may block; {@link NotDone} is an answer too. */
@FunctionalInterface
interface Handler {

    View on(Visit visit);
}
