package io.momentum.store.fact;

/** Bytes that are no fact this program knows: cut short, too long, or of a type or version that came later. */
public final class FactFormatException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public FactFormatException(String message) {
        super(message);
    }
}
