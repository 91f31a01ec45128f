package io.momentum.ops.access;

/**
 * Where a thing belongs. Empty for nowhere: whoever is bound to zones has no part in what has none.
 *
 * @param owner who has it, empty for nobody
 */
public record Matter(String zone, String branch, String team, String owner) {}
