package io.momentum.ops.log;

/**
 * How the process logs.
 *
 * @param format one line a line of text, or a JSON object
 * @param level the least severe that is logged
 * @param masked whether numbers of people are masked; off for a search for a fault alone
 */
public record LogConfig(Format format, Severity level, boolean masked) {

    public static final LogConfig DEFAULT = new LogConfig(Format.TEXT, Severity.INFO, true);

    /** How a line looks. */
    public enum Format {
        TEXT,
        JSON
    }

    /** How severe a line is, the least first. */
    public enum Severity {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }
}
