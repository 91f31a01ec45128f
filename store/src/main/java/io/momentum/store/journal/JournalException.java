package io.momentum.store.journal;

/** The journal cannot be opened, or what it holds is not what was written. */
public final class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public JournalException(String message) {
        super(message);
    }

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
