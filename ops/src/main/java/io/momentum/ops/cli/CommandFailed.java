package io.momentum.ops.cli;

/** A command cannot do what it was asked to: ends the process with a message and without a stack trace. */
public final class CommandFailed extends RuntimeException {

    private final int exitCode;

    /**
     * @param exitCode of {@link ExitCode}
     * @param message for the person at the terminal
     */
    public CommandFailed(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
