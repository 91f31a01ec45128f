package io.momentum.ops.inbox;

/**
 * What a page says about what was just done.
 *
 * @param isRefusal whether it was not done
 */
public record Notice(String text, boolean isRefusal) {}
