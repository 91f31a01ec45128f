package io.momentum.ops.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One reading of the configuration: the problems of all its files, the keys that were asked for, and what secrets are taken
 * from. Owned by the thread that reads.
 */
final class Reading {

    private final Path directory;
    private final Map<String, String> environment;
    private final List<Problem> problems = new ArrayList<>();
    private final SortedSet<String> keys = new TreeSet<>();

    Reading(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /** What relative paths in the configuration start from. */
    Path directory() {
        return directory;
    }

    Map<String, String> environment() {
        return environment;
    }

    void add(Problem problem) {
        problems.add(problem);
    }

    List<Problem> problems() {
        return problems;
    }

    void asked(String key) {
        keys.add(key);
    }

    /** Every key that the configuration may have, as far as its sections were there: {@code accounts[].window}. */
    SortedSet<String> keys() {
        return keys;
    }
}
