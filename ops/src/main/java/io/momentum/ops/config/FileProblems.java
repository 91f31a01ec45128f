package io.momentum.ops.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says why a file could not be read, in words. */
final class FileProblems {

    private FileProblems() {}

    static String explain(Path file, IOException problem) {
        return switch (problem) {
            case NoSuchFileException e -> file + " does not exist";
            case AccessDeniedException e -> file + " may not be read by this user";
            default -> file + " cannot be read: " + problem.getMessage();
        };
    }
}
