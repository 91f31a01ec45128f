package io.momentum.ops.metrics;

import java.util.List;

/**
 * A metric as the reference names it.
 *
 * @param name as it is exposed; a histogram's without {@code _bucket}, {@code _sum} and {@code _count}
 * @param type {@code counter}, {@code gauge} or {@code histogram}
 * @param labels in the order in which they are declared
 * @param help one sentence
 */
public record Described(String name, String type, List<String> labels, String help) {}
