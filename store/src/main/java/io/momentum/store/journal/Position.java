package io.momentum.store.journal;

/**
 * Where a fact stands: enough to read it again without a search.
 *
 * @param epoch the start of the process that wrote it, from 1
 * @param index the document's index in that epoch's queue
 * @param offset the fact's place inside the document, in bytes
 */
public record Position(int epoch, long index, int offset) {}
