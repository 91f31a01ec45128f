/** Netty: event loops, transport, the one handler of every connection. */
@NullMarked
package io.momentum.gateway.net;

import org.jspecify.annotations.NullMarked;
