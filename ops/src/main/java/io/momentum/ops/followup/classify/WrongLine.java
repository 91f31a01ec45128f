package io.momentum.ops.followup.classify;

/** A line of a file that teaches the classifier cannot be used. */
public final class WrongLine extends IllegalArgumentException {

    private final String file;
    private final int line;
    private final String why;

    WrongLine(String file, int line, String why) {
        super(file + ":" + line + ": " + why);
        this.file = file;
        this.line = line;
        this.why = why;
    }

    public String file() {
        return file;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    public String why() {
        return why;
    }
}
