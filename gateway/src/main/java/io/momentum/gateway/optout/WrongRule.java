package io.momentum.gateway.optout;

/** A line of a file of opt-out rules that is none. */
public final class WrongRule extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final String why;

    WrongRule(String file, int line, String why) {
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
