package io.momentum.ops.config;

import java.util.List;

/** What holds: every key, in the order in which they are read. */
public record Effective(List<Line> lines) {

    /**
     * One key.
     *
     * @param key with the names of what it belongs to: {@code accounts[acme].window}
     * @param value as a file would say it; what is secret is starred
     * @param place file and line; "default" or "profile NAME" where no file of the configuration says it
     */
    public record Line(String key, String value, String place) {}
}
