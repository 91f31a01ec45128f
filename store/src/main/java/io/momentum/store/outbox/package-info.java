/** What waits for an ESME: receipts and messages from subscribers, in order, until it acknowledges them. Pure. */
@NullMarked
package io.momentum.store.outbox;

import org.jspecify.annotations.NullMarked;
