package io.momentum.ops.cli;

/** How a command ended, by the numbers of sysexits.h where it has one. */
public final class ExitCode {

    public static final int OK = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    /** Something that the command talks to does not answer. */
    public static final int UNAVAILABLE = 69;
    /** The configuration, or the data that it names, cannot be used by this version: another try ends the same. */
    public static final int CONFIG = 78;

    private ExitCode() {}
}
