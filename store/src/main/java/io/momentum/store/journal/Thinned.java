package io.momentum.store.journal;

/**
 * A file of the journal that a kept one has taken the place of.
 *
 * @param file what is there now
 * @param gone how many facts have gone from it this time
 * @param texts how many facts have lost their texts this time
 */
public record Thinned(KeptFile file, long gone, long texts) {}
