package io.momentum.store.index;

/** RocksDB failed, or a row is not what it should be. The index can be deleted and rebuilt from the journal. */
public final class IndexException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public IndexException(String message) {
        super(message);
    }

    public IndexException(String message, Throwable cause) {
        super(message, cause);
    }
}
