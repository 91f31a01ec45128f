package io.momentum.ops.contacts;

import java.util.ArrayList;
import java.util.List;

/** What an import did, line by line where something was wrong. Owned by the import's thread. */
public final class ImportReport {

    /** So many lines are named; the others are only counted. */
    public static final int NAMED_MAX = 10_000;

    /** A line that was not taken. */
    public record WrongLine(long line, String reason) {}

    private final List<WrongLine> errors = new ArrayList<>();
    private long lines;
    private long accepted;
    private long unchanged;
    private long duplicates;
    private long doubtful;
    private long bad;

    void line() {
        lines++;
    }

    void accepted(int taken, int offered) {
        accepted += taken;
        duplicates += offered - taken;
    }

    void unchanged() {
        unchanged++;
    }

    void doubtful() {
        doubtful++;
    }

    void bad(long line, String reason) {
        bad++;
        if (errors.size() < NAMED_MAX) errors.add(new WrongLine(line, reason));
    }

    public long allLines() {
        return lines;
    }

    public long acceptedLines() {
        return accepted;
    }

    /** Lines that say what is known already. */
    public long unchangedLines() {
        return unchanged;
    }

    /** Lines of a number that is there already. */
    public long duplicateLines() {
        return duplicates;
    }

    /** Accepted lines whose number nobody is known to have. */
    public long doubtfulLines() {
        return doubtful;
    }

    public long badLines() {
        return bad;
    }

    public List<WrongLine> errors() {
        return List.copyOf(errors);
    }
}
