/** Learns how a carrier behaves: binds to it once, sends a handful of messages to a test handset, and compares. */
@NullMarked
package io.momentum.gateway.probe;

import org.jspecify.annotations.NullMarked;
