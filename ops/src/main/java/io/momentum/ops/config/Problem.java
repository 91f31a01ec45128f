package io.momentum.ops.config;

import java.util.Comparator;

/**
 * One mistake in the configuration and its place.
 *
 * @param line from 1
 * @param column from 1
 * @param sourceLine the line as it stands in the file, without secrets; empty where there is none
 */
public record Problem(String file, int line, int column, String message, String sourceLine)
        implements Comparable<Problem> {

    private static final Comparator<Problem> BY_PLACE =
            Comparator.comparing(Problem::file).thenComparingInt(Problem::line).thenComparingInt(Problem::column);

    @Override
    public int compareTo(Problem other) {
        return BY_PLACE.compare(this, other);
    }

    /** The way that editors and terminals make clickable, then the line and a caret below the place. */
    @Override
    public String toString() {
        String head = "%s:%d:%d: %s".formatted(file, line, column, message);
        if (sourceLine.isBlank()) return head;
        return head + "\n    " + sourceLine + "\n    " + " ".repeat(column - 1) + "^";
    }
}
