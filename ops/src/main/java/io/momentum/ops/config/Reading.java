package io.momentum.ops.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One reading of the configuration: the problems of all its files, the keys that were asked for, and what secrets are taken
 * from. Owned by the thread that reads.
 */
final class Reading {

    private final Path directory;
    private final Map<String, String> environment;
    private final List<Problem> problems = new ArrayList<>();
    private final Asked asked = new Asked();
    private final boolean survey;

    /**
     * Begins one.
     *
     * @param survey whether sections are read that are not there, to learn which keys they may have
     */
    Reading(Path directory, Map<String, String> environment, boolean survey) {
        this.directory = directory;
        this.environment = environment;
        this.survey = survey;
    }

    boolean isSurvey() {
        return survey;
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

    /** Every key that the configuration may have, as far as its sections were there, and what holds. */
    Asked asked() {
        return asked;
    }
}
