package io.momentum.ops.webhook;

import io.momentum.store.index.Index;
import io.momentum.store.journal.Journal;
import java.util.function.LongSupplier;

/** What deliveries work on. */
public record WebhookParts(Journal journal, Index index, int host, LongSupplier nowMicros) {}
