package io.momentum.ops.backup;

/** A backup, or the way back from one, that cannot be; the message is for people. */
public final class BackupException extends Exception {

    private static final long serialVersionUID = 1;

    public BackupException(String message) {
        super(message);
    }
}
