/** We are the SMSC: accounts, binds, limits, and each account's outbox. */
@NullMarked
package io.momentum.gateway.server;

import org.jspecify.annotations.NullMarked;
