package io.momentum.ops.cli;

import java.util.Objects;

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

    /** Says why, and why that: "cannot connect to 127.0.0.1:2775: Connection refused". */
    static CommandFailed of(int exitCode, Throwable fault) {
        StringBuilder why = new StringBuilder(Objects.requireNonNullElse(fault.getMessage(), fault.toString()));
        Throwable cause = fault.getCause();
        if (cause != null && cause.getMessage() != null && !why.toString().contains(cause.getMessage()))
            why.append(": ").append(cause.getMessage());
        return new CommandFailed(exitCode, why.toString());
    }

    public int exitCode() {
        return exitCode;
    }
}
