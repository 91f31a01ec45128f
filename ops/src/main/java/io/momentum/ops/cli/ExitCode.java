package io.momentum.ops.cli;

/** How a command ended, by the numbers of sysexits.h where it has one. */
public final class ExitCode {

    public static final int OK = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    /** Something that the command talks to does not answer. */
    public static final int UNAVAILABLE = 69;
    /** The configuration cannot be used. */
    public static final int CONFIG = 78;

    private ExitCode() {}
}
