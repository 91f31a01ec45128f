/**
 * Programs that rules of interception ask. Each runs as a process of its own and is asked over its standard input, so that whatever it
 * does, or fails to do, costs us a bounded time and a bounded memory: never an event loop's.
 */
@NullMarked
package io.momentum.gateway.hook;

import org.jspecify.annotations.NullMarked;
